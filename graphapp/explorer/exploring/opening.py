"""Everything for one address: its wish, where that is looked for, what there is, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from graphapp.explorer.exploring.charting import Chart, make_chart
from graphapp.explorer.exploring.scope import Scope, find_scope
from graphapp.explorer.exploring.viewing import View, find_view
from graphapp.explorer.exploring.wish import Wish


@dataclass(frozen=True, slots=True)
class Opened:
    wish: Wish
    scope: Scope
    view: View
    chart: Chart


def open_view(wish: Wish) -> Opened:
    """Raises `GraphError` where the graph store does not answer."""
    from graphapp.graph.opening import open_store

    scope = find_scope(wish)
    view = find_view(open_store(), wish, scope=scope)
    return Opened(wish, scope, view, make_chart(view))
