"""The best few ways between two entities: gathers links from both ends, then searches them best first.

A path is as good as its links are sure and its inner entities are telling: denied or hypothetical links, mere
co-mentions and hubs cost. Longer paths are looked for only where shorter ones are fewer than asked for.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from heapq import heappop, heappush
from itertools import count, pairwise

from graphapp.graph.answers import make_edge, make_node
from graphapp.graph.facts import GraphFacts, Link, Step
from graphapp.graph.results import Path

FARTHEST = 4
FIRST_LINKS = 150
"""From each end, out and in: the strongest."""
FIRST_RING = 100
SECOND_LINKS = 25
MOST_POPS = 5000
WEAK = "related_to"
UNSURE = 0.5


class Roads:
    """The links gathered so far: of each pair the best one, and what it costs to pass through an entity."""

    def __init__(self) -> None:
        self.ways: dict[str, dict[str, tuple[float, Link]]] = {}
        self.tolls: dict[str, float] = {}

    def add_links(self, links: Iterable[Link]) -> None:
        for link in links:
            cost = (_cost_of(link), link)
            for one, other in ((link.source, link.target), (link.target, link.source)):
                ways = self.ways.setdefault(one, {})
                if other not in ways or (cost[0], link.id) < (ways[other][0], ways[other][1].id):
                    ways[other] = cost

    def add_steps(self, steps: Collection[Step]) -> None:
        for step in steps:
            self.tolls[step.far] = math.log(1 + math.log10(max(step.relations, 1)))
        self.add_links(step.link for step in steps)


def _cost_of(link: Link) -> float:
    sure = link.confidence * (1 - 0.5 / max(link.weight, 1))
    sure *= 1.0 if link.polarity == "asserted" else UNSURE
    return -math.log(max(sure * (UNSURE if link.predicate == WEAK else 1.0), 1e-6))


def find_paths(facts: GraphFacts, source: str, target: str, *, max_hops: int, limit: int) -> tuple[Path, ...]:
    hops = min(max_hops, FARTHEST)
    if source == target or hops < 1 or limit < 1 or len(facts.load_entities([source, target])) < 2:
        return ()
    roads = Roads()
    rings = [_gather_ring(facts, roads, end) for end in (source, target)]
    near = [[source, *rings[0]], [target, *rings[1]]]
    roads.add_links(facts.load_links_between(*near))
    found = search_roads(roads, source, target, max_hops=min(hops, 3), limit=limit)
    if len(found) < limit and hops > 3:
        roads.add_steps(facts.load_steps(_join(rings), each=SECOND_LINKS))
        found = search_roads(roads, source, target, max_hops=hops, limit=limit)
    return _make_paths(facts, roads, found)


def _gather_ring(facts: GraphFacts, roads: Roads, end: str) -> list[str]:
    """The entities next to `end`, strongest links first."""
    steps = facts.load_steps([end], each=FIRST_LINKS)
    roads.add_steps(steps)
    ordered = sorted(steps, key=lambda step: (-step.link.weight, step.link.id))
    return list(dict.fromkeys(step.far for step in ordered))[:FIRST_LINKS]


def _join(rings: Collection[list[str]]) -> list[str]:
    return sorted({id for ring in rings for id in ring[:FIRST_RING]})


def search_roads(
    roads: Roads, source: str, target: str, *, max_hops: int, limit: int
) -> list[tuple[float, tuple[str, ...]]]:
    """(cost, entity ids) of the cheapest simple paths, cheapest first. A* with exact remaining costs."""
    remaining = _measure(roads, target, max_hops)
    heap: list[tuple[float, int, tuple[str, ...], float]] = []
    if source in remaining[max_hops]:
        heappush(heap, (remaining[max_hops][source], 0, (source,), 0.0))
    found: list[tuple[float, tuple[str, ...]]] = []
    pops = count()
    while heap and len(found) < limit and next(pops) < MOST_POPS:
        _, hops, path, cost = heappop(heap)
        if path[-1] == target:
            found.append((cost, path))
            continue
        for other, (step, _) in roads.ways.get(path[-1], {}).items():
            rest = remaining[max_hops - hops - 1].get(other) if hops < max_hops else None
            if rest is not None and other not in path:
                so_far = cost + step + _toll(roads, other, target)
                heappush(heap, (round(so_far + rest, 9), hops + 1, (*path, other), so_far))
    return sorted(found, key=lambda way: (round(way[0], 9), len(way[1]), way[1]))


def _measure(roads: Roads, target: str, max_hops: int) -> list[dict[str, float]]:
    """Of each number of hops: what it costs at least to get from an entity to the target within them."""
    best: list[dict[str, float]] = [{target: 0.0}]
    for _ in range(max_hops):
        nearer = dict(best[-1])
        for one, rest in best[-1].items():
            toll = _toll(roads, one, target)
            for other, (step, _) in roads.ways.get(one, {}).items():
                total = step + toll + rest
                if total < nearer.get(other, math.inf):
                    nearer[other] = total
        best.append(nearer)
    return best


def _toll(roads: Roads, entity: str, target: str) -> float:
    return 0.0 if entity == target else roads.tolls.get(entity, 0.0)


def _make_paths(facts: GraphFacts, roads: Roads, found: Collection[tuple[float, tuple[str, ...]]]) -> tuple[Path, ...]:
    entities = facts.load_entities(sorted({id for _, path in found for id in path})) if found else []
    nodes = {fact.id: make_node(fact) for fact in entities}
    return tuple(
        Path(
            nodes=tuple(nodes[id] for id in path),
            edges=tuple(make_edge(roads.ways[a][b][1]) for a, b in pairwise(path)),
            score=round(math.exp(-cost), 6),
        )
        for cost, path in found
        if all(id in nodes for id in path)
    )
