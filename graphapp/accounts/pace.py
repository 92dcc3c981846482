"""How often one account, token or address may write: WRITES_PER_MINUTE. Reading is never counted, nor a call
whose view says that it `changes_nothing`.

Counts in the cache, which is each process's own unless CACHE_URL names a shared one. While that one is away each
process counts for itself: whoever adds something must not fail, nor wait, for want of a count.
"""

from __future__ import annotations

import logging
import time
from typing import Any

from django.conf import settings
from django.core.cache import BaseCache, cache, caches
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from graphapp.accounts.authentication import find_sent_token
from graphapp.web.clients import find_client
from graphapp.web.errors import Problem, answer_problem

log = logging.getLogger(__name__)

WINDOW_SECONDS = 60
AWAY_SECONDS = 30
"""So long nobody asks a shared cache again that did not answer."""
READING = ("GET", "HEAD", "OPTIONS", "TRACE")


class WritePace:
    """Stands behind authentication, so that people are told apart by their account."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in READING or not settings.WRITES_PER_MINUTE or _changes_nothing(request):
            return self.get_response(request)
        window, left = divmod(int(time.time()), WINDOW_SECONDS)
        key = f"writes:{_name_writer(request)}:{window}"
        if _count(key) <= settings.WRITES_PER_MINUTE:
            return self.get_response(request)
        return _refuse(request, wait=WINDOW_SECONDS - left)


class Shared:
    """The cache that several servers count in. `away_until`: when one that did not answer is asked again."""

    away_until: float = 0.0


def _count(key: str) -> int:
    now = time.time()
    if now >= Shared.away_until:
        try:
            return _count_in(cache, key)
        except Exception:  # whatever a driver raises means: not reachable
            Shared.away_until = now + AWAY_SECONDS
            log.warning("the shared cache does not answer: each process counts changes for itself", exc_info=True)
    return _count_in(caches["here"], key)


def _count_in(counts: BaseCache, key: str) -> int:
    counts.add(key, 0, timeout=2 * WINDOW_SECONDS)
    try:
        return counts.incr(key)
    except ValueError:  # thrown out just now, to make room for others
        return 1


def _changes_nothing(request: HttpRequest) -> bool:
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return False
    return getattr(getattr(view, "cls", None), "changes_nothing", False)


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
    token = find_sent_token(request)
    return f"token-{token.pk}" if token else find_client(request)
