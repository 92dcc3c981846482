"""Reads the facts that resolution works on. Reads only."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Case, CharField, Count, F, FloatField, Max, Min, OuterRef, QuerySet, Subquery, Sum, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Floor

from graphapp.resolution.records import ClaimFact, KeyFact, KeyPlaces, NamingFact, TieFact, Votes
from graphapp.videos.models import Claim, Naming

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
_PLACE = ("key_id", "added", "video_id", "cluster", "is_title")
CHUNK = 2000
LIST_LIMIT = 20_000
"""SQLite takes 32,766 parameters in one statement."""
_LISTED = {
    "sqlite": "SELECT value FROM json_each(%s)",
    "postgresql": "SELECT jsonb_array_elements_text(%s::jsonb)",
}
THOUSAND = 1000.0


def load_namings(*, keys: Collection[str] | None = None, videos: Collection[str] | None = None) -> Iterator[NamingFact]:
    """The namings by the given keys in the given videos; None leaves out nothing."""
    if videos is not None and not videos:
        return
    rows = _by_keys(keys)
    if videos is not None:
        rows = rows.filter(video__in=listed(videos))
    yield from map(NamingFact._make, rows.order_by().values_list(*_NAMING).iterator(chunk_size=CHUNK))


def load_key_facts(keys: Collection[str] | None = None) -> dict[str, KeyFact]:
    """What all namings by each key say together. Summed by the database: a hub has thousands of them."""
    weight = Case(When(is_title=True, then=F("cluster_mentions") + 1), default=0)
    # whole numbers, because a sum of fractions depends on its order and all paths must agree to the last bit
    trust = Floor(F("confidence") * THOUSAND)
    sums = (
        _by_keys(keys)
        .values("key_id", "name", "type")
        .annotate(
            names=Sum(weight),
            types=Sum(Cast(weight, FloatField()) * trust),
            first=Min("video__added_at"),
            said=Sum("mentions"),
            videos=Count("id"),
            sure=Max("confidence"),
        )
    )
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in sums.order_by().iterator(chunk_size=CHUNK):
        found[row["key_id"]].append(row)
    return {key: _sum_key(key, rows) for key, rows in found.items()}


def _sum_key(key: str, rows: Sequence[Mapping[str, Any]]) -> KeyFact:
    return KeyFact(
        key=key,
        mentions=sum(row["said"] for row in rows),
        videos=sum(row["videos"] for row in rows),
        confidence=max(row["sure"] for row in rows),
        names=tuple(Votes(row["name"], row["names"], row["first"].isoformat()) for row in rows),
        types=tuple(Votes(row["type"], int(row["types"]), row["first"].isoformat()) for row in rows),
    )


def load_ties(keys: Collection[str] | None = None) -> tuple[TieFact, ...]:
    """A video ties the title of a cluster with each other name of it. Those at any of `keys`; all without."""
    same_cluster = Naming.objects.filter(video=OuterRef("video"), cluster=OuterRef("cluster"), is_title=True)
    others = _by_keys(keys).filter(is_title=False).annotate(title=Subquery(same_cluster.values("key_id")[:1]))
    rows = others.filter(title__isnull=False).values_list("key_id", "title").annotate(sure=Max("name_confidence"))
    best: dict[tuple[str, str], float] = {}
    for key, title, sure in rows.order_by():
        tie = (min(key, title), max(key, title))
        best[tie] = max(best.get(tie, 0.0), sure)
    return tuple(TieFact(one, other, sure) for (one, other), sure in best.items() if one != other)


def load_places(keys: Collection[str]) -> dict[str, KeyPlaces]:
    """When each of `keys` was first said, and where at all."""
    ages: dict[str, tuple[str, str, int, bool, str]] = {}
    videos: dict[str, set[str]] = defaultdict(set)
    # as text, which every database sorts by time: a hub would make thousands of dates for one that is wanted
    rows = _by_keys(keys).annotate(added=Cast("video__added_at", CharField())).order_by().values_list(*_PLACE)
    for key, added, video, cluster, is_title in rows.iterator(chunk_size=CHUNK):
        age = (added, video, cluster, not is_title, key)
        if key not in ages or age < ages[key]:
            ages[key] = age
        videos[key].add(video)
    return {key: KeyPlaces(age, frozenset(videos[key])) for key, age in ages.items()}


def listed(ids: Iterable[str]) -> RawSQL:
    """Any number of ids as one parameter, for `__in`: Django looks at each of many parameters several times."""
    return RawSQL(_LISTED[connection.vendor], [json.dumps(list(ids))])  # noqa: S611 (constant text)


def cut_list(ids: Sequence[str], *, size: int = LIST_LIMIT) -> Iterator[Sequence[str]]:
    """Pieces short enough to be named in one statement."""
    return (ids[start : start + size] for start in range(0, len(ids), size))


def _by_keys(keys: Collection[str] | None) -> QuerySet[Naming]:
    return Naming.objects.all() if keys is None else Naming.objects.filter(key__in=listed(keys))


def load_claims(claims: QuerySet[Claim]) -> Iterator[ClaimFact]:
    yield from map(ClaimFact._make, claims.order_by().values_list(*_CLAIM).iterator(chunk_size=CHUNK))
