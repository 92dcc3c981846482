"""Everything for one address: its wish, where that is looked for, what there is, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

from graphapp.explorer.exploring.charting import Chart, make_chart
from graphapp.explorer.exploring.keeping import Keeper, find_kept, take_stamp
from graphapp.explorer.exploring.packing import unpack_map
from graphapp.explorer.exploring.scope import Scope, find_scope
from graphapp.explorer.exploring.viewing import View, find_view
from graphapp.explorer.exploring.wish import Wish
from graphapp.explorer.models import LibraryMap
from graphapp.graph.opening import open_questions

KEPT = 6
"""Views in memory; one of 5,000 entities takes some megabytes."""


@dataclass(frozen=True, slots=True)
class Opened:
    """`edge_count`: all connections among the view's entities; the chart has those that are drawn."""

    wish: Wish
    scope: Scope
    view: View
    chart: Chart
    edge_count: int


_views: Keeper[Opened] = Keeper(most=KEPT)


def open_view(wish: Wish) -> Opened:
    """The map of a large library may be one of a few minutes ago. Raises `GraphError` where the graph store does not
    answer."""
    question, stamp = wish.question, take_stamp()
    kept = find_kept(question, stamp=stamp)
    if kept:
        opened = _views.get((stamp, kept.stamp, question), lambda: _restore(kept, question))
    else:
        opened = _views.get((stamp, question), lambda: make_view(question))
    return replace(opened, wish=wish)


def make_view(question: Wish) -> Opened:
    scope = find_scope(question)
    view = find_view(open_questions(), question, scope=scope)
    chart = make_chart(view)
    return Opened(question, scope, replace(view, edges=chart.drawn), chart, len(view.edges))


def _restore(kept: LibraryMap, question: Wish) -> Opened:
    view, chart, edge_count = unpack_map(kept.data)
    return Opened(question, find_scope(question), view, chart, edge_count)
