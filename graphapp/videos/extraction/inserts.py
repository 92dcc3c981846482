"""Inserts the rows of an extraction, many at a time: one constant statement, run for each row.

A talk has hundreds of them, and of an object for each and a statement with thousands of parameters came a third of
what recording took. Where a text index follows on SQLite, all rows are given at once as JSON: after each statement
that index writes down what it has. No fractions go that way, which must be stored to the last bit.
Knows nothing of what the rows mean; their order is that of the statement's columns.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.db import connection

from graphapp.videos.database.column_updates import Row, insert_many, run_many

SEGMENTS = """
INSERT INTO videos_segment (video_id, number, start_ms, end_ms, speaker, text, paragraph)
VALUES (%s, %s, %s, %s, %s, %s, %s)
"""
KEYS = """
INSERT INTO videos_key (id, folded, scope, holder, reach) VALUES (%s, %s, %s, '', '') ON CONFLICT (id) DO NOTHING
"""
SEGMENTS_AT_ONCE = """
INSERT INTO videos_segment (video_id, number, start_ms, end_ms, speaker, text, paragraph)
SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),
  json_extract(value, '$[3]'), json_extract(value, '$[4]'), json_extract(value, '$[5]'), json_extract(value, '$[6]')
FROM json_each(%s)
"""
KEYS_AT_ONCE = """
INSERT INTO videos_key (id, folded, scope, holder, reach)
SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'), '', ''
FROM json_each(%s) WHERE true ON CONFLICT (id) DO NOTHING
"""
MENTIONS = """
INSERT INTO videos_mention (video_id, segment_id, start, "end", key_id) VALUES (%s, %s, %s, %s, %s)
"""
NAMINGS = """
INSERT INTO videos_naming
  (video_id, cluster, key_id, name, is_title, type, reason, name_confidence, mentions, first_segment, first_ms,
   salience, confidence, cluster_mentions)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
CLAIMS = """
INSERT INTO videos_claim
  (video_id, number, subject_id, predicate, object_id, polarity, confidence, rule, segment_id, quote, quote_start,
   speaker, start_ms)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
CHAPTERS = """
INSERT INTO videos_chapter (video_id, number, title, starts_with, segment_id, start_ms) VALUES (%s, %s, %s, %s, %s, %s)
"""
TOPICS = """
INSERT INTO videos_topic (video_id, number, name, slug, segments, key_id) VALUES (%s, %s, %s, %s, %s, %s)
"""
SUGGESTIONS = """
INSERT INTO videos_suggestion (video_id, left_id, right_id, reason, confidence) VALUES (%s, %s, %s, %s, %s)
"""


def insert_segments(rows: Iterable[Row]) -> None:
    _run_indexed(SEGMENTS, rows, at_once=SEGMENTS_AT_ONCE)


def insert_keys(rows: Iterable[Row]) -> None:
    """Those that are there already stay as they are."""
    _run_indexed(KEYS, rows, at_once=KEYS_AT_ONCE)


def insert_mentions(rows: Iterable[Row]) -> None:
    insert_many(MENTIONS, rows)


def insert_namings(rows: Iterable[Row]) -> None:
    insert_many(NAMINGS, rows)


def insert_claims(rows: Iterable[Row]) -> None:
    """In no relation yet."""
    insert_many(CLAIMS, rows)


def insert_chapters(rows: Iterable[Row]) -> None:
    insert_many(CHAPTERS, rows)


def insert_topics(rows: Iterable[Row]) -> None:
    """The segments' numbers as JSON."""
    insert_many(TOPICS, rows)


def insert_suggestions(rows: Iterable[Row]) -> None:
    insert_many(SUGGESTIONS, rows)


def _run_indexed(statement: str, rows: Iterable[Row], *, at_once: str) -> None:
    if connection.vendor == "sqlite":
        run_many(at_once, [(json.dumps(list(rows), ensure_ascii=False),)])
    else:
        insert_many(statement, rows)
