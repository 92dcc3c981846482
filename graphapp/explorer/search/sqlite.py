"""Asks SQLite's text indexes (`graphapp.videos.text_index.sqlite`). Their query text is a parameter, made of quoted
words only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from graphapp.explorer.search.asked import Place, Term

SEGMENTS = """
SELECT s.id, s.video_id
FROM (SELECT rowid FROM said_words WHERE said_words MATCH %s ORDER BY rowid DESC LIMIT %s) w
JOIN videos_segment s ON s.id = w.rowid ORDER BY s.id DESC
"""
# the plus keeps the index of words from being asked once for each segment of the video
OF_VIDEO = """
SELECT rowid FROM said_words WHERE said_words MATCH %s
AND rowid BETWEEN (SELECT min(id) FROM videos_segment WHERE video_id = %s)
AND (SELECT max(id) FROM videos_segment WHERE video_id = %s)
AND +rowid IN (SELECT id FROM videos_segment WHERE video_id = %s AND number > %s)
ORDER BY rowid LIMIT %s
"""
VIDEOS = """
SELECT r.video FROM title_words w JOIN title_rows r ON r.id = w.rowid
WHERE title_words MATCH %s ORDER BY w.rowid DESC LIMIT %s
"""
TOPICS = """
SELECT t.slug FROM topic_words w JOIN videos_topic t ON t.id = w.rowid
WHERE topic_words MATCH %s AND COALESCE(t.key_id, '') NOT IN (
  SELECT k.id FROM graph_entity e JOIN videos_key k ON k.holder = e.id WHERE e.hidden
)
ORDER BY w.rowid DESC LIMIT %s
"""


class SqliteEngine:
    """See `TextEngine`."""

    def list_segments(self, terms: Sequence[Term], *, speaker: Sequence[str], limit: int) -> list[tuple[int, str]]:
        return _fetch(SEGMENTS, _match_said(terms, speaker=speaker), limit)

    def list_within(self, place: Place, terms: Sequence[Term], *, speaker: Sequence[str], limit: int) -> list[int]:
        match, video = _match_said(terms, speaker=speaker), place.video
        return _list(OF_VIDEO, match, video, video, video, place.after, limit)

    def list_videos(self, terms: Sequence[Term], *, by_title: bool, limit: int) -> list[str]:
        match = f"title : ({_write(terms)})" if by_title else _write(terms)
        return _list(VIDEOS, match, limit)

    def list_topics(self, terms: Sequence[Term], *, limit: int) -> list[str]:
        return _list(TOPICS, _write(terms), limit)


def _match_said(terms: Sequence[Term], *, speaker: Sequence[str]) -> str:
    parts = [f"text : ({_write(terms)})"] if terms else []
    parts += [f"speaker : ({_write([Term((word,), begins=True) for word in speaker])})"] if speaker else []
    return " AND ".join(parts)


def _write(terms: Sequence[Term]) -> str:
    """Words hold letters and digits only, so that nothing in quotes can end them."""
    return " AND ".join(f'"{" ".join(term.words)}"{"*" if term.begins else ""}' for term in terms)


def _list(statement: str, *given: str | int) -> list[Any]:
    return [row[0] for row in _fetch(statement, *given)]


def _fetch(statement: str, *given: str | int) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall())
