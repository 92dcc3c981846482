"""The page of an entity, its longer lists, its panel, and the index of entities. Reads only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from graphapp.explorer.asked import SORTS, Asked, read_asked
from graphapp.explorer.entities.appearing import describe_appearances, load_appearances
from graphapp.explorer.entities.index import INDEX_SIZE, choose_entities, count_types, read_wish
from graphapp.explorer.entities.news import list_news
from graphapp.explorer.entities.panels import ConnectionPanel, show_panel
from graphapp.explorer.entities.portrait import SENTENCES, EntityPortrait, load_portrait, page_videos
from graphapp.explorer.entities.stated import Stated, choose_group, count_groups, tell_stated
from graphapp.explorer.feeds import answer_feed
from graphapp.explorer.meant import list_meant
from graphapp.explorer.narrowing import list_predicates, list_types
from graphapp.explorer.occurrences import Occurrence
from graphapp.explorer.renamed import lead_to_names
from graphapp.graph.models import Entity
from graphapp.videos.portrait.wording import TYPE_WORDS, plural_of
from graphapp.videos.reading.finding import find_entity, list_keys
from graphapp.web.moving import lead_on

View = Callable[[HttpRequest, Entity], HttpResponse]


def of_entity(view: View) -> Callable[[HttpRequest, str], HttpResponse]:
    """Gives a view the entity of an address; answers itself where that has another address now, or is not there."""

    @wraps(view)
    def show(request: HttpRequest, slug: str) -> HttpResponse:
        entity = find_entity(slug)
        if entity is None:
            words = slug.rsplit("-", 1)[0].replace("-", " ")
            return render(request, "explorer/entities/missing.html", {"words": words}, status=404)
        return view(request, entity) if entity.slug == slug else lead_on(request, to=entity.slug)

    return show


@require_safe
@of_entity
def show_entity(request: HttpRequest, entity: Entity) -> HttpResponse:
    if renamed := lead_to_names(request, "e"):
        return renamed
    asked = read_asked(request.GET)
    portrait = load_portrait(entity, asked=asked, page=request.GET.get("page", ""))
    context = _describe(portrait, asked=asked) | describe_panel(entity, asked=asked)
    return render(request, "explorer/entities/entity.html", context)


def _describe(portrait: EntityPortrait, *, asked: Asked) -> dict[str, Any]:
    return {
        "entity": portrait.entity,
        "portrait": portrait,
        "asked": asked,
        "type_word": TYPE_WORDS.get(portrait.entity.type, portrait.entity.type),
        "legend": list_types(asked),
        "predicates": list_predicates([(g.group.key, g.group.phrase) for g in portrait.groups], asked=asked),
        "graph": portrait.map.write_canvas(),
        "neighbours": group_by_type(portrait),
    } | describe_videos(portrait.entity, page=portrait.videos, occurrences=portrait.occurrences)


def describe_videos(entity: Entity, *, page: Page[str], occurrences: Sequence[Occurrence]) -> dict[str, Any]:
    """`within`: what selects the entity on a video's page. `more`: where the next of the list are."""
    return {
        "page": page,
        "occurrences": occurrences,
        "within": f"?e={entity.slug}",
        "more": reverse("explorer:entity-videos", args=[entity.slug]),
        "orders": list(SORTS.items()),
    }


def group_by_type(portrait: EntityPortrait) -> list[dict[str, Any]]:
    """What is drawn, as the list beside the drawing."""
    others = portrait.map.others
    groups = [(t, [node for node in others if node.type == t]) for t in TYPE_WORDS]
    return [{"type": t, "plural": plural_of(t), "nodes": nodes} for t, nodes in groups if nodes]


def describe_panel(entity: Entity, *, asked: Asked) -> dict[str, Any]:
    selection = asked.selection
    panel = show_panel(entity, selection=selection)
    chosen = selection.connection or (selection.entity and selection.entity not in (entity.slug, entity.id))
    kind = "connection" if isinstance(panel, ConnectionPanel) else "entity" if panel else "missing" if chosen else ""
    return {"panel": panel, "panel_kind": kind}


@require_safe
def show_entity_panel(request: HttpRequest, slug: str) -> HttpResponse:
    """Only the panel, for the front end."""
    entity = find_entity(slug)
    if entity is None:
        raise Http404("no such entity")
    context = {"entity": entity} | describe_panel(entity, asked=read_asked(request.GET))
    return render(request, "explorer/parts/panel.html", context)


@require_safe
@vary_on_headers("HX-Request")
@of_entity
def show_entity_connections(request: HttpRequest, entity: Entity) -> HttpResponse:
    """All sentences of one group, paged; for htmx only the items of a page, with a link to the next."""
    asked, key = read_asked(request.GET), request.GET.get("group", "")
    groups = count_groups(entity, weak=asked.weak).groups
    group = next((g for g in groups if g.key == key), None)
    rows = choose_group(entity, key=key, weak=asked.weak) if group else []
    page = Paginator(rows, SENTENCES).get_page(request.GET.get("page"))
    context = {
        "entity": entity,
        "groups": groups,
        "group": group,
        "page": page,
        "sentences": tell_stated((Stated(*row) for row in page.object_list), of=entity.id),
    }
    template = "parts/sentences.html" if getattr(request, "htmx", False) else "entities/connections.html"
    return render(request, f"explorer/{template}", context)


@require_safe
@vary_on_headers("HX-Request")
@of_entity
def show_entity_videos(request: HttpRequest, entity: Entity) -> HttpResponse:
    """Every video that names the entity, paged; for htmx only the items of a page, with a link to the next."""
    asked = read_asked(request.GET)
    page = page_videos(entity, asked=asked, page=request.GET.get("page", ""))
    occurrences = describe_appearances(load_appearances(entity, videos=page.object_list), keys=list_keys(entity))
    context = {"entity": entity, "asked": asked} | describe_videos(entity, page=page, occurrences=occurrences)
    if getattr(request, "htmx", False):
        return render(request, "explorer/parts/occurrences.html", context)
    return render(request, "explorer/entities/videos.html", context | {"more": ""})


@require_safe
@of_entity
def feed_entity(request: HttpRequest, entity: Entity) -> HttpResponse:
    """New mentions as Atom: one entry for each of the videos that were added last."""
    address = reverse("explorer:entity", args=[entity.slug])
    id = f"urn:saidgraph:{entity.id}"
    return answer_feed(request, id=id, about=entity.name, path=address, entries=list_news(entity))


@require_safe
def show_entities(request: HttpRequest) -> HttpResponse:
    """The index: all entities, those that most videos name first, by type and by words of their names."""
    wish = read_wish(request.GET)
    page = Paginator(choose_entities(wish), INDEX_SIZE).get_page(request.GET.get("page"))
    meant = list_meant(wish.q) if wish.q and not page.object_list else ()
    context = {"wish": wish, "page": page, "types": count_types(), "meant": meant}
    return render(request, "explorer/entities/index.html", context)
