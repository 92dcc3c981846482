"""Sets derived columns of many rows: one constant statement, run for each row.

Django's `bulk_update` writes one CASE over all rows instead, which costs several times more to build and to run.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

KEYS = "UPDATE videos_key SET entity_id = %s, reach = %s WHERE id = %s"
CLAIMS = "UPDATE videos_claim SET relation_id = %s WHERE id = %s"
RELATION_COUNTS = "UPDATE graph_entity SET relation_count = %s WHERE id = %s"
VIDEO_TOTALS = "UPDATE videos_video SET entity_count = %s, relation_count = %s WHERE id = %s"


def set_key_places(rows: Iterable[tuple[str | None, str, str]]) -> None:
    """(entity or None, reach, key) each."""
    _run(KEYS, rows)


def set_claim_relations(rows: Iterable[tuple[str | None, int]]) -> None:
    """(relation or None, claim's row) each."""
    _run(CLAIMS, rows)


def set_relation_counts(rows: Iterable[tuple[int, str]]) -> None:
    """(relations, entity) each."""
    _run(RELATION_COUNTS, rows)


def set_video_totals(rows: Iterable[tuple[int, int, str]]) -> None:
    """(entities, relations, video) each."""
    _run(VIDEO_TOTALS, rows)


def _run(statement: str, rows: Iterable[tuple[object, ...]]) -> None:
    given = list(rows)
    if given:
        with connection.cursor() as cursor:
            cursor.executemany(statement, given)
