"""Makes the port's records from facts: what counts, what is kept, and in which order. Pure functions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from operator import attrgetter

from graphapp.graph.facts import EntityFact, Link, Presence, Statement
from graphapp.graph.results import Edge, Filters, Node, Subgraph
from graphapp.resolution.relations import join_confidence

_ID, _WEIGHT, _SOURCE, _TARGET = map(attrgetter, ("id", "weight", "source", "target"))
_REVIEWS = ("unreviewed", "approved")
HALF_SALIENT = 20
"""Mentions over all videos at which an entity is half as salient as can be."""


def make_node(fact: EntityFact) -> Node:
    """An entity over the whole library. It has no first time there: a time means nothing without its video."""
    salience = round(fact.mentions / (fact.mentions + HALF_SALIENT), 4)
    return Node(fact.id, fact.slug, fact.name, fact.type, 0, fact.mentions, salience)


def make_present_node(presence: Presence) -> Node:
    e = presence.entity
    return Node(e.id, e.slug, e.name, e.type, 0, presence.mentions, presence.salience, presence.first_ms)


def make_edge(link: Link) -> Edge:
    return Edge(*link[:-1], _REVIEWS[link[-1]])


def say_review(approved: bool) -> str:
    return _REVIEWS[approved]


def sum_statements(statements: Iterable[Statement]) -> list[Edge]:
    """Each relation as these claims alone make it: their number, their joint confidence, the first time."""
    groups: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        groups[statement.relation].append(statement)
    return [_sum_relation(group) for group in groups.values()]


def _sum_relation(claims: Sequence[Statement]) -> Edge:
    first = claims[0]
    return Edge(
        first.relation,
        first.source,
        first.target,
        first.predicate,
        first.polarity,
        len(claims),
        join_confidence(claim.confidence for claim in claims),
        say_review(first.approved),
        first_ms=min((claim.start_ms for claim in claims if claim.start_ms is not None), default=None),
    )


def narrow_edges(edges: Iterable[Edge], *, filters: Filters) -> list[Edge]:
    return [
        edge
        for edge in edges
        if edge.confidence >= filters.minimum_confidence
        and edge.weight >= filters.minimum_weight
        and (not filters.approved or edge.review == "approved")
        and (not filters.predicates or edge.predicate in filters.predicates)
    ]


def keep_type(type: str, *, filters: Filters) -> bool:
    return not filters.types or type in filters.types


def make_subgraph(
    nodes: Iterable[Node], edges: Iterable[Edge], *, by_salience: bool, truncated: bool = False
) -> Subgraph:
    """Edges whose ends are both there, degrees counted, all in the contract's order."""
    found = {node.id: node for node in nodes}
    kept = [edge for edge in edges if edge.source in found and edge.target in found]
    degrees = Counter(map(_SOURCE, kept))
    degrees.update(map(_TARGET, kept))
    counted = [Node(*node[:4], degrees[id], *node[5:]) for id, node in found.items()]
    counted.sort(key=lambda n: (-n.salience if by_salience else -n.mentions, n.id))
    kept.sort(key=_ID)
    kept.sort(key=_WEIGHT, reverse=True)
    return Subgraph(tuple(counted), tuple(kept), truncated)


def list_ends(statements: Collection[Statement]) -> set[str]:
    return {end for statement in statements for end in (statement.source, statement.target)}
