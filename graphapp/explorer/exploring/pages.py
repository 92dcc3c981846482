"""The exploring page, whole without scripts too, and its panel as a fragment. Reads only."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from graphapp.explorer.exploring.listing import ORDER, list_acts, list_groups, show_plan
from graphapp.explorer.exploring.opening import Opened, open_view
from graphapp.explorer.exploring.panels import show_panel
from graphapp.explorer.exploring.rows import name_groups, write_rows
from graphapp.explorer.exploring.wish import COLOURS, LAYOUTS, MEASURES, SIZES, Wish, read_wish
from graphapp.videos.browsing import list_channels, list_topics
from graphapp.videos.models import Topic, Video
from graphapp.videos.portrait.wording import phrase_of, plural_of
from graphapp.videos.reading.finding import find_video
from ingest.ontology import load_ontology


@require_safe
def show_explore(request: HttpRequest) -> HttpResponse:
    wish = read_wish(request.GET)
    opened = open_view(wish)
    panel, kind = show_panel(wish)
    context = {
        "wish": wish,
        "view": opened.view,
        "scope": opened.scope,
        "drawn": len(opened.chart.drawn),
        "shown": list_groups(opened),
        "plan": show_plan(opened),
        "rows": write_rows(opened.view, opened.chart, wish=wish, scope=opened.scope),
        "title": name_view(opened),
        "acts": list_acts(wish),
        "panel": panel,
        "panel_kind": kind,
        "choices": _list_choices(wish),
        "groups": name_groups(opened.view, opened.chart),
    }
    return render(request, "explorer/exploring/explore.html", context)


@require_safe
def show_explore_panel(request: HttpRequest) -> HttpResponse:
    """Only the panel, for the front end."""
    wish = read_wish(request.GET)
    panel, kind = show_panel(wish)
    context = {"wish": wish, "panel": panel, "panel_kind": kind, "acts": list_acts(wish)}
    return render(request, "explorer/exploring/panel.html", context)


def name_view(opened: Opened) -> str:
    """What the page is about, in a few words."""
    names = {node.id: node.name for node in opened.view.nodes}
    if opened.wish.q:
        return f"What “{opened.wish.q}” finds"
    seeds = [names[id] for id in opened.view.seeds if id in names]
    return " and ".join(seeds[:3]) or "The whole library"


def _list_choices(wish: Wish) -> dict[str, Any]:
    """What the form offers; a choice of the address that is not among the usual ones is added."""
    topics = list_topics()
    if wish.topic and wish.topic not in dict(topics):
        name = Topic.objects.filter(slug=wish.topic).values_list("name", flat=True).first()
        topics = [(wish.topic, name or wish.topic), *topics]
    channels = list_channels()
    if wish.channel and wish.channel not in channels:
        channels = [wish.channel, *channels]
    return {
        "topics": topics,
        "channels": channels,
        "videos": _list_videos(wish),
        "predicates": sorted(((p, phrase_of(p)) for p in load_ontology().predicates), key=lambda pair: pair[1]),
        "types": [(type, plural_of(type)) for type in ORDER],
        "sizes": SIZES,
        "layouts": LAYOUTS.items(),
        "measures": MEASURES.items(),
        "colours": COLOURS.items(),
        "sure": (50, 70, 90),
        "weights": (2, 3, 5, 10),
    }


def _list_videos(wish: Wish) -> list[tuple[str, str]]:
    newest = list(Video.objects.order_by("-published", "id").values_list("slug", "title")[:30])
    video = find_video(wish.video) if wish.video else None
    if wish.video and wish.video not in dict(newest):
        newest.insert(0, (wish.video, video.title if video else wish.video))
    return newest
