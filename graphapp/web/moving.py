"""The answer at an address whose thing is found at another one now. Merges, renames and undo move things."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.urls import reverse


def lead_on(request: HttpRequest, *, to: str = "", **changes: str | list[str]) -> HttpResponsePermanentRedirect:
    """301 to the same view of what is named `to` now, with the query that was asked, or with some parameters of it
    changed. To be asked for again each time: what moved may come back."""
    address = reverse(request.resolver_match.view_name, args=[to]) if to else request.path
    query = _change(request, changes) if changes else request.META.get("QUERY_STRING", "")
    headers = {"Cache-Control": "no-cache"}
    return HttpResponsePermanentRedirect(f"{address}{'?' + query if query else ''}", headers=headers)


def _change(request: HttpRequest, changes: Mapping[str, str | list[str]]) -> str:
    query = request.GET.copy()
    for name, value in changes.items():
        query.setlist(name, [value] if isinstance(value, str) else value)
    return query.urlencode(safe=",:")
