"""The exploring page, whole without scripts too, and its panel as a fragment. Reads only."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from graphapp.explorer.exploring.choices import list_choices
from graphapp.explorer.exploring.listing import list_acts, list_groups, show_plan
from graphapp.explorer.exploring.opening import Opened, open_view
from graphapp.explorer.exploring.panels import show_panel
from graphapp.explorer.exploring.rows import name_groups, write_rows
from graphapp.explorer.exploring.scope import MOST_VIDEOS
from graphapp.explorer.exploring.wish import read_wish
from graphapp.explorer.meant import list_meant
from graphapp.explorer.renamed import lead_to_names
from graphapp.graph.results import EntityHit

NAMING = ("e", "open", "shut", "hide", "pin", "on")
"""Parameters that name entities."""
MOST_ASKED = 3
"""Unknown names for which it is asked whether others are meant."""


@require_safe
def show_explore(request: HttpRequest) -> HttpResponse:
    if renamed := lead_to_names(request, *NAMING):
        return renamed
    wish = read_wish(request.GET)
    opened = open_view(wish)
    panel, kind = show_panel(wish)
    rows = write_rows(opened)
    context = {
        "wish": wish,
        "view": opened.view,
        "scope": opened.scope,
        "most_videos": MOST_VIDEOS,
        "drawn": len(opened.chart.drawn),
        "edge_count": opened.edge_count,
        "shown": list_groups(opened),
        "plan": show_plan(opened),
        "rows": rows,
        "title": rows["title"],
        "address": request.GET.urlencode(safe=",:"),
        "acts": list_acts(wish),
        "panel": panel,
        "panel_kind": kind,
        "choices": list_choices(wish),
        "groups": name_groups(opened.view, opened.chart),
        "meant": list_instead(opened),
    }
    return render(request, "explorer/exploring/explore.html", context)


@require_safe
def show_explore_panel(request: HttpRequest) -> HttpResponse:
    """Only the panel, for the front end."""
    wish = read_wish(request.GET)
    panel, kind = show_panel(wish)
    context = {"wish": wish, "panel": panel, "panel_kind": kind, "acts": list_acts(wish)}
    return render(request, "explorer/exploring/panel.html", context)


def list_instead(opened: Opened) -> list[tuple[str, EntityHit]]:
    """(what was typed, an entity that may be meant), where nothing is found by it."""
    q = [opened.wish.q] if opened.wish.q and not opened.view.seeds else []
    return [(typed, hit) for typed in (*opened.view.missing, *q)[:MOST_ASKED] for hit in list_meant(typed)]
