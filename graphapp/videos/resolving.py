"""Keeps the derived graph rows equal to what resolution says, touching only what a change concerns.

The rows of `graphapp.graph.models` are written from here and from nowhere else. `resolve_footprint` and
`rebuild_graph` call the same pure functions; the first gives them the components that a change can have
reached, the second everything.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from graphapp.graph.models import Appearance, Entity, Relation
from graphapp.graph.results import GraphDelta
from graphapp.resolution.entities import resolve_entities
from graphapp.videos.derived_rows import (
    count_relations,
    count_video_totals,
    move_all_keys,
    move_keys,
    write_appearances,
    write_entities,
    write_every_appearance,
)
from graphapp.videos.facts import load_namings
from graphapp.videos.models import Claim, Key, Naming
from graphapp.videos.relating import relate_claims, relate_everything


@dataclass(frozen=True, slots=True)
class Footprint:
    """What a video holds in the graph: the keys by which it names things, and the relations that it states."""

    keys: frozenset[str]
    relations: frozenset[str]

    def __or__(self, other: Footprint) -> Footprint:
        return Footprint(self.keys | other.keys, self.relations | other.relations)


def read_footprint(video: str) -> Footprint:
    keys = Naming.objects.filter(video=video).values_list("key_id", flat=True)
    relations = Claim.objects.filter(video=video, relation__isnull=False).values_list("relation_id", flat=True)
    return Footprint(frozenset(keys), frozenset(relations))


@transaction.atomic
def resolve_footprint(footprint: Footprint, *, video: str) -> GraphDelta:
    """Resolve again all that `footprint` can have changed, after `video` was added, replaced or removed.

    The footprint is the video's from before the change joined with that from after it.
    """
    concerned = _close_over(footprint.keys)
    before = dict(Key.objects.filter(id__in=concerned).values_list("id", "entity_id"))
    resolved = resolve_entities(load_namings(concerned))
    after = {key: entity.id for entity in resolved for key in entity.keys}
    moved = {key for key in concerned if before.get(key) != after.get(key)}
    old = {entity for entity in before.values() if entity}
    written = write_entities(resolved)
    move_keys(moved, after=after)
    pairs = write_appearances(resolved, old=old, videos=_list_naming_videos(moved) | {video})
    relating = relate_claims(moved, video=video, stale=footprint.relations)
    gone = old - set(after.values())
    Entity.objects.filter(id__in=gone).delete()
    counted = count_relations(relating.ends - gone)
    named = {after[key] for key in footprint.keys if key in after}
    count_video_totals({video} | {pair[0] for pair in pairs} | relating.videos)
    return GraphDelta(
        videos=(video,),
        entities=tuple(sorted(written | named | gone | counted)),
        relations=tuple(sorted(relating.relations)),
        appearances=tuple(sorted(pair for pair in pairs if pair[0] != video)),
        claims=tuple(sorted(relating.moved_claims)),
    )


@transaction.atomic
def rebuild_graph() -> None:
    """Forget every derived row and resolve the whole record."""
    Claim.objects.update(relation=None)
    Key.objects.update(entity=None)
    for model in (Relation, Appearance, Entity):
        model.objects.all().delete()
    resolved = resolve_entities(load_namings())
    write_entities(resolved)
    move_all_keys(resolved)
    write_every_appearance(resolved)
    relate_everything()
    count_relations()
    count_video_totals()


def _close_over(keys: frozenset[str]) -> set[str]:
    """`keys` and all keys that share an entity with one of them."""
    entities = Key.objects.filter(id__in=keys, entity__isnull=False).values("entity_id")
    return set(keys) | set(Key.objects.filter(entity_id__in=entities).values_list("id", flat=True))


def _list_naming_videos(keys: set[str]) -> set[str]:
    return set(Naming.objects.filter(key_id__in=keys).values_list("video_id", flat=True))
