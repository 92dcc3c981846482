"""Answers to HEAD as those to GET, without their body. The web server drops one too, and writes a warning each time."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase


class Heads:
    """Stands before whatever makes or changes a body, so that the headers are those of what GET is answered with."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response: Any = self.get_response(request)
        if request.method == "HEAD":
            if response.streaming:
                response.streaming_content = ()
            else:
                response.headers.setdefault("Content-Length", str(len(response.content)))
                response.content = b""
        return response  # type: ignore[no-any-return]
