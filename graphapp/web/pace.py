"""How often one account, token or address may write: WRITES_PER_MINUTE. Reading is never counted, nor what is written.

Counts in the cache, which is each process's own unless CACHE_URL names a shared one.
"""

from __future__ import annotations

import hashlib
import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from graphapp.web.clients import find_client
from graphapp.web.errors import Problem, answer_problem

WINDOW_SECONDS = 60
READING = ("GET", "HEAD", "OPTIONS", "TRACE")


class WritePace:
    """Stands behind authentication, so that people are told apart by their account."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in READING or not settings.WRITES_PER_MINUTE:
            return self.get_response(request)
        window, left = divmod(int(time.time()), WINDOW_SECONDS)
        key = f"writes:{_name_writer(request)}:{window}"
        cache.add(key, 0, timeout=2 * WINDOW_SECONDS)
        if cache.incr(key) <= settings.WRITES_PER_MINUTE:
            return self.get_response(request)
        return _refuse(request, wait=WINDOW_SECONDS - left)


def _refuse(request: HttpRequest, *, wait: int) -> HttpResponse:
    message = f"That were too many changes in one minute. Go on in {wait} seconds."
    answer = answer_problem(request, Problem(429, "too_many_requests", message, {"wait_seconds": wait}))
    answer.headers["Retry-After"] = str(wait)
    return answer


def _name_writer(request: HttpRequest) -> str:
    """A token stands for itself; nothing that could be read back is kept."""
    user = getattr(request, "user", None)
    given = request.headers.get("Authorization") or (f"user {user.pk}" if user and user.pk else "")
    who = given or find_client(request)
    return hashlib.sha256(who.encode("utf-8", "replace")).hexdigest()[:32]
