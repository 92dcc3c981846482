"""A map of the whole library as bytes, and back: as it was placed, without what was hidden, merged or removed since,
and with the names and the weights of now.

Holds only what is asked for without a filter and without opening anything: all that is there was there at the start.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from typing import Any

from graphapp.explorer.exploring.charting import Chart
from graphapp.explorer.exploring.viewing import View
from graphapp.graph.answers import say_review
from graphapp.graph.models import Entity, Relation
from graphapp.graph.results import Edge, Node
from graphapp.videos.premises.facts import listed

LEVEL = 1
"""Of compression: a map is read more often than its bytes are counted."""


def pack_map(view: View, chart: Chart, *, edge_count: int) -> bytes:
    facts = {
        "nodes": [[*node, *chart.places[node.id], chart.ranks.get(node.id, 0.0)] for node in view.nodes],
        "edges": [list(edge) for edge in chart.drawn],
        "groups": chart.groups,
        "edge_count": edge_count,
        "truncated": view.truncated,
    }
    return zlib.compress(json.dumps(facts, separators=(",", ":")).encode(), LEVEL)


def unpack_map(data: bytes) -> tuple[View, Chart, int]:
    """View, chart, and how many connections there are among its entities. Two queries."""
    facts: dict[str, Any] = json.loads(zlib.decompress(data))
    known = Entity.objects.filter(id__in=listed(row[0] for row in facts["nodes"]))
    named = {id: as_shown for id, *as_shown in known.values_list("id", "slug", "name", "type")}
    rows = {row[0]: row for row in facts["nodes"] if row[0] in named}
    nodes = tuple(Node(id, *named[id], *row[4:8]) for id, row in rows.items())
    edges = _renew_edges([Edge(*row) for row in facts["edges"] if row[1] in rows and row[2] in rows])
    groups = tuple(tuple(id for id in group if id in rows) for group in facts["groups"])
    chart = Chart(
        places={id: (row[8], row[9]) for id, row in rows.items()},
        group_of={id: number for number, group in enumerate(groups) for id in group},
        groups=groups,
        ranks={id: row[10] for id, row in rows.items()},
        drawn=edges,
    )
    view = View(nodes, edges, frozenset(rows), truncated=facts["truncated"])
    return view, chart, facts["edge_count"] - len(facts["edges"]) + len(edges)


def _renew_edges(edges: Sequence[Edge]) -> tuple[Edge, ...]:
    """Those that are still shown, in the same order."""
    known = Relation.objects.filter(id__in=listed(edge.id for edge in edges))
    now = {id: as_stated for id, *as_stated in known.values_list("id", "weight", "confidence", "approved")}
    return tuple(_renew_edge(edge, *now[edge.id]) for edge in edges if edge.id in now)


def _renew_edge(edge: Edge, weight: int, confidence: float, approved: bool) -> Edge:
    return edge._replace(weight=weight, confidence=confidence, review=say_review(approved))
