"""What rows of entities and appearances are to become, where they differ from what stands; and writes them.

What stands is read from all rows, hidden ones too.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

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


class EntityFields(NamedTuple):
    """An entity's row but for its id, and for how many relations it has."""

    slug: str
    name: str
    folded: str
    type: str
    video_count: int
    mention_count: int
    confidence: float
    approved: bool
    description: str
    links: list[list[str]]
    hidden: bool


_APPEARANCE = ("mentions", "first_segment", "first_ms", "salience", "confidence")
_ENTITIES_OF = Prepared(lambda ids: Entity.everything.filter(id__in=ids).values_list("id", *EntityFields._fields))
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

    values: Mapping[str, EntityFields]
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


def ask_entities(ids: Iterable[str]) -> Callable[[], dict[str, EntityFields]]:
    """Rows of entities as they stand, by id."""
    rows = _ENTITIES_OF.ask(ids)
    return lambda: {id: EntityFields._make(row) for id, *row in rows()}


def compare_entities(
    resolved: Sequence[ResolvedEntity], appearances: AppearanceChanges, *, standing: Mapping[str, EntityFields]
) -> EntityChanges:
    """Each with as many videos and mentions as its appearances have when these have changed, and with the address that
    it has alone (`graphapp.videos.deriving.entity_slugs`). `standing`: rows of all of them that have one."""
    old = {entity.id: standing[entity.id] for entity in resolved if entity.id in standing}
    videos = Counter({id: values.video_count for id, values in old.items()})
    videos.update(entity for _, entity in appearances.new)
    videos.subtract(entity for _, entity in appearances.gone)
    mentions = Counter({id: values.mention_count for id, values in old.items()})
    mentions.update(appearances.mentions)
    new = {e.id: _list_fields(e, videos=videos[e.id], mentions=mentions[e.id]) for e in resolved}
    return EntityChanges(
        values={id: values for id, values in new.items() if old.get(id) != values},
        toggled=frozenset(id for id, values in old.items() if values.hidden != new[id].hidden),
        hidden=frozenset(entity.id for entity in resolved if entity.hidden),
    )


def write_entities(changes: EntityChanges) -> None:
    clear_slugs(sorted(changes.readdressed))
    put_entities((id, *row._replace(links=json.dumps(row.links))) for id, row in sorted(changes.values.items()))


def make_entity_slug(name: str, *, id: str) -> str:
    """The one that an entity has unless another has it."""
    return make_slug(name, id=id, length=ENTITY_SLUG_ID_LENGTH)


def _list_fields(entity: ResolvedEntity, *, videos: int, mentions: int) -> EntityFields:
    return EntityFields(
        slug=make_entity_slug(entity.name, id=entity.id),
        name=entity.name,
        folded=fold_name(entity.name)[:300],
        type=entity.type,
        video_count=videos,
        mention_count=mentions,
        confidence=entity.confidence,
        approved=entity.approved,
        description=entity.description,
        links=[list(link) for link in entity.links],
        hidden=entity.hidden,
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
