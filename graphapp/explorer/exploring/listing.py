"""The view as a list and as a still drawing, for those without scripts, sight or WebGL: the same as the canvas shows.

The front end hides and closes by the same rules (`frontend/src/explore/showing.ts`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.utils.http import urlencode

from graphapp.explorer.exploring.opening import Opened
from graphapp.explorer.exploring.wish import Wish
from graphapp.graph.results import Node
from graphapp.videos.drawing.plan import CERTAIN, Dot, Line, Plan
from graphapp.videos.portrait.wording import TYPE_ORDER, plural_of

LISTED = 300
MOST_DOTS = 500


@dataclass(frozen=True, slots=True)
class Group:
    """Entities of one type, the most central first. `count`: all of them, `nodes`: those that are listed."""

    name: str
    type: str
    nodes: list[Node]
    count: int


def list_groups(opened: Opened) -> list[Group]:
    shown = list_shown(opened)
    listed = {node.id for node in shown[:LISTED]}
    groups: list[Group] = []
    for type in TYPE_ORDER:
        nodes = [node for node in shown if node.type == type]
        if nodes:
            groups.append(Group(plural_of(type), type, [n for n in nodes if n.id in listed], len(nodes)))
    return groups


def show_plan(opened: Opened) -> Plan:
    """The most central dots first, strongest lines first. No more than a drawing can hold."""
    shown = list_shown(opened)[:MOST_DOTS]
    index = {node.id: i for i, node in enumerate(shown)}
    places, ranks = opened.chart.places, opened.chart.ranks
    dots = tuple(Dot(n.id, n.name, n.type, ranks.get(n.id, 0.0), *places[n.id]) for n in shown)
    lines = tuple(
        Line(index[e.source], index[e.target], e.polarity, e.confidence < CERTAIN)
        for e in sorted(opened.chart.drawn, key=lambda e: (-e.weight, e.id))
        if e.source in index and e.target in index
    )
    return Plan(dots, lines)


def list_shown(opened: Opened) -> list[Node]:
    """Without what is hidden, and without what hangs on a closed one alone."""
    ranks, wish = opened.chart.ranks, opened.wish
    away = _list_away(opened)
    kept = [n for n in opened.view.nodes if n.id not in away and not {n.slug, n.id} & wish.hidden]
    return sorted(kept, key=lambda n: (-ranks.get(n.id, 0.0), n.id))


def _list_away(opened: Opened) -> set[str]:
    closed = {n.id for n in opened.view.nodes if {n.slug, n.id} & opened.wish.closed}
    if not closed:
        return set()
    near: dict[str, set[str]] = defaultdict(set)
    for edge in opened.chart.drawn:
        near[edge.source].add(edge.target)
        near[edge.target].add(edge.source)
    return {id for id, others in near.items() if others <= closed and id not in closed}


def list_acts(wish: Wish) -> dict[str, str]:
    """Parameters as they would be after an act on what is chosen."""
    chosen = wish.chosen
    return {
        "open": ",".join(dict.fromkeys((*wish.opened, *chosen))),
        "unopened": ",".join(name for name in wish.opened if name not in chosen),
        "shut": ",".join(sorted(wish.closed | set(chosen))),
        "hide": ",".join(sorted(wish.hidden | set(chosen))),
        "paths": urlencode({"from": chosen[0], "to": chosen[1]}) if len(chosen) > 1 else "",
        "only": urlencode([("e", name) for name in chosen]),
    }
