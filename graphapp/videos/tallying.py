"""Keeps what all namings of a key say together (`Tally`, `Tie`), so that what it says is read without them.

A change of one video adds what that says now and takes away what it said before. Only where what it said was the last
word of its kind (the surest, or the first) is that one sum counted again. It comes to what counting everything comes
to. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import connection

from graphapp.graph.models import Tally, Tie
from graphapp.videos.column_updates import run_many

# votes are whole numbers, because a sum of fractions depends on its order and all paths must agree to the last bit
_SUMS = """
SELECT n.key_id, n.name, n.type,
  SUM(CASE WHEN n.is_title THEN n.cluster_mentions + 1 ELSE 0 END),
  SUM(CASE WHEN n.is_title THEN n.cluster_mentions + 1 ELSE 0 END * CAST(FLOOR(n.confidence * 1000) AS bigint)),
  SUM(n.mentions), MAX(n.confidence), MIN(v.added_at)
FROM videos_naming n JOIN videos_video v ON v.id = n.video_id
"""
_BY_NAMING = "GROUP BY n.key_id, n.name, n.type"
_TALLY = "INSERT INTO graph_tally (key, name, type, name_votes, type_votes, mentions, confidence, first)"
_PAIRS = """
SELECT n.key_id, t.key_id, MAX(n.name_confidence)
FROM videos_naming n JOIN videos_naming t ON t.video_id = n.video_id AND t.cluster = n.cluster
"""
_TIE = "INSERT INTO graph_tie (key, title, confidence)"
_TOGETHER = "n.key_id <> t.key_id AND t.is_title AND NOT n.is_title GROUP BY n.key_id, t.key_id"

SAID_OF = f"{_SUMS} WHERE n.video_id = %s {_BY_NAMING}"
TIED_IN = f"{_PAIRS} WHERE n.video_id = %s AND {_TOGETHER}"
ADD_TALLIES = f"""
{_TALLY} VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (key, name, type) DO UPDATE SET
  name_votes = graph_tally.name_votes + excluded.name_votes,
  type_votes = graph_tally.type_votes + excluded.type_votes,
  mentions = graph_tally.mentions + excluded.mentions,
  confidence = CASE WHEN excluded.confidence > graph_tally.confidence
    THEN excluded.confidence ELSE graph_tally.confidence END,
  first = CASE WHEN excluded.first < graph_tally.first THEN excluded.first ELSE graph_tally.first END
"""
ADD_TIES = f"""
{_TIE} VALUES (%s, %s, %s)
ON CONFLICT (key, title) DO UPDATE SET confidence = CASE WHEN excluded.confidence > graph_tie.confidence
  THEN excluded.confidence ELSE graph_tie.confidence END
"""
TAKE_TALLIES = """
UPDATE graph_tally SET name_votes = name_votes - %s, type_votes = type_votes - %s, mentions = mentions - %s
WHERE key = %s AND name = %s AND type = %s
"""
RESTS_ON = """
SELECT 1 FROM graph_tally s WHERE s.key = %s AND s.name = %s AND s.type = %s AND (
  s.first >= %s OR s.confidence <= %s AND NOT EXISTS (
    SELECT 1 FROM videos_naming n
    WHERE n.key_id = s.key AND n.name = s.name AND n.type = s.type AND n.confidence >= s.confidence))
"""
"""Whether a sum rested on what a video said that was the first, or the surest and no other is as sure."""
TIE_RESTS_ON = """
SELECT 1 FROM graph_tie s WHERE s.key = %s AND s.title = %s AND s.confidence <= %s AND NOT EXISTS (
  SELECT 1 FROM videos_naming n JOIN videos_naming t ON t.video_id = n.video_id AND t.cluster = n.cluster
  WHERE n.key_id = s.key AND t.key_id = s.title AND t.is_title AND NOT n.is_title
    AND n.name_confidence >= s.confidence)
