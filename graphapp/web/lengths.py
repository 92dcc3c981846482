"""Refuses what is sent in chunks without its length: Django takes such a body for an empty one, and whoever sent it
would be told that there is nothing in it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from graphapp.web.errors import Problem, answer_problem

NO_LENGTH = Problem(
    411, "length_required", "Send it with its length (Content-Length): what comes in chunks is not read here."
)
WITHOUT_BODY = ("GET", "HEAD", "OPTIONS")
"""Some proxies pass on these too as if a body came in chunks."""


class LengthStated:
    """Stands before whatever reads a body."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        unstated = "HTTP_TRANSFER_ENCODING" in request.META and not request.META.get("CONTENT_LENGTH")
        if unstated and request.method not in WITHOUT_BODY:
            return answer_problem(request, NO_LENGTH)
        return self.get_response(request)
