"""Which other entities go with one, and why: the videos and the neighbours that both have. Bounded for any hub."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from graphapp.explorer.entities.named import Named, load_named
from graphapp.explorer.entities.stated import Stated, other_end
from graphapp.graph.models import Appearance, Entity, Relation
from graphapp.videos.database.prepared import Prepared

LIMIT = 9
LOOKED_AT = 120
"""Videos in which the entity matters most; those beyond say little new."""
CANDIDATES = 30
NEIGHBOURS = 50
FEWEST = 2
"""Shared videos, or shared neighbours, below which nothing is said to be related."""


@dataclass(frozen=True, slots=True)
class Relative:
    """`videos`: how many of the videos looked at name both. `neighbours`: entities to which both are connected."""

    entity: Named
    videos: int
    neighbours: Sequence[Named]


def load_relatives(entity: Entity, *, stated: Sequence[Stated]) -> list[Relative]:
    """Best first. A name that is everywhere counts less than one that is only where this one is. Three queries."""
    together = _count_together(entity)
    near = _list_neighbours(stated, of=entity.id)
    known = load_named([*together, *near])
    ranked = sorted(
        (known[id] for id in together if id in known),
        key=lambda other: (-_weigh(together[other.id], other.video_count), other.id),
    )[:CANDIDATES]
    shared = _find_shared([other.id for other in ranked], near=near)
    found = [
        Relative(other, together[other.id], [known[id] for id in near if id in shared[other.id]]) for other in ranked
    ]
    worth = [r for r in found if r.videos >= FEWEST or len(r.neighbours) >= FEWEST]
    return sorted(worth, key=_rank)[:LIMIT]


def _count_together(entity: Entity) -> dict[str, int]:
    counted: Any = _TOGETHER(entity.id)
    return dict(counted)


def _choose_together(entity: str) -> QuerySet[Any, Any]:
    best = Appearance.objects.filter(entity=entity).order_by("-salience", "-mentions", "video")
    videos = best.values_list("video_id", flat=True)[:LOOKED_AT]
    rows = Appearance.objects.filter(video__in=videos).exclude(entity=entity)
    counted = rows.values_list("entity").annotate(n=Count("*")).order_by("-n", "entity")
    return counted[: 3 * CANDIDATES]


def _list_neighbours(stated: Sequence[Stated], *, of: str) -> list[str]:
    """Ids, strongest connection first; only those that are certain and asserted."""
    ends = (other_end(r, of=of) for r in stated if r.certain and r.polarity == "asserted")
    return list(dict.fromkeys(ends))[:NEIGHBOURS]


def _find_shared(candidates: Collection[str], *, near: Sequence[str]) -> dict[str, set[str]]:
    shared: dict[str, set[str]] = defaultdict(set)
    wanted, middle = set(candidates), set(near)
    for subject, obj in _JOINED(candidates, near):
        for one, other in ((subject, obj), (obj, subject)):
            if one in wanted and other in middle:
                shared[one].add(other)
    return shared


def _choose_joined(some: Any, others: Any) -> QuerySet[Any, Any]:
    rows = Relation.objects.filter(polarity="asserted").order_by().values_list("subject_id", "object_id")
    forth, back = rows.filter(subject__in=some, object__in=others), rows.filter(object__in=some, subject__in=others)
    return forth.union(back, all=True)


_TOGETHER = Prepared(_choose_together, lists=0, ones=1)
_JOINED = Prepared(_choose_joined, lists=2)


def _weigh(together: int, videos: int) -> float:
    return together / math.log2(1 + max(2, videos))


def _rank(relative: Relative) -> tuple[float, str]:
    score = _weigh(relative.videos, relative.entity.video_count) + 0.3 * math.log2(1 + len(relative.neighbours))
    return (-score, relative.entity.id)
