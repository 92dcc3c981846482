"""By which names an entity is spoken of, and where each comes from. Reads only."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Q, QuerySet, Sum

from graphapp.graph.models import Entity
from graphapp.videos.database.prepared import Prepared
from graphapp.videos.models import Naming

MOST_NAMES = 24
REASONS = {
    "title": "its fullest name",
    "speaker": "the name of who speaks",
    "same-name": "the same name, written otherwise",
    "lexicon-alias": "a known other name",
    "spelling": "another spelling",
    "kind-word": "with the word for its kind",
    "short-form": "a short form",
    "city": "the city without its region",
    "acronym": "its initials",
    "surname": "the surname alone",
    "given-name": "the first name alone",
    "mishearing": "as the captions misheard it",
}


@dataclass(frozen=True, slots=True)
class KnownName:
    """`reason`: why it was taken for a name of this entity, in words. `video`: the id of a video that says it so."""

    name: str
    reason: str
    mentions: int
    videos: int
    video: str


def load_names(entity: Entity, *, keys: Collection[str]) -> list[KnownName]:
    """All names but the entity's own, most said first, at most MOST_NAMES. One query."""
    found = _NAMES(keys, entity.name)
    return [KnownName(name, REASONS.get(why, why.replace("-", " ")), *rest) for name, why, *rest in found]


def _choose_names(keys: Any, but: str) -> QuerySet[Any, Any]:
    rows = (
        Naming.objects.filter(~Q(name=but), key__in=keys)
        .values("name")
        .annotate(said=Sum("mentions"), n=Count("video", distinct=True), why=Min("reason"), first=Min("video"))
        .filter(said__gt=0)
        .order_by("-said", "name")
    )
    return rows.values_list("name", "why", "said", "n", "first")[:MOST_NAMES]


_NAMES = Prepared(_choose_names, ones=1)
