"""Keeps what all namings of a key say together (`Tally`, `Tie`), so that what it says is read without them.

A change of one video adds what that says now and takes away what it said before. Only where what it said was the last
word of its kind (the surest, or the first) is that one sum counted again. It comes to what counting everything comes
to. Decides nothing.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import connection

from graphapp.graph.models import Tally, Tie
from graphapp.videos.database.column_updates import insert_many, run_many
from graphapp.videos.database.prepared import LISTED

# votes are whole numbers, because a sum of fractions depends on its order and all paths must agree to the last bit
_SUMMED = """
n.key_id, n.name, n.type,
  SUM(CASE WHEN n.is_title THEN n.cluster_mentions + 1 ELSE 0 END),
  SUM(CASE WHEN n.is_title THEN n.cluster_mentions + 1 ELSE 0 END * CAST(FLOOR(n.confidence * 1000) AS bigint)),
  MAX(n.confidence), MIN(v.added_at)
FROM videos_naming n JOIN videos_video v ON v.id = n.video_id
"""
_SUMS = f"SELECT {_SUMMED}"
_SUMS_BY_VIDEO = f"SELECT n.video_id, {_SUMMED}"
_BY_NAMING = "GROUP BY n.key_id, n.name, n.type"
_TALLY = "INSERT INTO graph_tally (key, name, type, name_votes, type_votes, confidence, first)"
_PAIRED = """
n.key_id, t.key_id, MAX(n.name_confidence)
FROM videos_naming n JOIN videos_naming t ON t.video_id = n.video_id AND t.cluster = n.cluster
"""
_PAIRS = f"SELECT {_PAIRED}"
_PAIRS_BY_VIDEO = f"SELECT n.video_id, {_PAIRED}"
_TIE = "INSERT INTO graph_tie (key, title, confidence)"
_TIED = "n.key_id <> t.key_id AND t.is_title AND NOT n.is_title"
_TOGETHER = f"{_TIED} GROUP BY n.key_id, t.key_id"

SAID_OF = {
    vendor: f"{_SUMS_BY_VIDEO} WHERE n.video_id IN ({ids}) GROUP BY n.video_id, n.key_id, n.name, n.type"
    for vendor, ids in LISTED.items()
}
TIED_IN = {
    vendor: f"{_PAIRS_BY_VIDEO} WHERE n.video_id IN ({ids}) AND {_TIED} GROUP BY n.video_id, n.key_id, t.key_id"
    for vendor, ids in LISTED.items()
}
ADD_TALLIES = f"""
{_TALLY} VALUES (%s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (key, name, type) DO UPDATE SET
  name_votes = graph_tally.name_votes + excluded.name_votes,
  type_votes = graph_tally.type_votes + excluded.type_votes,
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
UPDATE graph_tally SET name_votes = name_votes - %s, type_votes = type_votes - %s
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
    confidence: float
    first: Any


Naming = tuple[str, str, str]
"""A key, the name and the type that it is given."""
Pair = tuple[str, str]
"""A key, and the title's with which it is tied."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one video says of keys; `ties`: with how sure the surest is."""

    sums: dict[Naming, Sum] = field(default_factory=dict)
    ties: dict[Pair, float] = field(default_factory=dict)


NOTHING_SAID = Said()


@dataclass(frozen=True, slots=True)
class _Step:
    """What a video says no more or otherwise, as it was; what it says now that it did not; ties that are as sure as
    they were not, and those that were surer, as they were."""

    gone: Mapping[Naming, Sum]
    came: Mapping[Naming, Sum]
    surer: Mapping[Pair, float]
    looser: Mapping[Pair, float]


def read_said(videos: Iterable[str]) -> Mapping[str, Said]:
    """Of each video that names something, as its namings stand now."""
    ids = json.dumps(list(videos))
    found: dict[str, Said] = defaultdict(lambda: Said({}, {}))
    with connection.cursor() as cursor:
        cursor.execute(SAID_OF[connection.vendor], [ids])
        for video, key, name, type, *summed in cursor.fetchall():
            found[video].sums[key, name, type] = Sum._make(summed)
        cursor.execute(TIED_IN[connection.vendor], [ids])
        for video, key, title, sure in cursor.fetchall():
            found[video].ties[key, title] = sure
    return dict(found)


def follow_said(changes: Iterable[tuple[Said, Said]]) -> None:
    """Let the sums follow videos that said something else before; their namings are written already.

    What is counted again is counted of all of them as they are now, so all else is followed first.
    """
    steps = [_compare_said(before, after) for before, after in changes]
    run_many(TAKE_TALLIES, sorted((*was[:2], *naming) for step in steps for naming, was in step.gone.items()))
    for step in steps:
        insert_many(ADD_TALLIES, sorted((*naming, *now) for naming, now in step.came.items()))
        insert_many(ADD_TIES, sorted((*pair, sure) for pair, sure in step.surer.items()))
    weaker = [each for step in steps for each in _list_weaker(step.gone, step.came)]
    _count_again(RESTS_ON, weaker, how=(NO_TALLY, COUNT_TALLY))
    looser = [(pair, (sure,)) for step in steps for pair, sure in sorted(step.looser.items())]
    _count_again(TIE_RESTS_ON, looser, how=(NO_TIE, COUNT_TIE))


def _compare_said(before: Said, after: Said) -> _Step:
    return _Step(
        gone={naming: was for naming, was in before.sums.items() if after.sums.get(naming) != was},
        came={naming: now for naming, now in after.sums.items() if before.sums.get(naming) != now},
        surer={pair: sure for pair, sure in after.ties.items() if before.ties.get(pair) != sure},
        looser={pair: sure for pair, sure in before.ties.items() if after.ties.get(pair, 0.0) < sure},
    )


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
