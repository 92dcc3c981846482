"""Refuses addresses with a zero byte: no page has one, and PostgreSQL takes none as text. Reads no bodies."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from graphapp.web.errors import BAD_REQUEST, answer_problem

ZERO = ("\0", "%00")


class LegibleAddress:
    """Stands behind all that the page of an error needs."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if "\0" in request.path or any(zero in query for zero in ZERO):
            return answer_problem(request, BAD_REQUEST)
        return self.get_response(request)
