"""What connects several entities: meeting points in a network, each with the cheapest legs to all of them. Pure.

For three entities the cheapest tree that joins them is the cheapest ways from one meeting point, which may be one
of the three (a Steiner tree of three ends has at most one fork).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from heapq import nsmallest

from graphapp.graph.roads import REUSE, Roads, Way, follow, is_asserted, measure

MOST_TRIED = 300
"""Meeting points of which the legs are looked at, cheapest first."""

Tree = tuple[Way, ...]
"""From one meeting point a leg to each of the ends, in their order; a leg of one entity where it is that end."""


def choose_trees(roads: Roads, ends: Sequence[str], *, leg_hops: int, limit: int) -> list[Tree]:
    """The cheapest tree, then each time the cheapest but for REUSE for every inner entity that it shares with one
    chosen before. Trees whose links are all asserted come first; otherwise in the order of choice."""
    tried = list(_list_trees(roads, ends, leg_hops=leg_hops))
    chosen: list[Tree] = []
    passed: list[set[str]] = []
    while tried and len(chosen) < limit:
        best = min(tried, key=lambda tree: _cost_again(tree, ends, passed))
        tried.remove(best)
        chosen.append(best[1])
        passed.append(_list_inner(best[1], ends))
    return sorted(chosen, key=lambda tree: not all(is_asserted(roads, leg) for leg in tree))


def _list_trees(roads: Roads, ends: Sequence[str], *, leg_hops: int) -> Iterator[tuple[float, Tree]]:
    """Trees with their costs, one for each meeting point whose legs share nothing but it, cheapest first."""
    tables = [measure(roads, end, max_hops=leg_hops, tolls=roads.tolls) for end in ends]
    totals = {
        id: sum(table[-1][id] for table in tables) + (0.0 if id in ends else roads.tolls.get(id, 0.0))
        for id in set.intersection(*(set(table[-1]) for table in tables))
    }
    for total, id in nsmallest(MOST_TRIED, ((round(cost, 9), id) for id, cost in totals.items())):
        tree = tuple(follow(roads, id, table, tolls=roads.tolls) for table in tables)
        beyond = [entity for leg in tree for entity in leg[1:]]
        if len(set(beyond)) == len(beyond):
            yield total, tree


def _list_inner(tree: Tree, ends: Sequence[str]) -> set[str]:
    return {entity for leg in tree for entity in leg} - set(ends)


def _cost_again(entry: tuple[float, Tree], ends: Sequence[str], passed: Sequence[set[str]]) -> tuple[float, int, Tree]:
    total, tree = entry
    inner = _list_inner(tree, ends)
    again = math.fsum(REUSE * len(inner & before) for before in passed)
    return (round(total + again, 9), sum(map(len, tree)), tree)
