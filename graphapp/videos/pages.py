"""The library and the page of a video. Reads only; what is shown is put together in `browsing` and `portrait`."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from graphapp.videos.addresses.links import reading_minutes
from graphapp.videos.addresses.player import find_player
from graphapp.videos.drawing.keeping import load_small_plans
from graphapp.videos.models import Video
from graphapp.videos.portrait.graph_data import write_graph
from graphapp.videos.portrait.loading import Portrait, load_portrait
from graphapp.videos.portrait.marking import Marker
from graphapp.videos.portrait.panels import EntityPanel, show_panel
from graphapp.videos.portrait.saying import list_said
from graphapp.videos.portrait.selection import Selection, read_selection
from graphapp.videos.portrait.timebar import lay_chapters, write_times
from graphapp.videos.portrait.wording import TYPE_ORDER, plural_of
from graphapp.videos.reading import browsing
from graphapp.videos.reading.finding import find_topic, find_video
from graphapp.web.framing import allow_framing
from graphapp.web.moving import lead_on


@require_safe
@vary_on_headers("HX-Request")
def show_library(request: HttpRequest) -> HttpResponse:
    """Whole, or for htmx only the results."""
    wish = browsing.read_wish(request.GET)
    entity = browsing.find_wished_entity(wish)
    page = Paginator(browsing.choose_videos(wish, entity=entity), browsing.PAGE_SIZE).get_page(request.GET.get("page"))
    tops = browsing.load_top_entities(page.object_list)
    context: dict[str, Any] = {
        "wish": wish,
        "entity": entity,
        "page": page,
        "cards": [(video, tops.get(video.id, []), reading_minutes(video.word_count)) for video in page.object_list],
        "plans": load_small_plans(page.object_list),
        "lead": page.number == 1 and not wish.narrows,
    }
    if getattr(request, "htmx", False):
        return render(request, "videos/parts/results.html", context)
    return render(request, "videos/library.html", context | _list_choices(wish))


def _list_choices(wish: browsing.Wish) -> dict[str, Any]:
    topic = find_topic(wish.topic) or wish.topic
    return {
        "channels": browsing.list_channels(wish.channel),
        "topics": browsing.list_topics(topic),
        "topic": topic,
        "entities": browsing.list_entities(),
        "orders": [(name, words) for name, (words, _) in browsing.ORDERS.items()],
    }


@require_safe
def show_video(request: HttpRequest, slug: str) -> HttpResponse:
    video = _load_video(slug)
    if video is None:
        return _find_moved(request, slug)
    portrait, selection = load_portrait(video), read_selection(request.GET)
    if moved := _list_moved(portrait, selection=selection):
        return lead_on(request, **moved)
    marker = Marker(portrait, selection=selection)
    return render(request, "videos/video.html", _describe(portrait, selection=selection, marker=marker))


@require_safe
def show_embedded(request: HttpRequest, slug: str) -> HttpResponse:
    """The graph alone, for a frame on another site: allowed to those that EMBED_ALLOWED names, and to nobody else."""
    video = _load_video(slug)
    if video is None:
        return _find_moved(request, slug)
    portrait, selection = load_portrait(video), read_selection(request.GET)
    if moved := _list_moved(portrait, selection=selection):
        return lead_on(request, **moved)
    response = render(request, "videos/embed.html", _describe_graph(portrait, selection=selection))
    return allow_framing(response, sites=settings.EMBED_ALLOWED)


def _load_video(slug: str) -> Video | None:
    """With its drawing, but for what is large in it: mostly that has been read before."""
    return Video.objects.select_related("drawing").defer("drawing__data").filter(slug=slug).first()


def _find_moved(request: HttpRequest, slug: str) -> HttpResponse:
    """A video may be asked for by its id, or by an address of before it was renamed."""
    moved = find_video(slug)
    if moved is None:
        raise Http404("no such video")
    return lead_on(request, to=moved.slug)


def _list_moved(portrait: Portrait, *, selection: Selection) -> dict[str, str]:
    """What the address says otherwise than the page's script knows it, by parameter: an id, or a name of before."""
    entity, topic = portrait.find_entity(selection.entity), portrait.find_topic(selection.topic)
    connection = portrait.find_connection(selection.connection)
    present = {
        "e": (entity and entity.slug, selection.entity),
        "topic": (topic and topic.slug, selection.topic),
        "connection": (connection and connection.permanent, selection.connection),
    }
    return {name: now for name, (now, asked) in present.items() if asked and now and now != asked}


def _describe(portrait: Portrait, *, selection: Selection, marker: Marker) -> dict[str, Any]:
    video = portrait.video
    return _describe_graph(portrait, selection=selection) | {
        "scope": marker.scope,
        "embeddable": bool(settings.EMBED_ALLOWED),
        "minutes": reading_minutes(video.word_count),
        "player": find_player(video.video_url),
        "summary": _locate_summary(portrait),
        "transcript": marker.mark_transcript(),
        "groups": _group_index(portrait, marker=marker),
        "bar": lay_chapters(portrait),
        "said": list_said(portrait),
    }


def _describe_graph(portrait: Portrait, *, selection: Selection) -> dict[str, Any]:
    """What the graph needs, on the page of the video and alone."""
    return {
        "video": portrait.video,
        "portrait": portrait,
        "selection": selection,
        "legend": _list_types(portrait, selection=selection),
        "graph": write_graph(portrait) | write_times(portrait),
        **_describe_panel(portrait, selection=selection),
    }


def _describe_panel(portrait: Portrait, *, selection: Selection) -> dict[str, Any]:
    panel = show_panel(portrait, selection=selection)
    asked = selection.entity or selection.connection
    kind = "entity" if isinstance(panel, EntityPanel) else "connection" if panel else "missing" if asked else ""
    return {"panel": panel, "panel_kind": kind}


def _locate_summary(portrait: Portrait) -> list[dict[str, Any]]:
    """The summary's sections; each point with the time of the segment where it stands."""

    def locate(point: dict[str, Any]) -> dict[str, Any]:
        segment = portrait.segment_at.get(point.get("segment", 0))
        return {**point, "start_ms": segment.start_ms if segment else None}

    return [{**section, "points": list(map(locate, section["points"]))} for section in portrait.video.summary]


def _group_index(portrait: Portrait, *, marker: Marker) -> list[dict[str, Any]]:
    shown = Counter(e.type for e in portrait.entities if marker.shows(e))
    present = {e.type for e in portrait.entities}
    return [
        {"type": t, "plural": plural_of(t), "shown": shown[t], "items": marker.mark_index(t)}
        for t in TYPE_ORDER
        if t in present
    ]


def _list_types(portrait: Portrait, *, selection: Selection) -> list[dict[str, Any]]:
    """The legend: each type that is there, and the address's `type` if it were switched."""
    present = {e.type for e in portrait.entities}
    return [
        {
            "type": t,
            "plural": plural_of(t),
            "on": t in selection.types,
            "switched": ",".join(sorted(selection.types ^ {t})),
        }
        for t in TYPE_ORDER
        if t in present
    ]


@require_safe
def show_video_panel(request: HttpRequest, slug: str, *, alone: bool = False) -> HttpResponse:
    """Only the panel, for the front end. `alone`: beside the graph alone, without a transcript."""
    video = _load_video(slug)
    if video is None:
        raise Http404("no such video")
    portrait, selection = load_portrait(video), read_selection(request.GET)
    context = {"video": video, "portrait": portrait, "selection": selection}
    context |= _describe_panel(portrait, selection=selection)
    return render(request, "videos/parts/panel_alone.html" if alone else "videos/parts/panel.html", context)
