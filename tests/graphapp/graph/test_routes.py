"""Paths are the best there are: what trying every simple path would find."""

from __future__ import annotations

import math
from itertools import pairwise, permutations

from hypothesis import given
from hypothesis import strategies as st

from graphapp.graph.facts import Link, Step
from graphapp.graph.routes import Roads, search_roads

NAMES = "abcdef"
links = st.lists(
    st.builds(
        lambda ends, confidence, weight, predicate: Link(
            f"{ends[0]}{ends[1]}{predicate}", *ends, predicate, "asserted", weight, confidence
        ),
        ends=st.sampled_from(list(permutations(NAMES, 2))),
        confidence=st.floats(0.1, 0.99),
        weight=st.integers(1, 5),
        predicate=st.sampled_from(["uses", "related_to"]),
    ),
    max_size=18,
)
degrees = st.fixed_dictionaries({name: st.integers(1, 1000) for name in NAMES})


def build_roads(found: list[Link], relations: dict[str, int]) -> Roads:
    roads = Roads()
    for link in found:
        roads.add_steps([Step(link, end, relations[end]) for end in (link.source, link.target)])
    return roads


def try_everything(roads: Roads, max_hops: int) -> list[float]:
    costs = []
    for size in range(max_hops):
        for inner in permutations(NAMES[1:-1], size):
            path = (NAMES[0], *inner, NAMES[-1])
            steps = [roads.ways.get(a, {}).get(b) for a, b in pairwise(path)]
            if all(steps):
                costs.append(sum(step[0] for step in steps if step) + sum(roads.tolls[name] for name in inner))
    return sorted(costs)


@given(found=links, relations=degrees, max_hops=st.integers(1, 4), limit=st.integers(1, 5))
def test_the_cheapest_simple_paths_are_found(
    found: list[Link], relations: dict[str, int], max_hops: int, limit: int
) -> None:
    roads = build_roads(found, relations)
    ways = search_roads(roads, NAMES[0], NAMES[-1], max_hops=max_hops, limit=limit)
    expected = try_everything(roads, max_hops)[:limit]
    assert len(ways) == len(expected)
    assert all(math.isclose(cost, best, abs_tol=1e-6) for (cost, _), best in zip(ways, expected, strict=True))
    assert all(len(set(path)) == len(path) for _, path in ways)


@given(found=links, relations=degrees)
def test_the_way_back_is_as_long_as_the_way_there(found: list[Link], relations: dict[str, int]) -> None:
    roads = build_roads(found, relations)
    there = search_roads(roads, "a", "f", max_hops=4, limit=3)
    back = search_roads(roads, "f", "a", max_hops=4, limit=3)
    assert [round(cost, 6) for cost, _ in there] == [round(cost, 6) for cost, _ in back]
