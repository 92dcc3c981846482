"""By which names an entity is spoken of, and where each comes from; and what editors wrote of it. Reads only."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, Min, Q, Sum

from graphapp.graph.models import Entity
from graphapp.videos.judging import DESCRIBE
from graphapp.videos.models import Decision, DecisionKey, Key, Naming

MOST_NAMES = 24
REASONS = {
    "title": "its fullest name",
    "speaker": "the name of who speaks",
    "same-name": "the same name, written otherwise",
    "lexicon-alias": "a known other name",
    "spelling": "another spelling",
    "kind-word": "with the word for its kind",
    "short-form": "a short form",
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


@dataclass(frozen=True, slots=True)
class Description:
    """What an editor wrote. `links`: addresses elsewhere."""

    text: str
    links: Sequence[str]
    author: str


def list_keys(entity: Entity) -> list[str]:
    """A list and no join: each of few keys finds its namings by index."""
    return list(Key.objects.filter(entity=entity).values_list("id", flat=True))


def load_names(entity: Entity, *, keys: Collection[str]) -> list[KnownName]:
    """All names but the entity's own, most said first, at most MOST_NAMES. One query."""
    rows = (
        Naming.objects.filter(~Q(name=entity.name), key__in=keys)
        .values("name")
        .annotate(said=Sum("mentions"), n=Count("video", distinct=True), why=Min("reason"), first=Min("video"))
        .filter(said__gt=0)
        .order_by("-said", "name")
    )
    fields = rows.values_list("name", "why", "said", "n", "first")[:MOST_NAMES]
    return [KnownName(name, REASONS.get(why, why.replace("-", " ")), *rest) for name, why, *rest in fields]


def load_description(keys: Collection[str]) -> Description | None:
    """The latest active one of any of an entity's keys: merging keeps it, undoing takes it back. One query."""
    spoken = DecisionKey.objects.filter(key__in=keys).values("decision_id")
    found = Decision.objects.filter(kind=DESCRIBE, active=True, id__in=spoken).order_by("-order").first()
    if found is None or not (found.said.get("text") or found.said.get("links")):
        return None
    links = [link for link in found.said.get("links") or () if str(link).startswith(("https://", "http://"))]
    return Description(str(found.said.get("text") or ""), links, found.author)
