"""Where a question is asked: in the whole library, or in what one video or some segments state.

Both kinds of field answer the same four questions, so that a neighbourhood is found in one way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Protocol

from graphapp.graph.answers import keep_type, list_ends, make_edge, make_node, make_present_node, narrow_edges
from graphapp.graph.answers import sum_statements as sum_up
from graphapp.graph.facts import GraphFacts, Statement
from graphapp.graph.results import Edge, Filters, Node

MOST_VIDEOS = 3000
MOST_SEGMENTS = 20_000
NOWHERE = "-"
"""No video's id."""


class Field(Protocol):
    """`by_salience`: nodes are ranked by salience here, by mentions otherwise. `cut`: more was asked for than is
    looked at."""

    by_salience: bool
    cut: bool

    def get_nodes(self, ids: Sequence[str]) -> list[Node]: ...

    def get_edges(self, ids: Collection[str]) -> list[Edge]: ...

    def rank_neighbours(self, ids: Collection[str], *, known: Collection[str], limit: int) -> list[Node]: ...

    def rank_nodes(self, *, limit: int) -> list[Node]: ...


class LibraryField:
    """Everything: asked of the store, piece by piece."""

    by_salience = False
    cut = False

    def __init__(self, facts: GraphFacts, *, filters: Filters) -> None:
        self._facts = facts
        self._filters = filters

    def get_nodes(self, ids: Sequence[str]) -> list[Node]:
        return [make_node(fact) for fact in self._facts.load_entities(ids)]

    def get_edges(self, ids: Collection[str]) -> list[Edge]:
        return [make_edge(link) for link in self._facts.load_links(ids, filters=self._filters)]

    def rank_neighbours(self, ids: Collection[str], *, known: Collection[str], limit: int) -> list[Node]:
        found = self._facts.rank_neighbours(ids, known=known, filters=self._filters, limit=limit)
        return [make_node(fact) for fact in found]

    def rank_nodes(self, *, limit: int) -> list[Node]:
        found = self._facts.rank_entities(filters=self._filters, limit=limit)
        return [make_node(fact) for fact in found]


class StatedField:
    """What a video, or segments, state: small enough to be held in memory. Entities are those of the video; with
    segments or speakers, those at the ends of a claim that is stated there."""

    def __init__(self, facts: GraphFacts, *, filters: Filters) -> None:
        self.by_salience = bool(filters.video)
        self._filters = filters
        videos = list_videos(filters)
        self.cut = len(videos) > MOST_VIDEOS or len(filters.segments) > MOST_SEGMENTS
        statements = _load_statements(facts, filters=filters, videos=videos[:MOST_VIDEOS])
        self._nodes = _load_nodes(facts, filters=filters, stated=list_ends(statements))
        self._edges = narrow_edges(sum_up(statements), filters=filters)

    def list_nodes(self) -> list[Node]:
        return [node for id, node in self._nodes.items() if self._is_wanted(id)]

    def get_nodes(self, ids: Sequence[str]) -> list[Node]:
        return [self._nodes[id] for id in ids if id in self._nodes]

    def get_edges(self, ids: Collection[str]) -> list[Edge]:
        wanted = set(ids)
        return [edge for edge in self._edges if edge.source in wanted and edge.target in wanted]

    def rank_neighbours(self, ids: Collection[str], *, known: Collection[str], limit: int) -> list[Node]:
        near, old = set(ids), set(known)
        strength: Counter[str] = Counter()
        for edge in self._edges:
            for end, far in ((edge.source, edge.target), (edge.target, edge.source)):
                if end in near and far not in old and self._is_wanted(far):
                    strength[far] += edge.weight
        ranked = sorted(strength, key=lambda id: (-strength[id], id))
        return [self._nodes[id] for id in ranked[:limit]]

    def rank_nodes(self, *, limit: int) -> list[Node]:
        degrees = Counter(end for edge in self._edges for end in (edge.source, edge.target))
        there = degrees if self._filters.narrows_relations else self._nodes
        ranked = sorted(filter(self._is_wanted, there), key=lambda id: (-degrees[id], id))
        return [self._nodes[id] for id in ranked[:limit]]

    def _is_wanted(self, id: str) -> bool:
        node = self._nodes.get(id)
        return node is not None and keep_type(node.type, filters=self._filters)


def list_videos(filters: Filters) -> list[str]:
    """In which all that is asked must be stated; of several videos those that are kept first have the lowest ids."""
    if filters.video:
        return [filters.video] if not filters.videos or filters.video in filters.videos else [NOWHERE]
    return sorted(filters.videos)


def _load_statements(facts: GraphFacts, *, filters: Filters, videos: Sequence[str]) -> list[Statement]:
    segments = sorted(filters.segments)[:MOST_SEGMENTS]
    if not videos and not segments:
        return []
    return facts.load_statements(videos=videos, segments=segments, speakers=filters.speakers)


def _load_nodes(facts: GraphFacts, *, filters: Filters, stated: set[str]) -> dict[str, Node]:
    if not filters.video:
        return {fact.id: make_node(fact) for fact in facts.load_entities(stated)}
    nodes = {p.entity.id: make_present_node(p) for p in facts.load_presences(filters.video)}
    return {id: node for id, node in nodes.items() if id in stated} if filters.segments or filters.speakers else nodes


def choose_field(facts: GraphFacts, *, filters: Filters) -> Field:
    if filters.narrows_place:
        return StatedField(facts, filters=filters)
    return LibraryField(facts, filters=filters)
