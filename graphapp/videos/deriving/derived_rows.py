"""What rows of entities and appearances are to become, where they differ from what stands; and writes them.

What stands is read from all rows, hidden ones too.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphapp.graph.models import Appearance, Entity
from graphapp.resolution.records import ResolvedAppearance, ResolvedEntity
from graphapp.videos.addresses.slugs import make_slug
from graphapp.videos.database.column_updates import (
    clear_slugs,
    drop_appearances,
    put_appearances,
    put_entities,
)
from graphapp.videos.database.prepared import Prepared
from ingest.ids import fold_name

ENTITY_SLUG_ID_LENGTH = 8
ENTITY_FIELDS = (
    "slug",
    "name",
    "folded",
    "type",
    "video_count",
    "mention_count",
    "confidence",
    "approved",
    "description",
    "links",
    "hidden",
)
_HIDDEN = ENTITY_FIELDS.index("hidden")
_LINKS = ENTITY_FIELDS.index("links")
_VIDEOS = ENTITY_FIELDS.index("video_count")
_MENTIONS = ENTITY_FIELDS.index("mention_count")
_APPEARANCE = ("mentions", "first_segment", "first_ms", "salience", "confidence")
_ENTITIES_OF = Prepared(lambda ids: Entity.everything.filter(id__in=ids).values_list("id", *ENTITY_FIELDS))
_APPEARANCES_OF = Prepared(
    lambda videos, entities: Appearance.everything.filter(video__in=videos, entity__in=entities).values_list(
        "video_id", "entity_id", *_APPEARANCE
    ),
    lists=2,
)

Pair = tuple[str, str]
"""A video and an entity in it."""
Values = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class EntityChanges:
    """`values`: of entities that are new or differ. `toggled`: those that were hidden and are not any more, or the
    other way round. `hidden`: of all that are looked at, those that are then. `readdressed`: those that stand at an
    address which another may have from now on."""

    values: Mapping[str, Values]
    toggled: frozenset[str]
    hidden: frozenset[str]
    readdressed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class AppearanceChanges:
    """`values`: of appearances that differ, those of `new` among them. `mentions`: how many more each entity has."""

    values: Mapping[Pair, Values]
    new: frozenset[Pair]
    gone: frozenset[Pair]
    mentions: Mapping[str, int]

    @property
    def pairs(self) -> set[Pair]:
        return {*self.values, *self.gone}


def ask_entities(ids: Iterable[str]) -> Callable[[], dict[str, Values]]:
    """Rows of entities as they stand, by id."""
    rows = _ENTITIES_OF.ask(ids)
    return lambda: {row[0]: row[1:] for row in rows()}


def compare_entities(
    resolved: Sequence[ResolvedEntity], appearances: AppearanceChanges, *, standing: Mapping[str, Values]
) -> EntityChanges:
    """Each with as many videos and mentions as its appearances have when these have changed, and with the address that
    it has alone (`graphapp.videos.deriving.entity_slugs`). `standing`: rows of all of them that have one."""
    old = {entity.id: standing[entity.id] for entity in resolved if entity.id in standing}
    videos = Counter({id: values[_VIDEOS] for id, values in old.items()})
    videos.update(entity for _, entity in appearances.new)
    videos.subtract(entity for _, entity in appearances.gone)
    mentions = Counter({id: values[_MENTIONS] for id, values in old.items()})
    mentions.update(appearances.mentions)
    new = {e.id: _entity_values(e, videos=videos[e.id], mentions=mentions[e.id]) for e in resolved}
    return EntityChanges(
        values={id: values for id, values in new.items() if old.get(id) != values},
        toggled=frozenset(id for id, values in old.items() if values[_HIDDEN] != new[id][_HIDDEN]),
        hidden=frozenset(entity.id for entity in resolved if entity.hidden),
    )


def write_entities(changes: EntityChanges) -> None:
    clear_slugs(sorted(changes.readdressed))
    values = changes.values
    put_entities((id, *row[:_LINKS], json.dumps(row[_LINKS]), *row[_LINKS + 1 :]) for id, row in sorted(values.items()))


def make_entity_slug(name: str, *, id: str) -> str:
    """The one that an entity has unless another has it."""
    return make_slug(name, id=id, length=ENTITY_SLUG_ID_LENGTH)


def _entity_values(entity: ResolvedEntity, *, videos: int, mentions: int) -> Values:
    return (
        make_entity_slug(entity.name, id=entity.id),
        entity.name,
        fold_name(entity.name)[:300],
        entity.type,
        videos,
        mentions,
        entity.confidence,
        entity.approved,
        entity.description,
        [list(link) for link in entity.links],
        entity.hidden,
    )


def ask_appearances(entities: Collection[str], *, videos: Collection[str]) -> Callable[[], dict[Pair, Values]]:
    """Rows of entities in videos as they stand."""
    rows = _APPEARANCES_OF.ask(videos, entities) if videos else list
    return lambda: {(row[0], row[1]): row[2:] for row in rows()}


def compare_appearances(
    resolved: Sequence[ResolvedAppearance], *, standing: Mapping[Pair, Values]
) -> AppearanceChanges:
    """What makes the appearances that stand what was resolved of the same entities and videos."""
    after = _list_appearances(resolved)
    changed = {pair: values for pair, values in after.items() if standing.get(pair) != values}
    gone = frozenset(standing.keys() - after.keys())
    mentions = _count_mentions(changed)
    mentions.subtract(_count_mentions({pair: standing[pair] for pair in standing.keys() & {*changed, *gone}}))
    return AppearanceChanges(changed, frozenset(after.keys() - standing.keys()), gone, mentions)


def write_appearances(changes: AppearanceChanges) -> None:
    drop_appearances(sorted(changes.gone))
    put_appearances((*pair, *values) for pair, values in sorted(changes.values.items()))


def list_every_appearance(resolved: Sequence[ResolvedAppearance]) -> AppearanceChanges:
    """Those of a graph that has none yet."""
    values = _list_appearances(resolved)
    return AppearanceChanges(values, frozenset(values), frozenset(), _count_mentions(values))


def _count_mentions(appearances: Mapping[Pair, Values]) -> Counter[str]:
    """By entity."""
    counts: Counter[str] = Counter()
    for (_, entity), (mentions, *_rest) in appearances.items():
        counts[entity] += mentions  # type: ignore[operator]
    return counts


def _list_appearances(resolved: Sequence[ResolvedAppearance]) -> dict[Pair, Values]:
    return {(a.video, a.entity): (a.mentions, a.first_segment, a.first_ms, a.salience, a.confidence) for a in resolved}
