"""Writes derived columns and rows, many at a time: one constant statement, run for each row.

Django's `bulk_update` writes one CASE over all rows instead, and `bulk_create` makes an object of each, which costs
several times more to build and to run. Knows nothing of what the rows mean.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice

from django.db import connection

KEYS = "UPDATE videos_key SET entity_id = %s, holder = %s, reach = %s WHERE id = %s"
CLAIMS = "UPDATE videos_claim SET relation_id = %s WHERE id = %s"
CLAIMS_AT_ONCE = """
UPDATE videos_claim SET relation_id = placed.value ->> 0 FROM jsonb_array_elements(%s::jsonb) AS placed(value)
WHERE videos_claim.id = (placed.value ->> 1)::bigint
"""
RELATION_COUNTS = "UPDATE graph_entity SET relation_count = %s WHERE id = %s"
VIDEO_TOTALS = "UPDATE videos_video SET entity_count = %s, relation_count = %s WHERE id = %s"
VIDEO_COUNTS = """
UPDATE videos_video SET relation_count = %s, entity_count = (
  SELECT COUNT(*) FROM graph_appearance a JOIN graph_entity e ON e.id = a.entity_id
  WHERE a.video_id = videos_video.id AND NOT e.hidden)
WHERE id = %s
"""
RELATION_SHIFTS = "UPDATE graph_entity SET relation_count = relation_count + %s WHERE id = %s"
VIDEO_SHIFTS = (
    "UPDATE videos_video SET entity_count = entity_count + %s, relation_count = relation_count + %s WHERE id = %s"
)
RELATIONS = """
INSERT INTO graph_relation
  (id, subject_id, predicate, object_id, polarity, weight, video_count, confidence, approved, surety)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (id) DO UPDATE SET
  weight = excluded.weight, video_count = excluded.video_count, confidence = excluded.confidence,
  approved = excluded.approved, surety = excluded.surety
"""
APPEARANCES = """
INSERT INTO graph_appearance (video_id, entity_id, mentions, first_segment, first_ms, salience, confidence)
VALUES (%s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (video_id, entity_id) DO UPDATE SET
  mentions = excluded.mentions, first_segment = excluded.first_segment, first_ms = excluded.first_ms,
  salience = excluded.salience, confidence = excluded.confidence
"""
ENTITIES = """
INSERT INTO graph_entity
  (id, slug, name, folded, type, video_count, mention_count, confidence, approved, description, links, hidden,
   relation_count)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 0)
ON CONFLICT (id) DO UPDATE SET
  slug = excluded.slug, name = excluded.name, folded = excluded.folded, type = excluded.type,
  video_count = excluded.video_count, mention_count = excluded.mention_count, confidence = excluded.confidence,
  approved = excluded.approved, description = excluded.description, links = excluded.links, hidden = excluded.hidden
"""
NO_SLUG = "UPDATE graph_entity SET slug = '-' || id WHERE id = %s"
NO_RELATION = "DELETE FROM graph_relation WHERE id = %s"
NO_APPEARANCE = "DELETE FROM graph_appearance WHERE video_id = %s AND entity_id = %s"
NO_ENTITY = "DELETE FROM graph_entity WHERE id = %s"

AT_ONCE = 200
Row = tuple[object, ...]


def set_key_places(rows: Iterable[tuple[str | None, str, str, str]]) -> None:
    """(entity or None, holder, reach, key) each."""
    run_many(KEYS, rows)


def set_claim_relations(rows: Iterable[tuple[str | None, int]]) -> None:
    """(relation or None, claim's row) each."""
    given = list(rows)
    if connection.vendor == "postgresql":
        run_many(CLAIMS_AT_ONCE, [(json.dumps(given),)] if given else ())
    else:
        run_many(CLAIMS, given)


def set_relation_counts(rows: Iterable[tuple[int, str]]) -> None:
    """(relations, entity) each."""
    run_many(RELATION_COUNTS, rows)


def set_video_totals(rows: Iterable[tuple[int, int, str]]) -> None:
    """(entities, relations, video) each."""
    run_many(VIDEO_TOTALS, rows)


def count_video_totals(rows: Iterable[tuple[int, str]]) -> None:
    """(relations, video) each; its entities are counted as they stand."""
    run_many(VIDEO_COUNTS, rows)


def shift_relation_counts(rows: Iterable[tuple[int, str]]) -> None:
    """(how many more, entity) each."""
    run_many(RELATION_SHIFTS, rows)


def shift_video_totals(rows: Iterable[tuple[int, int, str]]) -> None:
    """(how many more entities, how many more relations, video) each."""
    run_many(VIDEO_SHIFTS, rows)


def put_entities(rows: Iterable[Row]) -> None:
    """(id, slug, name, folded, type, videos, mentions, confidence, approved, description, links as JSON, hidden) each.
    How many relations they have stays."""
    insert_many(ENTITIES, rows)


def put_relations(rows: Iterable[Row]) -> None:
    """(id, subject, predicate, object, polarity, weight, videos, confidence, approved, surety) each. The first five
    never change: the id is made of the others."""
    insert_many(RELATIONS, rows)


def put_appearances(rows: Iterable[Row]) -> None:
    """(video, entity, mentions, first segment, first ms, salience, confidence) each."""
    insert_many(APPEARANCES, rows)


def clear_slugs(entities: Iterable[str]) -> None:
    """Leave these without an address of their own until they are written or gone, so that others can have it."""
    run_many(NO_SLUG, ((id,) for id in entities))


def drop_relations(ids: Iterable[str]) -> None:
    run_many(NO_RELATION, ((id,) for id in ids))


def drop_appearances(pairs: Iterable[tuple[str, str]]) -> None:
    """(video, entity) each."""
    run_many(NO_APPEARANCE, pairs)


def drop_entities(ids: Iterable[str]) -> None:
    """Nothing may hang on them any more."""
    run_many(NO_ENTITY, ((id,) for id in ids))


@contextmanager
def sent_together() -> Iterator[None]:
    """PostgreSQL gets statements as they come, and is waited for where an answer is read, or at the end of the
    outermost of these: who has the turn to write lost most of it between two statements. No other database is far
    enough away for that."""
    if connection.vendor != "postgresql" or _is_sending():
        yield
        return
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


def _is_sending() -> bool:
    driver = connection.connection
    return driver is not None and driver.info.pipeline_status != driver.info.pipeline_status.OFF


def run_many(statement: str, rows: Iterable[Row]) -> None:
    """A constant statement of a module of this app, for each row."""
    given = list(rows)
    if given:
        with connection.cursor() as cursor:
            cursor.executemany(statement, given)


def insert_many(statement: str, rows: Iterable[Row]) -> None:
    """The same for a statement with one group of values: AT_ONCE rows with one statement, among which none may meet the
    same row as another. PostgreSQL takes longer to read a statement than to write a row, and SQLite copies what each
    statement changes, in case that it fails."""
    given = iter(rows)
    while batch := list(islice(given, AT_ONCE)):
        with connection.cursor() as cursor:
            cursor.execute(_repeat_values(statement, len(batch)), [value for row in batch for value in row])


@lru_cache(maxsize=500)
def _repeat_values(statement: str, times: int) -> str:
    head, values, rest = statement.partition("VALUES (")
    group, end, tail = rest.partition(")")
    return head + values + f"{group}), (" * (times - 1) + group + end + tail
