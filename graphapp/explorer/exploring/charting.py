"""Where everything in a view stands, which communities there are, what is central, and which connections are drawn.

A pure function of the view. What takes long is kept in memory by a fingerprint of what it was made from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graphapp.explorer.exploring.keeping import Keeper
from graphapp.explorer.exploring.viewing import View
from graphapp.graph.analysis.community import Tie, choose_backbone, find_communities, rank_nodes
from graphapp.graph.analysis.layout import Bond
from graphapp.graph.analysis.regions import place_beside, place_regions
from graphapp.graph.results import Edge
from ingest.ontology import FALLBACK

LEAST_DRAWN = 90
DRAWN_A_NODE = 2.0
KEPT = 12
"""Charts in memory; one of 5,000 entities takes about a megabyte."""
VAGUE = 0.5
"""How much a connection that says only that two things have to do with each other counts beside one that says what."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The start of a view: `groups` weightiest first, in each the most central first."""

    places: Mapping[str, tuple[float, float]]
    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """`places`: x and y by entity id. `group_of`: number of the community, where there is one. `ranks`: 0..1.
    `drawn`: the edges that are drawn, in the view's order."""

    places: Mapping[str, tuple[float, float]]
    group_of: Mapping[str, int]
    groups: tuple[tuple[str, ...], ...]
    ranks: Mapping[str, float]
    drawn: tuple[Edge, ...]


def make_chart(view: View) -> Chart:
    ids = [node.id for node in view.nodes]
    ties = [tie_of(edge) for edge in view.edges]
    most = int(max(LEAST_DRAWN, DRAWN_A_NODE * len(ids)))
    drawn = [view.edges[i] for i in choose_backbone(ties, most=most)]
    ranks = rank_nodes(ids, ties=ties)
    ground = _keep_ground(sorted(view.start), [e for e in drawn if e.source in view.start and e.target in view.start])
    group_of = {id: i for i, group in enumerate(ground.groups) for id in group}
    for newcomer, near in view.brought:
        if near in group_of:
            group_of[newcomer] = group_of[near]
    return Chart(_place_all(view, ground), group_of, ground.groups, ranks, tuple(drawn))


def tie_of(edge: Edge) -> Tie:
    """A connection counts by how often and how surely it was said, and less where it says little."""
    strength = max(1, edge.weight) * max(0.05, edge.confidence)
    return Tie(edge.source, edge.target, strength * (VAGUE if edge.predicate == FALLBACK else 1.0))


def _place_all(view: View, ground: Ground) -> dict[str, tuple[float, float]]:
    """What was opened without being there stands where there is room, what it brought around it."""
    places = dict(ground.places)
    brought = {newcomer for newcomer, _ in view.brought}
    strays = [(n.id, "") for n in view.nodes if n.id not in places and n.id not in brought]
    places |= place_beside(places, newcomers=strays)
    return places | place_beside(places, newcomers=view.brought)


_grounds: Keeper[Ground] = Keeper(most=KEPT)


def _keep_ground(ids: Sequence[str], edges: Sequence[Edge]) -> Ground:
    return _grounds.get(_take_fingerprint(ids, edges), lambda: _make_ground(ids, edges))


def _make_ground(ids: Sequence[str], edges: Sequence[Edge]) -> Ground:
    ties = [tie_of(edge) for edge in edges]
    groups = find_communities(ids, ties=ties, ranks=rank_nodes(ids, ties=ties))
    bonds = [Bond(edge.source, edge.target) for edge in edges]
    return Ground(place_regions(ids, bonds=bonds, groups=groups), groups)


def _take_fingerprint(ids: Sequence[str], edges: Sequence[Edge]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for id in ids:
        digest.update(id.encode())
    for edge in edges:
        digest.update(f"{edge.id} {edge.weight} {edge.confidence}\n".encode())
    return digest.hexdigest()
