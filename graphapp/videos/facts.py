"""Reads the facts that resolution works on. Reads only."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Min, QuerySet
from django.db.models.expressions import RawSQL

from graphapp.graph.models import Tally, Tie
from graphapp.resolution.records import Age, ClaimFact, KeyFact, NamingFact, TieFact, Votes
from graphapp.videos.models import Claim, Naming, Video
from graphapp.videos.prepared import LISTED, Prepared

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
_AGE = ("key_id", "video_id", "cluster", "is_title")
CHUNK = 2000
LIST_LIMIT = 20_000
"""SQLite takes 32,766 parameters in one statement."""
_NUMBERED = {
    "sqlite": """
        SELECT c.id FROM json_each(%s) AS named CROSS JOIN videos_claim AS c
        ON c.video_id = json_extract(named.value, '$[0]') AND c.number = json_extract(named.value, '$[1]')
    """,
    "postgresql": """
        SELECT c.id FROM jsonb_array_elements(%s::jsonb) AS named(value) JOIN videos_claim AS c
        ON c.video_id = named.value ->> 0 AND c.number = (named.value ->> 1)::integer
    """,
}


class _Tally(NamedTuple):
    key: str
    name: str
    type: str
    name_votes: int
    type_votes: int
    mentions: int
    confidence: float
    first: datetime


_NAMINGS = Naming.objects.order_by().values_list(*_NAMING)
_NAMINGS_OF = Prepared(lambda keys, videos: _NAMINGS.filter(key__in=keys, video__in=videos), lists=2)
_TALLIES = Tally.objects.order_by().values_list(*_Tally._fields)
_TALLIES_OF = Prepared(lambda keys: _TALLIES.filter(key__in=keys))
_TIES = Tie.objects.order_by().values_list("key", "title", "confidence")
_TIES_OF = Prepared(lambda keys: _TIES.filter(key__in=keys))
_FIRSTS_OF = Prepared(
    lambda keys: Tally.objects.filter(key__in=keys).values_list("key").annotate(first=Min("first")).order_by()
)
_AGES_IN = Prepared(
    lambda videos, keys: Naming.objects.filter(video__in=videos, key__in=keys).order_by().values_list(*_AGE), lists=2
)


def load_namings(*, keys: Collection[str] | None = None, videos: Collection[str] | None = None) -> Iterator[NamingFact]:
    """The namings by the given keys in the given videos; all without."""
    yield from map(NamingFact._make, _read_namings(keys, videos))


def _read_namings(keys: Collection[str] | None, videos: Collection[str] | None) -> Iterable[tuple[Any, ...]]:
    if keys is None or videos is None:
        return _NAMINGS.iterator(chunk_size=CHUNK)
    return _NAMINGS_OF(keys, videos) if videos else ()


def load_key_facts(keys: Collection[str] | None = None) -> dict[str, KeyFact]:
    """What all namings by each key say together."""
    found: dict[str, list[_Tally]] = defaultdict(list)
    for row in map(_Tally._make, _TALLIES.iterator(chunk_size=CHUNK) if keys is None else _TALLIES_OF(keys)):
        found[row.key].append(row)
    return {key: _sum_key(key, rows) for key, rows in found.items()}


def _sum_key(key: str, rows: Sequence[_Tally]) -> KeyFact:
    return KeyFact(
        key=key,
        mentions=sum(row.mentions for row in rows),
        confidence=max(row.confidence for row in rows),
        names=tuple(Votes(row.name, row.name_votes, row.first.isoformat()) for row in rows),
        types=tuple(Votes(row.type, row.type_votes, row.first.isoformat()) for row in rows),
    )


def load_ties(keys: Collection[str] | None = None) -> tuple[TieFact, ...]:
    """A video ties the title of a cluster with each other name of it. Those of which the other name is among `keys`;
    all without."""
    best: dict[tuple[str, str], float] = {}
    for key, title, sure in _TIES.iterator() if keys is None else _TIES_OF(keys):
        tie = (min(key, title), max(key, title))
        best[tie] = max(best.get(tie, 0.0), sure)
    return tuple(TieFact(one, other, sure) for (one, other), sure in best.items())


def load_ages(keys: Collection[str]) -> dict[str, Age]:
    """How old each of `keys` is, by which they sort."""
    if not keys:
        return {}
    firsts = dict(_FIRSTS_OF(keys))
    added = dict(Video.objects.filter(added_at__in=set(firsts.values())).values_list("id", "added_at"))
    ages: dict[str, Age] = {}
    for key, video, cluster, is_title in _AGES_IN(added, keys):
        if added[video] == firsts[key]:
            age = (firsts[key].isoformat(), video, cluster, not is_title, key)
            ages[key] = min(ages.get(key, age), age)
    return ages


def listed(ids: Iterable[str]) -> RawSQL:
    """Any number of ids as one parameter, for `__in`: Django looks at each of many parameters several times."""
    return RawSQL(LISTED[connection.vendor], [json.dumps(list(ids))])  # noqa: S611 (constant text)


def list_numbered(claims: Iterable[Sequence[str | int]]) -> RawSQL:
    """Rows of claims that are named by video and number, for `id__in`."""
    return RawSQL(_NUMBERED[connection.vendor], [json.dumps(list(claims))])  # noqa: S611 (constant text)


def cut_list(ids: Sequence[str], *, size: int = LIST_LIMIT) -> Iterator[Sequence[str]]:
    """Pieces short enough to be named in one statement."""
    return (ids[start : start + size] for start in range(0, len(ids), size))


def load_claims(claims: QuerySet[Claim]) -> Iterator[ClaimFact]:
    yield from map(ClaimFact._make, claims.order_by().values_list(*_CLAIM).iterator(chunk_size=CHUNK))
