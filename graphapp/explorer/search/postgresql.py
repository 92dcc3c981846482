"""Asks PostgreSQL's text indexes (`graphapp.videos.text_index.postgresql`). Their query text is a parameter, made of
quoted words only. What is said and titles have the weight A, speakers and channels B."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from graphapp.explorer.search.asked import Term

# what is said everywhere is found among the newest segments at once; for the rest the index is asked before anything
# is put in order, which the planner would otherwise do by going through all segments, newest first
NEWEST = """
SELECT id FROM (SELECT id, words FROM videos_segment ORDER BY id DESC LIMIT 5000) newest
WHERE words @@ to_tsquery('saidgraph', %s) ORDER BY id DESC LIMIT %s
"""
SEGMENTS = """
WITH said AS MATERIALIZED (
  SELECT id FROM videos_segment WHERE words @@ to_tsquery('saidgraph', %s) LIMIT 20000
)
SELECT id FROM said ORDER BY id DESC LIMIT %s
"""
VIDEOS = """
SELECT id FROM videos_video
WHERE words @@ to_tsquery('saidgraph', %s) ORDER BY added_at DESC, id LIMIT %s
"""
TOPICS = """
SELECT slug FROM videos_topic
WHERE words @@ to_tsquery('saidgraph', %s) ORDER BY id DESC LIMIT %s
"""


class PostgresEngine:
    """See `TextEngine`."""

    def list_segments(self, terms: Sequence[Term], *, speaker: Sequence[str], limit: int) -> list[int]:
        parts = [_write_term(term, weight="A") for term in terms]
        parts += [_write_term(Term((word,), begins=True), weight="B") for word in speaker]
        found = _list(NEWEST, parts, limit)
        return found if len(found) == limit else _list(SEGMENTS, parts, limit)

    def list_videos(self, terms: Sequence[Term], *, limit: int) -> list[str]:
        return _list(VIDEOS, [_write_term(term, weight="") for term in terms], limit)

    def list_topics(self, terms: Sequence[Term], *, limit: int) -> list[str]:
        return _list(TOPICS, [_write_term(term, weight="") for term in terms], limit)


def _write_term(term: Term, *, weight: str) -> str:
    """Words hold letters and digits only, so that nothing in quotes can end them."""
    *first, last = term.words
    mark = f"{'*' if term.begins else ''}{weight}"
    words = [*(f"'{word}'{':' + weight if weight else ''}" for word in first), f"'{last}'{':' + mark if mark else ''}"]
    return f"({' <-> '.join(words)})"


def _list(statement: str, parts: Sequence[str], limit: int) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [" & ".join(parts), limit])
        return [row[0] for row in cursor.fetchall()]
