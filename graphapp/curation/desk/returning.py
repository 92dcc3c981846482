"""Where an editor goes on after a decision: to where they came from, as long as that is there and shows what it showed.
Decides nothing, and leads to no other site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urldefrag, urlencode, urlsplit, urlunsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from graphapp.videos.reading.finding import find_entity
from graphapp.videos.reading.relations import find_connection
from graphapp.web.addresses import find_page

HISTORY, CONNECTIONS = "/desk/history/", "/connections/"


@dataclass(frozen=True, slots=True)
class Chosen:
    """How addresses name what a decision takes away: `page` begins that of its own, `parameter` chooses it elsewhere,
    by one of `names`."""

    page: str
    parameter: str
    names: frozenset[str]


def find_chosen(fields: Mapping[str, Any]) -> Chosen | None:
    if relation := fields.get("relation"):
        found = find_connection(relation).relation
        names = {relation, found.id, found.permanent} if found else {relation}
        return Chosen(CONNECTIONS, "connection", frozenset(names))
    entity = find_entity(fields.get("entity", ""))
    return Chosen(f"/entities/{entity.slug}/", "e", frozenset({entity.slug, entity.id})) if entity else None


def go_back(request: HttpRequest, *, gone: Chosen | None = None, now: str = "") -> HttpResponse:
    """`gone`: what the decision took away. `now`: id of the connection that stands in its place, or empty."""
    address = read_next(request) or HISTORY
    if gone:
        address = _lead_past(address, gone=gone, now=now)
    if not getattr(request, "htmx", False):
        return redirect(address)
    return HttpResponse(headers={"HX-Redirect": address, **_load_again(request, address)})


def _lead_past(address: str, *, gone: Chosen, now: str) -> str:
    """Past the own page of what is gone; on any other page nothing that is gone is chosen."""
    if address.startswith(gone.page):
        return f"{CONNECTIONS}{now}/" if now else HISTORY
    parts = urlsplit(address)
    said = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, now if _chooses(gone, name, value) else value) for name, value in said]
    kept = [(name, value) for name, value in kept if value]
    return address if kept == said else urlunsplit(parts._replace(query=urlencode(kept, safe=",")))


def _chooses(gone: Chosen, name: str, value: str) -> bool:
    return name == gone.parameter and value in gone.names


def _load_again(request: HttpRequest, address: str) -> dict[str, str]:
    """A browser that is told to go to a place of the very page that it shows only scrolls there."""
    same = "#" in address and urldefrag(address).url == urldefrag(find_page(request)).url
    return {"HX-Refresh": "true"} if same else {}


def read_next(request: HttpRequest) -> str:
    """Where the editor came from; empty where that is not a page of this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    hosts, secure = {request.get_host()}, request.is_secure()
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=hosts, require_https=secure) else ""
