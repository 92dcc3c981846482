"""The page of search, and the list that the palette shows while somebody types. Reads only."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from graphapp.explorer.search.asked import Place, read_asked
from graphapp.explorer.search.finding import KINDS, MOMENT, search_library
from graphapp.explorer.search.highlighting import EXCERPT
from graphapp.videos.models import Segment, Video
from graphapp.videos.reading.finding import find_segment, find_video

OF_EACH = 8
OF_ONE = 40
OF_ONE_VIDEO = 200
IN_PALETTE = 4
PALETTE_EXCERPT = 100
WORDS = {"entity": "Smart objects", "video": "Videos", "moment": "Moments", "topic": "Topics"}


@require_safe
@vary_on_headers("HX-Request")
def show_search(request: HttpRequest) -> HttpResponse:
    """Whole, or for htmx only the results."""
    context = _find(request, of_each=OF_EACH)
    htmx = getattr(request, "htmx", False)
    return render(request, "explorer/search/results.html" if htmx else "explorer/search/search.html", context)


@require_safe
def show_palette(request: HttpRequest) -> HttpResponse:
    """Only the options, for the front end."""
    return render(request, "explorer/search/palette.html", _find(request, of_each=IN_PALETTE, excerpt=PALETTE_EXCERPT))


def _find(request: HttpRequest, *, of_each: int, excerpt: int = EXCERPT) -> dict[str, Any]:
    asked = read_asked(request.GET.get("q", ""))
    video, after = _find_place(request)
    kind = MOMENT if video else request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    found = search_library(
        asked,
        kinds=[kind] if kind else KINDS,
        limit=OF_ONE_VIDEO if video else OF_ONE if kind else of_each,
        excerpt=excerpt,
        place=Place(video.id, after=after.number if after else 0) if video else None,
    )
    return {"asked": asked, "kind": kind, "video": video, "after": after, "found": found, "words": WORDS}


def _find_place(request: HttpRequest) -> tuple[Video | None, Segment | None]:
    """The one video that is looked into, if any, and the segment behind which."""
    named = request.GET.get("video", "")
    if not named:
        return None, None
    video = find_video(named)
    if video is None:
        raise Http404("no such video")
    return video, find_segment(video, request.GET.get("after", ""))
