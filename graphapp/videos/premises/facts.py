"""Reads the facts that resolution works on. Reads only."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from graphapp.graph.models import Tally, Tie
from graphapp.resolution.records import Age, ClaimFact, KeyFact, NamingFact, TieFact, Votes
from graphapp.videos.database.prepared import LISTED, Prepared, ask
from graphapp.videos.models import Claim, Naming, Video

Item = TypeVar("Item")
_NAMING = (
    "video_id",
    "key_id",
    "mentions",
    "first_segment",
    "first_ms",
    "salience",
    "confidence",
)
_CLAIM = ("id", "video_id", "subject_id", "predicate", "object_id", "polarity", "confidence")
CHUNK = 2000
LIST_LIMIT = 20_000
"""SQLite takes 32,766 parameters in one statement."""


class _Tally(NamedTuple):
    key: str
    name: str
    type: str
    name_votes: int
    type_votes: int
    confidence: float
    first: datetime


_NAMINGS = Naming.objects.order_by().values_list(*_NAMING)
_NAMINGS_OF = Prepared(lambda keys, videos: _NAMINGS.filter(key__in=keys, video__in=videos), lists=2)
_TALLIES = Tally.objects.order_by().values_list(*_Tally._fields)
_TALLIES_OF = Prepared(lambda keys: _TALLIES.filter(key__in=keys))
_TIES = Tie.objects.order_by().values_list("key", "title", "confidence")
_TIES_OF = Prepared(lambda keys: _TIES.filter(key__in=keys))


def _name_rows(table: str, wanted: str, *, second: str, cast: str = "") -> dict[str, str]:
    """Rows of a table that are named by their video and one more column, any number of them as one parameter."""
    return {
        "sqlite": f"""
            SELECT {wanted} FROM json_each(%s) AS named CROSS JOIN {table} AS t
            ON t.video_id = json_extract(named.value, '$[0]') AND t.{second} = json_extract(named.value, '$[1]')
        """,  # noqa: S608 (constant text)
        "postgresql": f"""
            SELECT {wanted} FROM jsonb_array_elements(%s::jsonb) AS named(value) JOIN {table} AS t
            ON t.video_id = named.value ->> 0 AND t.{second} = (named.value ->> 1){cast}
        """,  # noqa: S608 (constant text)
    }


_PLACED = _name_rows("videos_segment", "t.id", second="number", cast="::integer")
_NUMBERED = _name_rows("videos_claim", "t.id", second="number", cast="::integer")
_NAMED_IN = _name_rows("videos_naming", "t.key_id, t.video_id, t.cluster, t.is_title", second="key_id")


def load_namings() -> Iterator[NamingFact]:
    """All namings."""
    yield from map(NamingFact._make, _NAMINGS.iterator(chunk_size=CHUNK))


def ask_namings(*, keys: Collection[str], videos: Collection[str]) -> Callable[[], Iterator[NamingFact]]:
    """Those by the given keys in the given videos. What is asked may be sent together with other questions."""
    rows = _NAMINGS_OF.ask(keys, videos) if videos else list
    return lambda: map(NamingFact._make, rows())


def load_key_facts() -> dict[str, KeyFact]:
    """What all namings by each key say together."""
    return _sum_keys(_TALLIES.iterator(chunk_size=CHUNK))


def ask_key_facts(keys: Collection[str]) -> Callable[[], dict[str, KeyFact]]:
    """The same of some keys. What is asked here may be sent together with other questions."""
    rows = _TALLIES_OF.ask(keys)
    return lambda: _sum_keys(rows())


def _sum_keys(rows: Iterable[tuple[Any, ...]]) -> dict[str, KeyFact]:
    found: dict[str, list[_Tally]] = defaultdict(list)
    for row in map(_Tally._make, rows):
        found[row.key].append(row)
    return {key: _sum_key(key, tallies) for key, tallies in found.items()}


def _sum_key(key: str, rows: Sequence[_Tally]) -> KeyFact:
    firsts = [row.first.isoformat() for row in rows]
    return KeyFact(
        key=key,
        confidence=max(row.confidence for row in rows),
        names=tuple(Votes(row.name, row.name_votes, first) for row, first in zip(rows, firsts, strict=True)),
        types=tuple(Votes(row.type, row.type_votes, first) for row, first in zip(rows, firsts, strict=True)),
    )


def load_ties() -> tuple[TieFact, ...]:
    """A video ties the title of a cluster with each other name of it."""
    return _join_ties(_TIES.iterator())


def ask_ties(keys: Collection[str]) -> Callable[[], tuple[TieFact, ...]]:
    """Those of which the other name is among `keys`."""
    rows = _TIES_OF.ask(keys)
    return lambda: _join_ties(rows())


def _join_ties(rows: Iterable[tuple[Any, ...]]) -> tuple[TieFact, ...]:
    best: dict[tuple[str, str], float] = {}
    for key, title, sure in rows:
        tie = (min(key, title), max(key, title))
        best[tie] = max(best.get(tie, 0.0), sure)
    return tuple(TieFact(one, other, sure) for (one, other), sure in best.items())


def load_ages(facts: Mapping[str, KeyFact]) -> dict[str, Age]:
    """How old each key is, by which they sort: where it was said first."""
    if not facts:
        return {}
    firsts = {key: min(votes.first for votes in fact.names) for key, fact in facts.items()}
    added: dict[str, list[str]] = defaultdict(list)
    times = {datetime.fromisoformat(first) for first in firsts.values()}
    for video, at in Video.objects.filter(added_at__in=times).values_list("id", "added_at"):
        added[at.isoformat()].append(video)
    named = [(video, key) for key, first in firsts.items() for video in added[first]]
    ages: dict[str, Age] = {}
    for key, video, cluster, is_title in ask(_NAMED_IN[connection.vendor], [json.dumps(named)])():
        age = (firsts[key], video, cluster, not is_title, key)
        ages[key] = min(ages.get(key, age), age)
    return ages


def listed(ids: Iterable[str]) -> RawSQL:
    """Any number of ids as one parameter, for `__in`: Django looks at each of many parameters several times."""
    return RawSQL(LISTED[connection.vendor], [json.dumps(list(ids))])  # noqa: S611 (constant text)


def list_numbered(claims: Iterable[Sequence[str | int]]) -> RawSQL:
    """Rows of claims that are named by video and number, for `id__in`."""
    return RawSQL(_NUMBERED[connection.vendor], [json.dumps(list(claims))])  # noqa: S611 (constant text)


def list_segments(places: Iterable[tuple[str, int]]) -> RawSQL:
    """Rows of segments that are named by video and number, for `segment__in`."""
    return RawSQL(_PLACED[connection.vendor], [json.dumps(list(places))])  # noqa: S611 (constant text)


def cut_list(ids: Sequence[Item], *, size: int = LIST_LIMIT) -> Iterator[Sequence[Item]]:
    """Pieces short enough to be named in one statement."""
    return (ids[start : start + size] for start in range(0, len(ids), size))


def load_claims(claims: QuerySet[Claim]) -> Iterator[ClaimFact]:
    yield from map(ClaimFact._make, claims.order_by().values_list(*_CLAIM).iterator(chunk_size=CHUNK))
