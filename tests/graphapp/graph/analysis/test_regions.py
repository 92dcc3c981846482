"""Newcomers stand beside what they belong to, with room around each."""

from __future__ import annotations

import math

from graphapp.graph.analysis.regions import Positions, place_beside

GRID: Positions = {f"{x} {y}": (x / 10, y / 10) for x in range(-10, 11) for y in range(-6, 7)}


def bring(near: str, count: int) -> list[tuple[str, str]]:
    return [(f"{near}/{i}", near) for i in range(count)]


def test_what_a_newcomer_brings_stands_around_it() -> None:
    first = bring("8 -5", 24)
    second = bring(first[-1][0], 12)
    placed = place_beside(GRID, newcomers=[*first, *second])
    everything = GRID | placed
    for newcomer, near in (*first, *second):
        assert math.dist(placed[newcomer], everything[near]) < 0.6


def test_each_newcomer_has_room_and_nothing_else_moves() -> None:
    placed = place_beside(GRID, newcomers=[*bring("8 -5", 24), *bring("-3 2", 24)])
    assert not placed.keys() & GRID.keys()
    everything = [*GRID.values(), *placed.values()]
    assert all(math.dist(a, b) > 0.04 for i, a in enumerate(everything) for b in everything[:i])
