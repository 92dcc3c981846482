"""Loads what the page of an entity shows: a bounded number of queries, and of rows, whatever the entity's size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from graphapp.explorer.asked import Asked
from graphapp.explorer.entities.appearing import Seen, choose_seen, describe_appearances, load_appearances, load_seen
from graphapp.explorer.entities.disputes import Dispute, load_disputes
from graphapp.explorer.entities.naming import Description, KnownName, load_description, load_names
from graphapp.explorer.entities.relatives import Relative, load_relatives
from graphapp.explorer.entities.stated import Group, Sentence, Stated, group_stated, load_stated, tell_stated
from graphapp.explorer.maps import GraphMap, make_map
from graphapp.explorer.occurrences import Occurrence
from graphapp.explorer.timeline import Timeline, lay_timeline
from graphapp.graph.models import Entity
from graphapp.graph.opening import open_store

MAP_NODES = 40
FIRST_OF_GROUP = 4
OPEN_GROUPS = 12
"""Groups beyond these show their heading only, with a link to what they hold."""
VIDEOS = 10
SENTENCES = 20


@dataclass(frozen=True, slots=True)
class ToldGroup:
    """A group with its first sentences. `total`: how many there are."""

    group: Group
    sentences: Sequence[Sentence]
    total: int

    @property
    def left(self) -> int:
        return self.total - len(self.sentences)


@dataclass(frozen=True)
class EntityPortrait:
    """`neighbours`: how many entities it is connected with, as the filters leave them; `weak_count`: connections that
    are less certain."""

    entity: Entity
    description: Description | None
    names: Sequence[KnownName]
    map: GraphMap
    neighbours: int
    weak_count: int
    groups: Sequence[ToldGroup]
    disputes: Sequence[Dispute]
    timeline: Timeline
    videos: Page[Seen]
    occurrences: Sequence[Occurrence]
    relatives: Sequence[Relative]


def load_portrait(entity: Entity, *, asked: Asked, page: str = "") -> EntityPortrait:
    """Raises GraphError where the graph store does not answer."""
    stated, seen = load_stated(entity), load_seen(entity)
    shown = [r for r in stated if asked.weak or r.certain]
    graph = open_store().neighbourhood(entity.id, limit=MAP_NODES, filters=asked.filters)
    videos = page_videos(seen, asked=asked, page=page)
    return EntityPortrait(
        entity=entity,
        description=load_description(entity),
        names=load_names(entity),
        map=make_map(graph, centre=entity.id),
        neighbours=_count_neighbours(shown, of=entity.id, predicates=asked.predicates),
        weak_count=sum(not r.certain for r in stated),
        groups=tell_groups(group_stated(shown, of=entity.id), of=entity.id),
        disputes=load_disputes(stated),
        timeline=lay_timeline((row.published, 1) for row in seen),
        videos=videos,
        occurrences=describe_appearances(entity, load_appearances(videos.object_list)),
        relatives=load_relatives(entity, stated=stated, seen=seen),
    )


def page_videos(seen: Sequence[Seen], *, asked: Asked, page: str) -> Page[Seen]:
    return Paginator(choose_seen(seen, asked=asked), VIDEOS).get_page(page)


def tell_groups(groups: Sequence[Group], *, of: str) -> list[ToldGroup]:
    """All sentences of all groups in two queries."""
    first = {g.key: g.relations[:FIRST_OF_GROUP] for g in groups[:OPEN_GROUPS]}
    told = {s.relation.id: s for s in tell_stated([r for found in first.values() for r in found], of=of)}
    return [ToldGroup(g, [told[r.id] for r in first.get(g.key, ()) if r.id in told], len(g.relations)) for g in groups]


def _count_neighbours(stated: Sequence[Stated], *, of: str, predicates: frozenset[str]) -> int:
    wanted = (r for r in stated if not predicates or r.predicate in predicates)
    return len({r.subject if r.object == of else r.object for r in wanted})