"""
COUNT_TALLY = f"{_TALLY} {_SUMS} WHERE n.key_id = %s AND n.name = %s AND n.type = %s {_BY_NAMING}"
COUNT_TIE = f"{_TIE} {_PAIRS} WHERE n.key_id = %s AND t.key_id = %s AND {_TOGETHER}"
COUNT_TALLIES = f"{_TALLY} {_SUMS} {_BY_NAMING}"
COUNT_TIES = f"{_TIE} {_PAIRS} WHERE {_TOGETHER}"
NO_TALLY = "DELETE FROM graph_tally WHERE key = %s AND name = %s AND type = %s"
NO_TIE = "DELETE FROM graph_tie WHERE key = %s AND title = %s"


class Sum(NamedTuple):
    """What the namings of one video by a key, with one name and type, add to its tally. `first`: as the database
    writes a time."""

    name_votes: int
    type_votes: int
    mentions: int
    confidence: float
    first: Any


Naming = tuple[str, str, str]
"""A key, the name and the type that it is given."""
Pair = tuple[str, str]
"""A key, and the title's with which it is tied."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one video says of keys; `ties`: with how sure the surest is."""

    sums: Mapping[Naming, Sum] = field(default_factory=dict)
    ties: Mapping[Pair, float] = field(default_factory=dict)


NOTHING_SAID = Said()


def read_said(video: str) -> Said:
    """As its namings stand now."""
    with connection.cursor() as cursor:
        cursor.execute(SAID_OF, [video])
        sums = {(row[0], row[1], row[2]): Sum._make(row[3:]) for row in cursor.fetchall()}
        cursor.execute(TIED_IN, [video])
        return Said(sums, {(key, title): sure for key, title, sure in cursor.fetchall()})


def follow_said(before: Said, after: Said) -> None:
    """Let the sums follow a video that said something else before; its namings are written already."""
    gone = {naming: was for naming, was in before.sums.items() if after.sums.get(naming) != was}
    came = {naming: now for naming, now in after.sums.items() if before.sums.get(naming) != now}
    run_many(TAKE_TALLIES, ((*was[:3], *naming) for naming, was in sorted(gone.items())))
    run_many(ADD_TALLIES, ((*naming, *now) for naming, now in sorted(came.items())))
    run_many(ADD_TIES, ((*pair, sure) for pair, sure in sorted(after.ties.items()) if before.ties.get(pair) != sure))
    _count_again(RESTS_ON, list(_list_weaker(gone, came)), how=(NO_TALLY, COUNT_TALLY))
    looser = [(pair, (sure,)) for pair, sure in sorted(before.ties.items()) if after.ties.get(pair, 0.0) < sure]
    _count_again(TIE_RESTS_ON, looser, how=(NO_TIE, COUNT_TIE))


def _list_weaker(gone: Mapping[Naming, Sum], came: Mapping[Naming, Sum]) -> Iterator[tuple[Naming, tuple[Any, ...]]]:
    """What the video does not say any more, or less surely; with when it was first said if it is not any more, and how
    surely."""
    for naming, was in sorted(gone.items()):
        if naming not in came:
            yield naming, (was.first, was.confidence)
        elif came[naming].confidence < was.confidence:
            yield naming, (None, was.confidence)


def _count_again(rests: str, asked: Sequence[tuple[tuple[str, ...], tuple[Any, ...]]], *, how: Sequence[str]) -> None:
    """Those sums that rested on what is gone, which `rests` asks, by the statements `how`."""
    with connection.cursor() as cursor:
        for place, given in asked:
            cursor.execute(rests, [*place, *given])
            if cursor.fetchone():
                for statement in how:
                    cursor.execute(statement, place)


def tally_everything() -> None:
    """All of it from nothing."""
    for model in (Tally, Tie):
        model.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(COUNT_TALLIES)
        cursor.execute(COUNT_TIES)
