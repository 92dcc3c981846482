"""The links gathered for one question as a network with costs, and the cheapest simple ways through it. Pure.

A way is as good as its links are sure and its inner entities are telling: denied or supposed links, mere
co-mentions and hubs cost. Of several ways each next one is the cheapest that shares little with those before it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from heapq import heappop, heappush
from itertools import count, pairwise

from graphapp.graph.facts import Link, Step
from ingest.ontology import FALLBACK

MOST_POPS = 5000
UNSURE = 0.5
HUB_TOLL = 0.3
"""Passing an entity divides a way's score by (its relations) to this power: 2 for ten, 8 for a thousand."""
REUSE = 2.0
"""What it costs to pass an entity again that an earlier way has passed; the score is divided by e to this."""

Way = tuple[str, ...]
"""Entity ids from one end to the other."""


class Roads:
    """Of each pair of entities the best link, and what it costs to pass through an entity. Asserted links go
    before all others of the pair."""

    def __init__(self) -> None:
        self.ways: dict[str, dict[str, tuple[float, Link]]] = {}
        self.tolls: dict[str, float] = {}

    def add_links(self, links: Iterable[Link]) -> None:
        for link in links:
            entry = (cost_of(link), link)
            for one, other in ((link.source, link.target), (link.target, link.source)):
                ways = self.ways.setdefault(one, {})
                if other not in ways or _rank(entry) < _rank(ways[other]):
                    ways[other] = entry

    def add_steps(self, steps: Collection[Step]) -> None:
        self.add_tolls({step.far: step.relations for step in steps})
        self.add_links(step.link for step in steps)

    def add_tolls(self, relations: Mapping[str, int]) -> None:
        """`relations`: how many each entity has."""
        self.tolls.update((id, HUB_TOLL * math.log(max(number, 1))) for id, number in relations.items())

    def get_link(self, one: str, other: str) -> Link:
        return self.ways[one][other][1]

    def cost_way(self, way: Way) -> float:
        links = sum(self.ways[a][b][0] for a, b in pairwise(way))
        return links + sum(self.tolls.get(inner, 0.0) for inner in way[1:-1])


def cost_of(link: Link) -> float:
    """0 for a link that is wholly sure."""
    sure = link.confidence * (1 - 0.5 / max(link.weight, 1))
    sure *= 1.0 if link.polarity == "asserted" else UNSURE
    return -math.log(max(sure * (UNSURE if link.predicate == FALLBACK else 1.0), 1e-6))


def _rank(entry: tuple[float, Link]) -> tuple[bool, float, str]:
    return (entry[1].polarity != "asserted", entry[0], entry[1].id)


def choose_ways(roads: Roads, source: str, target: str, *, max_hops: int, limit: int) -> list[Way]:
    """The cheapest simple way, then each time the cheapest but for REUSE for every inner entity that it shares
    with one chosen before. Ways whose links are all asserted come first; otherwise in the order of choice."""
    small = prune_roads(roads, source, target, max_hops=max_hops)
    chosen: list[Way] = []
    while len(chosen) < limit:
        way = _search(small, source, target, max_hops=max_hops, chosen=chosen)
        if way is None:
            break
        chosen.append(way)
    return sorted(chosen, key=lambda way: not is_asserted(roads, way))


def is_asserted(roads: Roads, way: Way) -> bool:
    return all(roads.get_link(a, b).polarity == "asserted" for a, b in pairwise(way))


def prune_roads(roads: Roads, source: str, target: str, *, max_hops: int) -> Roads:
    """Only what lies on a walk of at most `max_hops` from `source` to `target`."""
    there, back = count_hops(roads, source, most=max_hops), count_hops(roads, target, most=max_hops)
    kept = {id for id, hops in there.items() if hops + back.get(id, max_hops + 1) <= max_hops}
    small = Roads()
    small.tolls = roads.tolls
    small.ways = {id: {o: entry for o, entry in roads.ways[id].items() if o in kept} for id in kept & roads.ways.keys()}
    return small


def count_hops(roads: Roads, start: str, *, most: int) -> dict[str, int]:
    """How many hops from `start` to each entity within `most`."""
    hops = {start: 0}
    ring = [start]
    for distance in range(1, most + 1):
        ring = list(dict.fromkeys(o for id in ring for o in roads.ways.get(id, {}) if o not in hops))
        hops.update(dict.fromkeys(ring, distance))
    return hops


def _search(roads: Roads, source: str, target: str, *, max_hops: int, chosen: Collection[Way]) -> Way | None:
    """A* with exact remaining costs."""
    worn = Counter(inner for way in chosen for inner in way[1:-1])
    tolls = {id: toll + REUSE * worn[id] for id, toll in roads.tolls.items()}
    remaining = measure(roads, target, max_hops=max_hops, tolls=tolls)
    heap: list[tuple[float, int, Way, float]] = []
    if source in remaining[max_hops]:
        heappush(heap, (remaining[max_hops][source], 0, (source,), 0.0))
    pops = count()
    while heap and next(pops) < MOST_POPS:
        _, hops, path, cost = heappop(heap)
        if path[-1] == target:
            if path in chosen:
                continue
            return path
        for other, (step, _) in roads.ways.get(path[-1], {}).items():
            rest = remaining[max_hops - hops - 1].get(other) if hops < max_hops else None
            if rest is not None and other not in path:
                so_far = cost + step + (0.0 if other == target else tolls.get(other, 0.0))
                heappush(heap, (round(so_far + rest, 9), hops + 1, (*path, other), so_far))
    return None


def measure(roads: Roads, target: str, *, max_hops: int, tolls: Mapping[str, float]) -> list[dict[str, float]]:
    """Of each number of hops: what it costs at least to get from an entity to the target within them, the
    entity's own toll left out."""
    best: list[dict[str, float]] = [{target: 0.0}]
    changed = best[0]
    for _ in range(max_hops):
        nearer, improved = dict(best[-1]), {}
        for one, rest in changed.items():
            toll = 0.0 if one == target else tolls.get(one, 0.0)
            for other, (step, _) in roads.ways.get(one, {}).items():
                total = step + toll + rest
                if total < nearer.get(other, math.inf):
                    nearer[other] = improved[other] = total
        best.append(nearer)
        changed = improved
    return best


def follow(roads: Roads, start: str, remaining: Sequence[Mapping[str, float]], *, tolls: Mapping[str, float]) -> Way:
    """The cheapest way from `start` to where `remaining` was measured from."""
    way = [start]
    left = len(remaining) - 1
    while remaining[0].get(way[-1]) is None:
        left -= 1
        here = roads.ways[way[-1]]
        way.append(min(here, key=lambda o: (_onward(here[o][0], o, remaining, left, tolls), o)))
    return tuple(way)


def _onward(
    step: float, other: str, remaining: Sequence[Mapping[str, float]], left: int, tolls: Mapping[str, float]
) -> float:
    toll = 0.0 if other in remaining[0] else tolls.get(other, 0.0)
    return step + toll + remaining[left].get(other, math.inf)
