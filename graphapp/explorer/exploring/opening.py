"""Everything for one address: its wish, where that is looked for, what there is, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

from graphapp.explorer.exploring.charting import Chart, make_chart
from graphapp.explorer.exploring.keeping import Keeper, take_stamp
from graphapp.explorer.exploring.scope import Scope, find_scope
from graphapp.explorer.exploring.viewing import View, find_view
from graphapp.explorer.exploring.wish import Wish

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
    """Raises `GraphError` where the graph store does not answer."""
    question = wish.question
    opened = _views.get((take_stamp(), question), lambda: _open(question))
    return replace(opened, wish=wish)


def _open(question: Wish) -> Opened:
    from graphapp.graph.opening import open_questions

    scope = find_scope(question)
    view = find_view(open_questions(), question, scope=scope)
    chart = make_chart(view)
    return Opened(question, scope, replace(view, edges=chart.drawn), chart, len(view.edges))
