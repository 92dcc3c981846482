"""A part of the library's graph as pages draw it: places that stay the same, a picture, and rows for the canvas.

Asks nothing: it draws what the graph store answered.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from graphapp.graph.analysis.layout import Bond, Positions, place_nodes
from graphapp.graph.results import Edge, Node, Subgraph
from graphapp.videos.drawing.plan import CERTAIN, Dot, Line, Plan
from graphapp.videos.portrait.wording import phrase_of

KEPT = 256
"""Pictures whose places each process keeps: the same graph is drawn on every visit."""


@dataclass(frozen=True)
class GraphMap:
    """`nodes` in the order of importance, the `centre` (an entity's id, or empty) first. `truncated`: there is more."""

    nodes: Sequence[Node]
    edges: Sequence[Edge]
    centre: str
    truncated: bool

    @cached_property
    def plan(self) -> Plan:
        places = _place(tuple(n.id for n in self.nodes), tuple(_bind(e) for e in self.edges))
        index = {node.id: i for i, node in enumerate(self.nodes)}
        dots = tuple(Dot(n.id, n.name, n.type, n.salience, *places[n.id]) for n in self.nodes)
        lines = (Line(index[e.source], index[e.target], e.polarity, e.confidence < CERTAIN) for e in self.edges)
        return Plan(dots, tuple(lines))

    @property
    def others(self) -> list[Node]:
        return [node for node in self.nodes if node.id != self.centre]

    def write_canvas(self) -> dict[str, Any]:
        """The rows that `frontend/src/graph/read.ts` reads, in the order of `graph_data.py` of the video page."""
        predicates = sorted({edge.predicate for edge in self.edges})
        index = {node.id: i for i, node in enumerate(self.nodes)}
        places = {dot.id: (dot.x, dot.y) for dot in self.plan.dots}
        return {
            "nodes": [[n.slug, n.name, n.type, n.salience, *places[n.id], [], 0] for n in self.nodes],
            "edges": [
                [
                    e.permanent,
                    index[e.source],
                    index[e.target],
                    predicates.index(e.predicate),
                    e.polarity,
                    e.weight,
                    int(e.confidence < CERTAIN),
                    [],
                ]
                for e in self.edges
            ],
            "phrases": list(map(phrase_of, predicates)),
            "topics": {},
            "chapters": {},
            "starts": [],
            "end": 0,
        }


def make_map(graph: Subgraph, *, centre: str = "") -> GraphMap:
    """Dots are as large as the entity is often named, beside the others that are shown."""
    most = max((node.mentions for node in graph.nodes if node.id != centre), default=1)
    sized = [n._replace(salience=1.0 if n.id == centre else _measure(n.mentions, most)) for n in graph.nodes]
    ranked = sorted(sized, key=lambda n: n.id != centre)
    return GraphMap(ranked, graph.edges, centre, graph.truncated)


def _measure(mentions: int, most: int) -> float:
    return round(math.log1p(mentions) / math.log1p(max(1, most)) * 0.8, 3)


def _bind(edge: Edge) -> Bond:
    return Bond(edge.source, edge.target, weak=edge.confidence < CERTAIN)


@lru_cache(maxsize=KEPT)
def _place(nodes: tuple[str, ...], bonds: tuple[Bond, ...]) -> Positions:
    return place_nodes(nodes, bonds=bonds)
