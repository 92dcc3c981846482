"""Which nodes of a graph belong together, and which of them are central. The same graph gives the same answer.

Methods: Louvain (Blondel and others 2008) by networkx; PageRank (Brin, Page 1998) by power iteration, because
networkx's own needs another numeric library. Knows ids and weights only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

DAMPING = 0.85
ROUNDS = 60
SEED = 7
LEAST = 3
"""Of fewer nodes no community is made."""


class Tie(NamedTuple):
    """That two nodes are joined, and how strongly (more than 0). Direction says nothing."""

    source: str
    target: str
    weight: float


def rank_nodes(nodes: Sequence[str], *, ties: Sequence[Tie]) -> dict[str, float]:
    """PageRank along ties in both directions, the highest being 1."""
    ids = sorted(set(nodes))
    if not ids:
        return {}
    index = {id: i for i, id in enumerate(ids)}
    ends = np.array([(index[t.source], index[t.target]) for t in ties], dtype=np.int64).reshape(-1, 2)
    starts, stops = np.concatenate((ends[:, 0], ends[:, 1])), np.concatenate((ends[:, 1], ends[:, 0]))
    weights = np.tile(np.array([t.weight for t in ties], dtype=np.float64), 2)
    strength = np.bincount(starts, weights=weights, minlength=len(ids))
    shares = weights / strength[starts] if len(weights) else weights
    ranks = np.full(len(ids), 1 / len(ids))
    for _ in range(ROUNDS):
        loose = ranks[strength == 0].sum() / len(ids)
        moved = np.bincount(stops, weights=ranks[starts] * shares, minlength=len(ids))
        ranks = (1 - DAMPING) / len(ids) + DAMPING * (moved + loose)
    top = float(ranks.max())
    return {id: round(float(rank) / top, 5) for id, rank in zip(ids, ranks, strict=True)}


def find_communities(
    nodes: Sequence[str], *, ties: Sequence[Tie], ranks: Mapping[str, float]
) -> tuple[tuple[str, ...], ...]:
    """Groups of nodes that are joined more with each other than with the rest, the weightiest first; in each the
    most central first. What belongs to none of LEAST or more is left out."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(sorted(set(nodes)))
    for (source, target), weight in sorted(_sum_ties(ties).items()):
        graph.add_edge(source, target, weight=weight)
    groups = nx.community.louvain_communities(graph, weight="weight", seed=SEED)
    large = [sorted(group, key=lambda id: (-ranks[id], id)) for group in groups if len(group) >= LEAST]
    large.sort(key=lambda group: (-sum(ranks[id] for id in group), group[0]))
    return tuple(map(tuple, large))


def _sum_ties(ties: Sequence[Tie]) -> dict[tuple[str, str], float]:
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for tie in ties:
        if tie.source != tie.target:
            sums[min(tie.source, tie.target), max(tie.source, tie.target)] += tie.weight
    return sums


def choose_backbone(ties: Sequence[Tie], *, most: int, each: int = 2) -> list[int]:
    """Places in `ties` of those that are drawn where all would be a hairball: of every node the `each` strongest,
    then the strongest of all, about `most` together; in the order given."""
    order = sorted(range(len(ties)), key=lambda i: (-ties[i].weight, i))
    if len(ties) <= most:
        return sorted(order)
    kept: set[int] = set()
    room: dict[str, int] = defaultdict(lambda: each)
    for i in order:
        ends = ties[i][:2]
        if all(room[end] > 0 for end in ends) or any(room[end] == each for end in ends):
            kept.add(i)
            for end in ends:
                room[end] -= 1
    for i in order:
        if len(kept) >= most:
            break
        kept.add(i)
    return sorted(kept)
