"""Answers the port's questions from the facts that an adapter fetches: one meaning for every store.

Types narrow entities; predicates, confidence, weight and review narrow relations; videos, segments and speakers
narrow both to what is said there. The entity that is asked for is kept whatever its type. Every answer is bounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from heapq import nlargest

from graphapp.graph.answers import make_subgraph
from graphapp.graph.facts import EntityFact, GraphFacts
from graphapp.graph.fields import Field, StatedField, choose_field
from graphapp.graph.likeness import find_like
from graphapp.graph.results import EntityHit, Filters, Node, Subgraph, Ways
from graphapp.graph.routes import find_junctions, find_paths
from graphapp.graph.typed import read_typed

MOST_NODES = 5000
MOST_SUGGESTED = 50


class GraphReads:
    """The reading half of `GraphStore`."""

    def __init__(self, facts: GraphFacts) -> None:
        self._facts = facts

    def video_graph(self, video: str, *, filters: Filters = Filters()) -> Subgraph:
        field = StatedField(self._facts, filters=replace(filters, video=video))
        return _answer(field, field.list_nodes(), truncated=False)

    def neighbourhood(self, entity: str, *, depth: int = 1, limit: int = 200, filters: Filters = Filters()) -> Subgraph:
        field = choose_field(self._facts, filters=filters)
        nodes = field.get_nodes([entity])
        room = min(max(limit, 1), MOST_NODES)
        cut = False
        ring = nodes
        for _ in range(min(max(depth, 1), 2)):
            if not ring or cut:
                break
            known = [node.id for node in nodes]
            found = field.rank_neighbours([n.id for n in ring], known=known, limit=room - len(nodes) + 1)
            cut = len(nodes) + len(found) > room
            ring = found[: room - len(nodes)]
            nodes = nodes + ring
        return _answer(field, nodes, truncated=cut)

    def subgraph(self, entities: Sequence[str], *, filters: Filters = Filters()) -> Subgraph:
        field = choose_field(self._facts, filters=filters)
        wanted = list(dict.fromkeys(entities))
        nodes = [n for n in field.get_nodes(wanted[:MOST_NODES]) if not filters.types or n.type in filters.types]
        return _answer(field, nodes, truncated=len(wanted) > MOST_NODES)

    def overview(self, *, limit: int = 200, filters: Filters = Filters()) -> Subgraph:
        field = choose_field(self._facts, filters=filters)
        room = min(max(limit, 0), MOST_NODES)
        nodes = field.rank_nodes(limit=room + 1)
        return _answer(field, nodes[:room], truncated=len(nodes) > room)

    def paths(self, source: str, target: str, *, max_hops: int = 4, limit: int = 3) -> Ways:
        return find_paths(self._facts, source, target, max_hops=max_hops, limit=limit)

    def junctions(self, entities: Sequence[str], *, max_hops: int = 3, limit: int = 3) -> Ways:
        return find_junctions(self._facts, entities, max_hops=max_hops, limit=limit)

    def search(self, text: str, *, limit: int = 20) -> tuple[EntityHit, ...]:
        typed = read_typed(text)
        if typed is None or limit < 1:
            return ()
        found = self._facts.find_entities(typed, limit=min(limit, MOST_NODES))
        return tuple(_make_hit(fact) for fact in found)

    def suggest(self, text: str, *, limit: int = 5) -> tuple[EntityHit, ...]:
        typed = read_typed(text)
        if typed is None or limit < 1:
            return ()
        names = self._facts.find_alike(typed)
        best: dict[str, float] = {}
        for place, likeness in find_like(typed.folded, [name for name, _ in names]).items():
            id = names[place][1]
            best[id] = max(likeness, best.get(id, 0.0))
        found = self._facts.load_entities(nlargest(MOST_SUGGESTED, best, key=lambda id: (best[id], id)))
        found.sort(key=lambda fact: (-round(best[fact.id], 2), -fact.videos, fact.id))
        return tuple(_make_hit(fact) for fact in found[:limit])


def _make_hit(fact: EntityFact) -> EntityHit:
    return EntityHit(fact.id, fact.slug, fact.name, fact.type, fact.videos)


def _answer(field: Field, nodes: Sequence[Node], *, truncated: bool) -> Subgraph:
    edges = field.get_edges([node.id for node in nodes]) if len(nodes) > 1 else []
    return make_subgraph(nodes, edges, by_salience=field.by_salience, truncated=truncated or field.cut)
