"""Asks PostgreSQL's text indexes (`graphapp.videos.text_index.postgresql`). Their query text is a parameter, made of
quoted words only. What is said and titles have the weight A, speakers and channels B."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from graphapp.explorer.search.asked import Place, Term

# what is said everywhere is found among the newest segments at once; for the rest the index is asked before anything
# is put in order, which the planner would otherwise do by going through all segments, newest first
NEWEST = """
SELECT id, video_id FROM (SELECT id, video_id, words FROM videos_segment ORDER BY id DESC LIMIT 5000) newest
WHERE words @@ to_tsquery('pg_catalog.simple', %s) ORDER BY id DESC LIMIT %s
"""
ENOUGH, ENOUGH_VIDEOS = 60, 5
"""Of the newest segments so many of so many videos are: then the others are not looked at."""
SEGMENTS = """
WITH said AS MATERIALIZED (
  SELECT id, video_id FROM videos_segment WHERE words @@ to_tsquery('pg_catalog.simple', %s) LIMIT 20000
)
SELECT id, video_id FROM said ORDER BY id DESC LIMIT %s
"""
OF_VIDEO = """
SELECT id FROM videos_segment
WHERE words @@ to_tsquery('pg_catalog.simple', %s) AND video_id = %s AND number > %s ORDER BY number LIMIT %s
"""
# the beginning of a word that goes with another: all that begin so would be put together first, however rare the other
AMONG = """
WITH holding AS MATERIALIZED (
  SELECT id, video_id, words FROM videos_segment WHERE words @@ to_tsquery('pg_catalog.simple', %s) LIMIT %s
), said AS (SELECT id, video_id FROM holding WHERE words @@ to_tsquery('pg_catalog.simple', %s) ORDER BY id DESC)
SELECT (SELECT count(*) FROM holding), array(SELECT id FROM said), array(SELECT video_id FROM said)
"""
SOME = 5000
VIDEOS = """
SELECT id FROM videos_video
WHERE words @@ to_tsquery('pg_catalog.simple', %s) ORDER BY added_at DESC, id LIMIT %s
"""
TOPICS = """
SELECT t.slug FROM videos_topic t
WHERE t.words @@ to_tsquery('pg_catalog.simple', %s) AND COALESCE(t.key_id, '') NOT IN (
  SELECT k.id FROM graph_entity e JOIN videos_key k ON k.holder = e.id WHERE e.hidden
)
ORDER BY t.id DESC LIMIT %s
"""


class PostgresEngine:
    """See `TextEngine`."""

    def list_segments(self, terms: Sequence[Term], *, speaker: Sequence[str], limit: int) -> list[tuple[int, str]]:
        parts = _write_said(terms, speaker=speaker)
        found = _fetch(NEWEST, parts, limit)
        if len(found) >= min(limit, ENOUGH) and len({video for _, video in found}) >= ENOUGH_VIDEOS:
            return found
        longest = _find_longest(terms)
        among = _list_among(_write_term(longest, weight="A"), parts) if longest else None
        if among is not None:
            return among[:limit]
        # of what is said more often than is gathered, the newest may not be among it
        return list(dict.fromkeys([*found, *_fetch(SEGMENTS, parts, limit)]))[:limit]

    def list_within(self, place: Place, terms: Sequence[Term], *, speaker: Sequence[str], limit: int) -> list[int]:
        return _list(OF_VIDEO, _write_said(terms, speaker=speaker), place.video, place.after, limit)

    def list_videos(self, terms: Sequence[Term], *, by_title: bool, limit: int) -> list[str]:
        return _list(VIDEOS, [_write_term(term, weight="A" if by_title else "") for term in terms], limit)

    def list_topics(self, terms: Sequence[Term], *, limit: int) -> list[str]:
        return _list(TOPICS, [_write_term(term, weight="") for term in terms], limit)


def _find_longest(terms: Sequence[Term]) -> Term | None:
    """The longest of several words, which is likely to be the rarest; None where there is one, or a phrase of whole
    words."""
    words = [Term((word,), term.begins and word is term.words[-1]) for term in terms for word in term.words]
    if len(words) < 2 or not any(term.begins for term in terms):
        return None
    return max(words, key=lambda term: len(term.words[0]))


def _list_among(word: str, parts: Sequence[str]) -> list[tuple[int, str]] | None:
    """Newest first; None where too many segments hold the word for all of them to be looked at."""
    with connection.cursor() as cursor:
        cursor.execute(AMONG, [word, SOME, " & ".join(parts)])
        ((count, found, videos),) = cursor.fetchall()
    return None if count >= SOME else list(zip(found, videos, strict=True))


def _write_said(terms: Sequence[Term], *, speaker: Sequence[str]) -> list[str]:
    parts = [_write_term(term, weight="A") for term in terms]
    return parts + [_write_term(Term((word,), begins=True), weight="B") for word in speaker]


def _write_term(term: Term, *, weight: str) -> str:
    """Words hold letters and digits only, so that nothing in quotes can end them."""
    *first, last = term.words
    mark = f"{'*' if term.begins else ''}{weight}"
    words = [*(f"'{word}'{':' + weight if weight else ''}" for word in first), f"'{last}'{':' + mark if mark else ''}"]
    return f"({' <-> '.join(words)})"


def _list(statement: str, parts: Sequence[str], *given: str | int) -> list[Any]:
    return [row[0] for row in _fetch(statement, parts, *given)]


def _fetch(statement: str, parts: Sequence[str], *given: str | int) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [" & ".join(parts), *given])
        return list(cursor.fetchall())
