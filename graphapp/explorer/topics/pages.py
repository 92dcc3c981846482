"""The page of a topic, its videos, its panel and its feed, and the index of topics. Reads only."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from graphapp.explorer.asked import SORTS, Asked, read_asked
from graphapp.explorer.entities.panels import ConnectionPanel
from graphapp.explorer.feeds import answer_feed
from graphapp.explorer.narrowing import list_predicates, list_types
from graphapp.explorer.renamed import lead_to_names
from graphapp.explorer.topics.discussing import describe_discussions, list_news, load_discussions
from graphapp.explorer.topics.meant import list_meant
from graphapp.explorer.topics.panels import show_panel
from graphapp.explorer.topics.portrait import TopicPortrait, load_portrait, look_at, page_videos
from graphapp.explorer.topics.subject import Subject, count_topics, load_subject
from graphapp.videos.portrait.wording import TYPE_WORDS, phrase_of, plural_of
from graphapp.videos.reading.browsing import name_topics
from graphapp.videos.reading.finding import find_topic
from graphapp.web.moving import lead_on

INDEX_SIZE = 90
ORDERS = {name: words for name, words in SORTS.items() if name != "most"}


def answer_missing(request: HttpRequest, slug: str) -> HttpResponse:
    """Or lead to the topic that was meant by it before."""
    if present := find_topic(slug):
        return lead_on(request, to=present)
    return render(request, "explorer/topics/missing.html", {"words": slug.replace("-", " ")[:80]}, status=404)


@require_safe
def show_topic(request: HttpRequest, slug: str) -> HttpResponse:
    subject = load_subject(slug)
    if subject is None:
        return answer_missing(request, slug)
    if renamed := lead_to_names(request, "e"):
        return renamed
    asked = read_asked(request.GET, sorts=ORDERS)
    portrait = load_portrait(subject, asked=asked, page=request.GET.get("page", ""))
    context = _describe(portrait, asked=asked) | describe_panel(subject, asked=asked)
    return render(request, "explorer/topics/topic.html", context)


def _describe(portrait: TopicPortrait, *, asked: Asked) -> dict[str, Any]:
    predicates = [(edge.predicate, phrase_of(edge.predicate)) for edge in portrait.map.edges]
    return {
        "topic": portrait.subject,
        "portrait": portrait,
        "asked": asked,
        "legend": list_types(asked),
        "predicates": list_predicates(predicates, asked=asked),
        "graph": portrait.map.write_canvas(),
        "named": group_by_type(portrait),
        **describe_videos(portrait.subject.slug),
        "page": portrait.videos,
        "occurrences": portrait.occurrences,
    }


def describe_videos(slug: str) -> dict[str, Any]:
    """`within`: what selects the topic on a video's page. `more`: where the next of the list are."""
    more = reverse("explorer:topic-videos", args=[slug])
    return {"within": f"?topic={slug}", "more": more, "orders": ORDERS.items(), "unit": "passage"}


def group_by_type(portrait: TopicPortrait) -> list[dict[str, Any]]:
    groups = [(t, [named for named in portrait.named if named.entity.type == t]) for t in TYPE_WORDS]
    return [{"type": t, "plural": plural_of(t), "named": named} for t, named in groups if named]


def describe_panel(subject: Subject, *, asked: Asked) -> dict[str, Any]:
    selection = asked.selection
    if not (selection.entity or selection.connection):
        return {"panel": None, "panel_kind": ""}
    panel = show_panel(look_at(subject), selection=selection)
    kind = "connection" if isinstance(panel, ConnectionPanel) else "named" if panel else "missing"
    return {"panel": panel, "panel_kind": kind}


@require_safe
def show_topic_panel(request: HttpRequest, slug: str) -> HttpResponse:
    """Only the panel, for the front end."""
    subject = load_subject(slug)
    if subject is None:
        raise Http404("no such topic")
    context = {"topic": subject} | describe_panel(subject, asked=read_asked(request.GET, sorts=ORDERS))
    return render(request, "explorer/parts/panel.html", context)


@require_safe
@vary_on_headers("HX-Request")
def show_topic_videos(request: HttpRequest, slug: str) -> HttpResponse:
    """Every video that discusses the topic, paged; for htmx only the items of a page, with a link to the next."""
    subject = load_subject(slug)
    if subject is None:
        return answer_missing(request, slug)
    asked = read_asked(request.GET, sorts=ORDERS)
    page = page_videos(subject, asked=asked, page=request.GET.get("page", ""))
    context = {"topic": subject, "asked": asked, "page": page} | describe_videos(slug)
    context["occurrences"] = describe_discussions(load_discussions(subject, videos=page.object_list))
    if getattr(request, "htmx", False):
        return render(request, "explorer/parts/occurrences.html", context)
    return render(request, "explorer/topics/videos.html", context | {"more": ""})


@require_safe
def feed_topic(request: HttpRequest, slug: str) -> HttpResponse:
    """New discussions as Atom: one entry for each of the videos that were added last."""
    subject = load_subject(slug)
    if subject is None:
        return answer_missing(request, slug)
    address = reverse("explorer:topic", args=[slug])
    id = f"urn:saidgraph:topic:{slug}"
    return answer_feed(request, id=id, about=subject.name, path=address, entries=list_news(subject))


@require_safe
def show_topics(request: HttpRequest) -> HttpResponse:
    """The index: all topics, those that most videos discuss first, by words of their names."""
    text = request.GET.get("q", "").strip()[:200]
    counted = count_topics(text).order_by("-video_count", "slug")
    page = Paginator(counted, INDEX_SIZE).get_page(request.GET.get("page"))
    names = name_topics([row["slug"] for row in page])
    topics = [(row["slug"], names.get(row["slug"], row["slug"]), row["video_count"]) for row in page]
    context = {"q": text, "page": page, "topics": topics, "meant": list_meant(text) if not topics else []}
    return render(request, "explorer/topics/index.html", context)
