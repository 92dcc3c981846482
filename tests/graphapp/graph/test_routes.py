"""Ways are the best there are: what trying every simple way, or every tree, would find."""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise, permutations, product

from hypothesis import given
from hypothesis import strategies as st

from graphapp.graph.facts import Link, Step
from graphapp.graph.junctions import Tree, choose_trees
from graphapp.graph.roads import REUSE, Roads, Way, choose_ways

NAMES = "abcdef"
SOURCE, TARGET = NAMES[0], NAMES[-1]
links = st.lists(
    st.builds(
        lambda ends, confidence, weight, predicate, polarity: Link(
            f"{ends[0]}{ends[1]}{predicate}{polarity}", *ends, predicate, polarity, weight, confidence
        ),
        ends=st.sampled_from(list(permutations(NAMES, 2))),
        confidence=st.floats(0.1, 0.99),
        weight=st.integers(1, 5),
        predicate=st.sampled_from(["uses", "related_to"]),
        polarity=st.sampled_from(["asserted", "asserted", "denied", "hypothetical"]),
    ),
    max_size=18,
)
degrees = st.fixed_dictionaries({name: st.integers(1, 1000) for name in NAMES})


def build_roads(found: list[Link], relations: dict[str, int]) -> Roads:
    roads = Roads()
    for link in found:
        roads.add_steps([Step(link, end, relations[end]) for end in (link.source, link.target)])
    return roads


def list_ways(roads: Roads, source: str, target: str, max_hops: int) -> list[Way]:
    """Every simple way."""
    others = [name for name in NAMES if name not in {source, target}]
    tried = ((source, *inner, target) for size in range(max_hops) for inner in permutations(others, size))
    return [way for way in tried if all(b in roads.ways.get(a, {}) for a, b in pairwise(way))]


def cost_again(roads: Roads, way: Way, chosen: list[Way]) -> float:
    passed = Counter(inner for other in chosen for inner in other[1:-1])
    return roads.cost_way(way) + REUSE * sum(passed[inner] for inner in way[1:-1])


def is_sure(roads: Roads, way: Way) -> bool:
    return all(roads.get_link(a, b).polarity == "asserted" for a, b in pairwise(way))


@given(found=links, relations=degrees, max_hops=st.integers(1, 4), limit=st.integers(1, 5))
def test_each_way_is_the_cheapest_but_for_what_it_shares_with_those_before(
    found: list[Link], relations: dict[str, int], max_hops: int, limit: int
) -> None:
    roads = build_roads(found, relations)
    left = list_ways(roads, SOURCE, TARGET, max_hops)
    ways = choose_ways(roads, SOURCE, TARGET, max_hops=max_hops, limit=limit)
    assert len(ways) == min(len(left), limit)
    assert len(set(ways)) == len(ways)
    assert set(ways) <= set(left)
    chosen: list[Way] = []
    waiting = set(ways)
    while waiting:
        best = min(cost_again(roads, way, chosen) for way in left)
        now = min(waiting, key=lambda way: cost_again(roads, way, chosen))
        assert math.isclose(cost_again(roads, now, chosen), best, abs_tol=1e-6)
        chosen.append(now)
        waiting.remove(now)
        left.remove(now)


@given(found=links, relations=degrees, limit=st.integers(1, 5))
def test_ways_that_are_asserted_throughout_come_first(found: list[Link], relations: dict[str, int], limit: int) -> None:
    roads = build_roads(found, relations)
    sure = [is_sure(roads, way) for way in choose_ways(roads, SOURCE, TARGET, max_hops=4, limit=limit)]
    assert sure == sorted(sure, reverse=True)


@given(found=links, relations=degrees)
def test_the_best_way_back_is_as_long_as_the_best_way_there(found: list[Link], relations: dict[str, int]) -> None:
    roads = build_roads(found, relations)
    there = choose_ways(roads, SOURCE, TARGET, max_hops=4, limit=1)
    back = choose_ways(roads, TARGET, SOURCE, max_hops=4, limit=1)
    assert [round(roads.cost_way(way), 6) for way in there] == [round(roads.cost_way(way), 6) for way in back]


@given(found=links, relations=degrees)
def test_between_a_pair_an_asserted_link_goes_before_any_other(found: list[Link], relations: dict[str, int]) -> None:
    roads = build_roads(found, relations)
    for link in found:
        if link.polarity == "asserted":
            assert roads.get_link(link.source, link.target).polarity == "asserted"


def list_trees(roads: Roads, ends: tuple[str, ...], leg_hops: int) -> list[Tree]:
    """Every choice of a meeting point and legs that share nothing but it."""
    trees: list[Tree] = []
    for point in NAMES:
        legs = [[(point,)] if end == point else list_ways(roads, point, end, leg_hops) for end in ends]
        for tree in product(*legs):
            beyond = [name for leg in tree for name in leg[1:]]
            if len(set(beyond)) == len(beyond):
                trees.append(tree)
    return trees


def cost_tree(roads: Roads, tree: Tree, ends: tuple[str, ...]) -> float:
    point = tree[0][0]
    return sum(roads.cost_way(leg) for leg in tree) + (0.0 if point in ends else roads.tolls[point])


@given(found=links, relations=degrees, leg_hops=st.integers(1, 3))
def test_no_tree_over_a_meeting_point_is_cheaper_than_the_first(
    found: list[Link], relations: dict[str, int], leg_hops: int
) -> None:
    roads, ends = build_roads(found, relations), ("a", "b", "f")
    every = [cost_tree(roads, tree, ends) for tree in list_trees(roads, ends, leg_hops)]
    chosen = choose_trees(roads, ends, leg_hops=leg_hops, limit=len(NAMES))
    assert all(leg[0] == tree[0][0] for tree in chosen for leg in tree)
    assert all(
        leg[-1] == end and len(leg) <= leg_hops + 1 for tree in chosen for leg, end in zip(tree, ends, strict=True)
    )
    if chosen:
        assert math.isclose(min(cost_tree(roads, tree, ends) for tree in chosen), min(every), abs_tol=1e-6)
