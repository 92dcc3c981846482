"""Gathers links around the ends of a question, and answers with the best ways between two entities, or the best
meeting points of three. Farther links are fetched only where nearer ones give fewer answers than asked for.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import combinations, pairwise
from typing import TypeVar

from graphapp.graph.answers import make_edge, make_node
from graphapp.graph.facts import EntityFact, GraphFacts, Step
from graphapp.graph.junctions import Tree, choose_trees
from graphapp.graph.results import Junction, Path, Ways
from graphapp.graph.roads import Roads, Way, choose_ways

FARTHEST = 4
MOST_WAYS = 10
FIRST_LINKS = 150
"""From each end, out and in: the strongest."""
COMMON = 60
"""Entities that two ends are both linked with: those with the fewest relations."""
RING = 100
"""Entities around each end whose links with those around another end are looked at."""
INNER_RING = 50
MIDDLE = 150
"""Entities that are linked with one of the inner ring of each of two ends: those with the fewest relations."""
HUB = 400
"""An entity with more relations than this is not gone beyond: what it is linked with says little of it."""

Found = TypeVar("Found")


class Survey:
    """What was fetched around the ends of one question."""

    def __init__(self, facts: GraphFacts, ends: Sequence[EntityFact]) -> None:
        self.roads = Roads()
        self._facts = facts
        self.ends = [end.id for end in ends]
        self.truncated = False
        self._rings = self._fetch_rings({end.id: end.relations for end in ends})
        self._fetch_common()
        self._fetch_between()

    def _fetch_rings(self, relations: Mapping[str, int]) -> dict[str, list[str]]:
        steps = self._facts.load_steps(self.ends, each=FIRST_LINKS)
        self.roads.add_steps(steps)
        rings: dict[str, list[Step]] = {end: [] for end in self.ends}
        for step in sorted(steps, key=lambda step: (-step.link.weight, step.link.id)):
            rings[step.near].append(step)
        self.truncated |= any(len(ring) < relations[end] for end, ring in rings.items())
        return {end: self._cut_ring(ring) for end, ring in rings.items()}

    def _cut_ring(self, steps: Sequence[Step]) -> list[str]:
        ring = list(dict.fromkeys(step.far for step in steps if step.relations <= HUB))
        self.truncated |= len(ring) > RING or any(step.relations > HUB for step in steps)
        return ring[:RING]

    def _fetch_common(self) -> None:
        for one, other in combinations(self.ends, 2):
            self._fetch_meetings([one], [other], most=COMMON)

    def _fetch_between(self) -> None:
        for one, other in combinations(self.ends, 2):
            near = [[one, *self._rings[one]], [other, *self._rings[other]]]
            self.roads.add_links(self._facts.load_links_between(*near))

    def go_farther(self) -> None:
        """Entities between the rings: fourth hops for two ends, third legs for three."""
        near = {end: ring[:INNER_RING] for end, ring in self._rings.items()}
        self.truncated |= any(len(ring) > INNER_RING for ring in self._rings.values())
        for one, other in combinations(self.ends, 2):
            self._fetch_meetings(near[one], near[other], most=MIDDLE)

    def _fetch_meetings(self, left: Sequence[str], right: Sequence[str], *, most: int) -> None:
        found = self._facts.find_meetings(left, right, limit=most + 1) if left and right else []
        self.truncated |= len(found) > most
        points = {fact.id: fact.relations for fact in found[:most] if fact.id not in self.ends}
        self.roads.add_tolls(points)
        if points:
            self.roads.add_links(self._facts.load_links_between(sorted({*left, *right}), sorted(points)))

    @property
    def size(self) -> int:
        return len(self.roads.ways)


def find_paths(facts: GraphFacts, source: str, target: str, *, max_hops: int, limit: int) -> Ways:
    hops = min(max_hops, FARTHEST)
    survey = _survey(facts, [source, target], hops=hops, limit=limit)
    if survey is None:
        return Ways(hops=max(hops, 0))

    def choose(most: int) -> list[Way]:
        return choose_ways(survey.roads, source, target, max_hops=most, limit=min(limit, MOST_WAYS))

    found = _choose(survey, choose, near=min(hops, 3), far=hops, limit=limit)
    nodes = _load_nodes(facts, {id for way in found for id in way})
    paths = (_make_path(survey.roads, way, nodes) for way in found if nodes.keys() >= set(way))
    return Ways(paths=tuple(paths), hops=hops, entities=survey.size, truncated=survey.truncated)


def find_junctions(facts: GraphFacts, ends: Sequence[str], *, max_hops: int, limit: int) -> Ways:
    """`max_hops`: from a meeting point to each end, at most 3."""
    hops = min(max_hops, FARTHEST - 1)
    survey = _survey(facts, ends, hops=hops, limit=limit)
    if survey is None:
        return Ways(hops=max(hops, 0))

    def choose(most: int) -> list[Tree]:
        return choose_trees(survey.roads, ends, leg_hops=most, limit=min(limit, MOST_WAYS))

    found = _choose(survey, choose, near=min(hops, 2), far=hops, limit=limit)
    nodes = _load_nodes(facts, {id for tree in found for way in tree for id in way})
    trees = (tree for tree in found if all(nodes.keys() >= set(way) for way in tree))
    junctions = tuple(_make_junction(survey.roads, tree, nodes) for tree in trees)
    return Ways(junctions=junctions, hops=hops, entities=survey.size, truncated=survey.truncated)


def _survey(facts: GraphFacts, ends: Sequence[str], *, hops: int, limit: int) -> Survey | None:
    """None where there is nothing to be found: too few different ends, unknown ones, no hops or no room."""
    if len(ends) < 2 or len(set(ends)) < len(ends) or hops < 1 or limit < 1:
        return None
    known = {fact.id: fact for fact in facts.load_entities(ends)}
    return Survey(facts, [known[end] for end in ends]) if len(known) == len(ends) else None


def _choose(survey: Survey, choose: Callable[[int], list[Found]], *, near: int, far: int, limit: int) -> list[Found]:
    found = choose(near)
    if len(found) < limit and far > near:
        survey.go_farther()
        found = choose(far)
    return found


def _load_nodes(facts: GraphFacts, ids: Collection[str]) -> dict[str, EntityFact]:
    return {fact.id: fact for fact in facts.load_entities(sorted(ids))} if ids else {}


def _make_path(roads: Roads, way: Way, nodes: dict[str, EntityFact]) -> Path:
    return Path(
        nodes=tuple(make_node(nodes[id]) for id in way),
        edges=tuple(make_edge(roads.get_link(a, b)) for a, b in pairwise(way)),
        score=round(math.exp(-roads.cost_way(way)), 6),
    )


def _make_junction(roads: Roads, tree: Tree, nodes: dict[str, EntityFact]) -> Junction:
    legs = tuple(_make_path(roads, way, nodes) for way in tree)
    return Junction(make_node(nodes[tree[0][0]]), legs, score=round(math.prod(leg.score for leg in legs), 6))
