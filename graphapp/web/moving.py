"""The answer at an address whose thing is found at another one now. Merges, renames and undo move things."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponsePermanentRedirect


def lead_on(request: HttpRequest, address: str) -> HttpResponsePermanentRedirect:
    """301 to `address` with the query that was asked. To be asked for again each time: what moved may come back."""
    query = request.META.get("QUERY_STRING", "")
    headers = {"Cache-Control": "no-cache"}
    return HttpResponsePermanentRedirect(f"{address}{'?' + query if query else ''}", headers=headers)
