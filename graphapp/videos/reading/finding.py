"""Finds a video or an entity by id, by address, or by an address that it had once."""

from __future__ import annotations

from collections.abc import Collection
from functools import reduce
from operator import or_

from django.db.models import Count, Q

from graphapp.graph.models import ID_LENGTH, Entity
from graphapp.graph.names import begins
from graphapp.videos.addresses.slugs import SLUG_ID_LENGTH, drop_plural, is_marked, read_slug_id
from graphapp.videos.deriving.bynames import load_bynames
from graphapp.videos.deriving.derived_rows import ENTITY_SLUG_ID_LENGTH
from graphapp.videos.models import Key, Segment, Topic, Video

UNSTORABLE = "\0"
"""PostgreSQL refuses to be asked for a text with it."""
REMEMBERED = 40
DIGITS = 9
"""No segment has a number with more."""


def find_video(reference: str) -> Video | None:
    """By id or slug; a slug of before a rename is known by its ending."""
    if UNSTORABLE in reference:
        return None
    exact = Video.objects.filter(id=reference).first() or Video.objects.filter(slug=reference).first()
    ending = read_slug_id(reference)
    if exact or len(ending) not in (SLUG_ID_LENGTH, ID_LENGTH):
        return exact
    return Video.objects.filter(**_begins_with(ending)).order_by("added_at", "id").first()


def find_segment(video: Video, number: str) -> Segment | None:
    """By its number, with or without “s” before it."""
    digits = number.removeprefix("s")
    known = digits.isdecimal() and len(digits) <= DIGITS
    return Segment.objects.filter(video=video, number=int(digits)).first() if known else None


def find_entity(reference: str) -> Entity | None:
    """By id or slug, or by the id or slug of any key that it holds now: what was merged answers as what it became."""
    return find_entities([reference]).get(reference)


def find_entities(references: Collection[str]) -> dict[str, Entity]:
    """Those of some references that lead to an entity, as `find_entity` says; in two queries."""
    asked = {reference for reference in references if UNSTORABLE not in reference}
    found = {}
    for entity in Entity.objects.filter(Q(id__in=asked) | Q(slug__in=asked)):
        found |= {name: entity for name in (entity.id, entity.slug) if name in asked}
    endings = {reference: read_slug_id(reference) for reference in asked - found.keys()}
    endings = {reference: ending for reference, ending in endings.items() if len(ending) >= ENTITY_SLUG_ID_LENGTH}
    if endings:
        ranges = reduce(or_, (Q(**_begins_with(ending)) for ending in {*endings.values()}))
        keys = list(Key.objects.filter(ranges, entity__isnull=False).select_related("entity").order_by("id"))
        for reference, ending in endings.items():
            key = next((key for key in keys if key.id.startswith(ending)), None)
            if key and key.entity:
                found[reference] = key.entity
    return found


def find_hidden_too(reference: str) -> Entity | None:
    """As `find_entity` does, and what editors hid: for who asks what was decided of it."""
    shown = find_entity(reference)
    if shown or UNSTORABLE in reference:
        return shown
    exact = Entity.everything.filter(Q(id=reference) | Q(slug=reference)).first()
    ending = read_slug_id(reference)
    if exact or len(ending) < ENTITY_SLUG_ID_LENGTH:
        return exact
    keys = Key.objects.filter(**_begins_with(ending)).exclude(holder="").order_by("id")
    return Entity.everything.filter(id__in=keys.values("holder")[:1]).first()


def find_topic(slug: str) -> str:
    """The slug of a topic that there is, also by one of before several of a thing were the same topic as one of it, or
    names were told apart by what an address leaves out: then of those the one that most videos discuss. Empty where
    there is none."""
    if not slug or UNSTORABLE in slug:
        return ""
    for known in dict.fromkeys((slug, drop_plural(slug))):
        if Topic.objects.filter(slug=known).exists():
            return known
    rows = Topic.objects.filter(begins("slug", f"{slug}-")).order_by().values_list("slug").annotate(n=Count("id"))
    counts = {found: n for found, n in rows if is_marked(found, words=slug)}
    return min(counts, key=lambda found: (-counts[found], found), default="")


def list_keys(entity: Entity) -> list[str]:
    """Ids of all keys that an entity holds, in order. A list and no join: each of few keys finds its rows by index."""
    return list(Key.objects.filter(entity=entity).order_by("id").values_list("id", flat=True))


def list_telling_keys(entity: Entity, *, but: Collection[str] = ()) -> list[str]:
    """Those by which an entity is told from others, without the keys `but`, and without bynames, which go where the
    titles go that stay: a show has thousands of its host."""
    following = {key for key, title in load_bynames(entity.id).items() if title not in but}
    return [key for key in list_keys(entity) if key not in but and key not in following]


def list_keys_named(reference: str) -> list[str]:
    """Ids of all keys of what an id or slug leads to, hidden or not; where that is nothing, what was asked for."""
    found = find_hidden_too(reference)
    return list(Key.objects.filter(holder=found.id).values_list("id", flat=True)) if found else [reference]


def list_other_keys(entity: Entity, key: str) -> list[str]:
    """Ids of keys by which an entity is known beside this one: its oldest, then those of all videos, REMEMBERED at
    most."""
    oldest = [entity.id] if key != entity.id else []
    rows = Key.objects.filter(entity=entity).exclude(id__in=[key, entity.id]).order_by("scope", "id")
    return [*oldest, *rows.values_list("id", flat=True)[: REMEMBERED - len(oldest)]]


def _begins_with(ending: str) -> dict[str, str]:
    """A range, which an index answers on every database; ids are hexadecimal, and "g" comes after them all."""
    return {"id__gte": ending, "id__lt": f"{ending}g"}
