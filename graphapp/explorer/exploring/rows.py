"""A view and its chart as the page's script reads them: short rows, since there may be thousands.

The front end reads the same order (`frontend/src/explore/rows.ts`).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Min

from graphapp.explorer.exploring.charting import Chart
from graphapp.explorer.exploring.naming import name_view
from graphapp.explorer.exploring.opening import Opened
from graphapp.explorer.exploring.viewing import View
from graphapp.graph.models import Appearance, Entity
from graphapp.videos.portrait.wording import phrase_of

NAMES = 3


def write_rows(opened: Opened) -> dict[str, Any]:
    """nodes: slug, name, type, mentions, relations in the library, rank, community (-1: none), x, y, first day (or "").
    edges: permanent name, source, target (places in nodes), predicate (a place in predicates), polarity, weight,
    confidence, approved. opened: [who, who it brought] as places in nodes."""
    view, chart = opened.view, opened.chart
    index = {node.id: i for i, node in enumerate(view.nodes)}
    relations = count_relations(index)
    days = _find_first_days(index) if opened.wish.layout == "time" else {}
    predicates = sorted({edge.predicate for edge in chart.drawn})
    places = {predicate: i for i, predicate in enumerate(predicates)}
    return {
        "title": name_view(opened.wish, view),
        "nodes": [
            [
                node.slug,
                node.name,
                node.type,
                node.mentions,
                relations.get(node.id, 0),
                chart.ranks.get(node.id, 0.0),
                chart.group_of.get(node.id, -1),
                *chart.places[node.id],
                days.get(node.id, ""),
            ]
            for node in view.nodes
        ],
        "edges": [
            [
                edge.permanent,
                index[edge.source],
                index[edge.target],
                places[edge.predicate],
                edge.polarity,
                edge.weight,
                round(edge.confidence, 2),
                int(edge.review == "approved"),
            ]
            for edge in chart.drawn
        ],
        "predicates": [[predicate, phrase_of(predicate)] for predicate in predicates],
        "groups": name_groups(view, chart),
        "seeds": [index[id] for id in view.seeds if id in index],
        "opened": [
            [index[who], [index[new] for new, near in view.brought if near == who]]
            for who in view.opened
            if who in index
        ],
        "edge_count": opened.edge_count,
        "truncated": view.truncated,
        "videos": opened.scope.videos,
        "videos_cut": opened.scope.cut,
    }


def name_groups(view: View, chart: Chart) -> list[list[Any]]:
    """[name, size] of each community: its most central entities, which are what it is about."""
    names = {node.id: node.name for node in view.nodes}
    return [[" · ".join(names[id] for id in group[:NAMES] if id in names), len(group)] for group in chart.groups]


def count_relations(ids: Collection[str]) -> dict[str, int]:
    """In the whole library, by entity id."""
    return dict(Entity.objects.filter(id__in=ids).values_list("id", "relation_count"))


def _find_first_days(ids: Collection[str]) -> dict[str, str]:
    """The day on which the first dated video that names it was published."""
    rows = Appearance.objects.filter(entity__in=ids, video__published__isnull=False).order_by()
    first = rows.values("entity").annotate(day=Min("video__published")).values_list("entity", "day")
    return {id: day.isoformat() for id, day in first}
