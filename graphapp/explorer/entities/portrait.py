"""Loads what the page of an entity shows: a bounded number of queries, and of rows, whatever the entity's size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from django.core.paginator import Page, Paginator

from graphapp.explorer.asked import Asked
from graphapp.explorer.entities.appearing import (
    choose_appearances,
    describe_appearances,
    load_appearances,
    load_timeline,
)
from graphapp.explorer.entities.disputes import Dispute, load_disputes
from graphapp.explorer.entities.naming import KnownName, load_names
from graphapp.explorer.entities.opposed import load_opposed
from graphapp.explorer.entities.relatives import Relative, load_relatives
from graphapp.explorer.entities.stated import (
    Group,
    Sentence,
    Stated,
    count_groups,
    key_of,
    load_strongest,
    tell_stated,
)
from graphapp.explorer.maps import GraphMap, make_map
from graphapp.explorer.occurrences import Occurrence
from graphapp.explorer.timeline import Timeline
from graphapp.graph.models import Entity
from graphapp.graph.opening import open_questions
from graphapp.videos.reading.finding import list_keys

MAP_NODES = 40
FIRST_OF_GROUP = 4
OPEN_SENTENCES = 24
"""Groups beyond so many sentences show their heading only, with a link to what they hold."""
VIDEOS = 10
SENTENCES = 20


@dataclass(frozen=True, slots=True)
class ToldGroup:
    """A group with its first sentences."""

    group: Group
    sentences: Sequence[Sentence]

    @property
    def left(self) -> int:
        return self.group.count - len(self.sentences)


@dataclass(frozen=True)
class EntityPortrait:
    """`weak_count`: connections that are less certain."""

    entity: Entity
    names: Sequence[KnownName]
    map: GraphMap
    weak_count: int
    groups: Sequence[ToldGroup]
    disputes: Sequence[Dispute]
    timeline: Timeline
    videos: Page[str]
    occurrences: Sequence[Occurrence]
    relatives: Sequence[Relative]


def load_portrait(entity: Entity, *, asked: Asked, page: str) -> EntityPortrait:
    """Raises GraphError where the graph store does not answer."""
    keys, strongest = list_keys(entity), load_strongest(entity)
    counted = count_groups(entity, weak=asked.weak)
    graph = open_questions().neighbourhood(entity.id, limit=MAP_NODES, filters=asked.filters)
    videos = page_videos(entity, asked=asked, page=page)
    return EntityPortrait(
        entity=entity,
        names=load_names(entity, keys=keys),
        map=make_map(graph, centre=entity.id),
        weak_count=counted.weak,
        groups=tell_groups(counted.groups, of=entity.id, strongest=strongest, weak=asked.weak),
        disputes=load_disputes(load_opposed(entity)),
        timeline=load_timeline(entity),
        videos=videos,
        occurrences=describe_appearances(load_appearances(entity, videos=videos.object_list), keys=keys),
        relatives=load_relatives(entity, stated=strongest),
    )


def page_videos(entity: Entity, *, asked: Asked, page: str) -> Page[str]:
    """Ids of videos. One query, two where a period is asked for."""
    paginator = Paginator(choose_appearances(entity, sort=asked.sort, period=asked.period), VIDEOS)
    if not asked.period:
        paginator.count = entity.video_count
    return paginator.get_page(page)


def tell_groups(groups: Sequence[Group], *, of: str, strongest: Sequence[Stated], weak: bool) -> list[ToldGroup]:
    """All sentences of all groups in three queries. What of a group is not among the strongest is behind its link."""
    first: dict[str, list[Stated]] = {group.key: [] for group in _choose_open(groups)}
    for relation in strongest:
        found = first.get(key_of(relation, of=of))
        if found is not None and len(found) < FIRST_OF_GROUP and (weak or relation.certain):
            found.append(relation)
    told = {s.relation.id: s for s in tell_stated((r for rows in first.values() for r in rows), of=of)}
    return [ToldGroup(g, [told[r.id] for r in first.get(g.key, ()) if r.id in told]) for g in groups]


def _choose_open(groups: Sequence[Group]) -> Sequence[Group]:
    sizes = accumulate(min(group.count, FIRST_OF_GROUP) for group in groups)
    return [group for group, so_far in zip(groups, sizes, strict=True) if so_far <= OPEN_SENTENCES]
