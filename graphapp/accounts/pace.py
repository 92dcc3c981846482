"""How often one account, token or address may write: WRITES_PER_MINUTE. Reading is never counted, nor what is written.

Counts in the cache, which is each process's own unless CACHE_URL names a shared one.
"""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from graphapp.accounts.authentication import read_secret
from graphapp.accounts.services import find_token
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
        if _count(key) <= settings.WRITES_PER_MINUTE:
            return self.get_response(request)
        return _refuse(request, wait=WINDOW_SECONDS - left)


def _count(key: str) -> int:
    cache.add(key, 0, timeout=2 * WINDOW_SECONDS)
    try:
        return cache.incr(key)
    except ValueError:  # thrown out just now, to make room for others
        return 1


def _refuse(request: HttpRequest, *, wait: int) -> HttpResponse:
    message = f"That were too many changes in one minute. Go on in {wait} seconds."
    answer = answer_problem(request, Problem(429, "too_many_requests", message, {"wait_seconds": wait}))
    answer.headers["Retry-After"] = str(wait)
    return answer


def _name_writer(request: HttpRequest) -> str:
    """Only what is proved counts as somebody: who sends another header each time stays the same address."""
    user = getattr(request, "user", None)
    if user and user.pk:
        return f"user-{user.pk}"
    secret = read_secret(request.headers.get("Authorization", ""))
    token = find_token(secret) if secret else None
    return f"token-{token.pk}" if token else find_client(request)
