"""From a wish to what is shown: which entities and which connections, before anything is placed. Reads only.

It begins with the neighbourhoods of what was named or found, or with the most central part of what the filters
leave; each one that the reader opened brings its strongest neighbours, in the order of opening.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from graphapp.explorer.exploring.scope import Scope
from graphapp.explorer.exploring.wish import MOST_SEEDS, Wish
from graphapp.graph.models import Entity
from graphapp.graph.port import GraphQuestions
from graphapp.graph.results import Edge, Node
from graphapp.videos.reading.finding import find_entities

BROUGHT = 24
"""Neighbours that one opening brings."""
FARTHEST_LOOK = 200
"""Neighbours of an opened one that are looked through for such as are not there yet."""


@dataclass(frozen=True, slots=True)
class View:
    """`start`: ids of what is there without opening anything. `brought`: (newcomer, who was opened), in order.
    `seeds`: ids of what was asked for. `missing`: names that nothing has. `passed_over`: a map does not
    begin with so many as were asked for. `truncated`: the store had more, or names were passed over."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    start: frozenset[str]
    seeds: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    brought: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    passed_over: bool = False
    truncated: bool = False


def find_view(store: GraphQuestions, wish: Wish, *, scope: Scope) -> View:
    """Raises `GraphError` where the store does not answer."""
    found, missing = _find_seeds(store, wish)
    seeds, passed_over = found[:MOST_SEEDS], len(found) > MOST_SEEDS
    if seeds:
        start, truncated = _gather_around(store, seeds, wish=wish, scope=scope)
    elif wish.is_whole:
        whole = store.overview(limit=wish.size, filters=scope.filters)
        start, truncated = list(whole.nodes), whole.truncated
    else:
        start, truncated = [], False
    if wish.is_whole and not wish.opened:
        edges: Sequence[Edge] = whole.edges
        return View(tuple(start), tuple(edges), frozenset(n.id for n in start), truncated=truncated)
    nodes = {node.id: node for node in start}
    opened = _list_opened(wish.opened)
    brought = _open_all(store, [e.id for e in opened], nodes=nodes, scope=scope)
    chosen = replace(scope.filters, types=frozenset())  # types were seen to when nodes were chosen
    graph = store.subgraph(list(nodes), filters=chosen)
    degrees = {node.id: node.degree for node in graph.nodes}
    return View(
        nodes=tuple(node._replace(degree=degrees.get(node.id, 0)) for node in nodes.values()),
        edges=graph.edges,
        start=frozenset(node.id for node in start),
        seeds=seeds,
        opened=tuple(e.id for e in opened),
        brought=brought,
        missing=missing,
        passed_over=passed_over,
        truncated=truncated or passed_over,
    )


def _find_seeds(store: GraphQuestions, wish: Wish) -> tuple[tuple[str, ...], tuple[str, ...]]:
    named = find_entities(wish.seeds)
    found = [named[name].id for name in wish.seeds if name in named]
    if wish.q:
        hits = (hit for hit in store.search(wish.q, limit=60) if not wish.types or hit.type in wish.types)
        found += [hit.id for hit in hits]
    missing = tuple(name for name in wish.seeds if name not in named)
    return tuple(dict.fromkeys(found)), missing


def _list_opened(names: Sequence[str]) -> list[Entity]:
    found = find_entities(names)
    return [found[name] for name in names if name in found]


def _gather_around(store: GraphQuestions, seeds: Sequence[str], *, wish: Wish, scope: Scope) -> tuple[list[Node], bool]:
    each = max(8, wish.size // len(seeds))
    nodes: dict[str, Node] = {}
    truncated = False
    for seed in seeds:
        near = store.neighbourhood(seed, depth=1, limit=each, filters=scope.filters)
        truncated = truncated or near.truncated
        nodes |= {node.id: node for node in near.nodes}
    if not nodes and scope.filters.narrows_place:
        # said nowhere in this scope: it is still what was asked for
        nodes |= {node.id: node for node in store.subgraph(seeds).nodes}
    return list(nodes.values()), truncated


def _open_all(
    store: GraphQuestions, opened: Collection[str], *, nodes: dict[str, Node], scope: Scope
) -> tuple[tuple[str, str], ...]:
    brought: list[tuple[str, str]] = []
    for id in opened:
        near = store.neighbourhood(id, depth=1, limit=FARTHEST_LOOK, filters=scope.filters)
        strength: Counter[str] = Counter()
        for edge in near.edges:
            if id in (edge.source, edge.target):
                strength[edge.target if edge.source == id else edge.source] += edge.weight
        new = [node for node in near.nodes if node.id not in nodes and node.id != id]
        new.sort(key=lambda node: (-strength[node.id], node.id))
        nodes |= {node.id: node for node in near.nodes if node.id == id and id not in nodes}
        for node in new[:BROUGHT]:
            nodes[node.id] = node
            brought.append((node.id, id))
    return tuple(brought)
