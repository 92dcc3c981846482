"""Reads zero bytes in addresses as the mark for what can't be read: PostgreSQL takes none as text, and pages then say
that such a thing is not there. Reads no bodies; the API's own fields refuse them in a query."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse

from graphapp.web.errors import API_PREFIX

UNREADABLE = "\ufffd"


class LegibleAddress:
    """Stands before whatever reads the path or the query."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.path, request.path_info = (path.replace("\0", UNREADABLE) for path in (request.path, request.path_info))
        if not request.path.startswith(API_PREFIX):
            request.META["QUERY_STRING"] = clean_query(request.META.get("QUERY_STRING", ""))
        return self.get_response(request)


def clean_query(query: str) -> str:
    """As pages read it, of the encoded query of an address."""
    return query.replace("%00", quote(UNREADABLE)).replace("\0", quote(UNREADABLE))
