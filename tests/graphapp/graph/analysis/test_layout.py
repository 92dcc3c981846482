"""Places are a function of the graph alone, keep their distance, and move little when little changes."""

from __future__ import annotations

import math
import random

from hypothesis import given
from hypothesis import strategies as st

from graphapp.graph.analysis.layout import Bond, Positions, place_nodes

IDS = [f"{i:04x}" for i in range(60)]
graphs = st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS), st.booleans()), max_size=80)


def make_bonds(count: int, *, seed: int = 3) -> list[Bond]:
    rng = random.Random(seed)
    return [Bond(rng.choice(IDS[:40]), rng.choice(IDS[:8]), rng.random() < 0.4) for _ in range(count)]


def distance(places: Positions, a: str, b: str) -> float:
    return math.dist(places[a], places[b])


@given(graphs, st.randoms())
def test_neither_order_nor_repetition_moves_anything(rows: list[tuple[str, str, bool]], rng: random.Random) -> None:
    bonds = [Bond(*row) for row in rows]
    shuffled, ids = [*bonds, *bonds[:2]], [*IDS, IDS[0]]
    rng.shuffle(shuffled)
    rng.shuffle(ids)
    assert place_nodes(IDS, bonds=bonds) == place_nodes(ids, bonds=shuffled)


@given(graphs)
def test_everything_has_a_place_of_its_own_inside_the_frame(rows: list[tuple[str, str, bool]]) -> None:
    places = place_nodes(IDS, bonds=[Bond(*row) for row in rows])
    assert set(places) == set(IDS)
    assert all(math.isfinite(v) and -1 <= v <= 1 for place in places.values() for v in place)
    assert len(set(places.values())) == len(IDS)


def test_no_nodes_one_node_and_two() -> None:
    assert place_nodes([], bonds=[]) == {}
    assert len(place_nodes(["a"], bonds=[])) == 1
    pair = place_nodes(["a", "b"], bonds=[Bond("a", "b")])
    assert distance(pair, "a", "b") > 0.5


def test_what_is_joined_stands_nearer_than_what_is_not() -> None:
    bonds = [Bond(IDS[i], IDS[i + 1]) for i in range(9)]
    places = place_nodes(IDS[:10], bonds=bonds)
    neighbours = [distance(places, b.source, b.target) for b in bonds]
    assert max(neighbours) < distance(places, IDS[0], IDS[9])


def test_what_nothing_joins_stands_around_the_rest() -> None:
    bonds = make_bonds(70)
    tied = {end for b in bonds for end in (b.source, b.target) if b.source != b.target}
    places = place_nodes(IDS, bonds=bonds)
    size = {True: [], False: []}
    for id, (x, y) in places.items():
        size[id in tied].append(math.hypot(x, y * 1.45))
    assert min(size[False]) > sorted(size[True])[len(size[True]) // 2]


def test_one_more_weak_bond_moves_most_nodes_little() -> None:
    bonds = make_bonds(70)
    before = place_nodes(IDS, bonds=bonds)
    after = place_nodes(IDS, bonds=[*bonds, Bond(IDS[3], IDS[20], weak=True)])
    moves = sorted(math.dist(before[id], after[id]) for id in IDS)
    assert moves[len(moves) // 2] < 0.15
