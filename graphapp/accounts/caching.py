"""What a cache between server and reader may keep: no answer to one account for another, none of a closed library."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers

from graphapp.web.errors import API_PREFIX


class OwnAnswers:
    """Outside of whatever may refuse. Asks no database who somebody is: to send a cookie or a token is enough."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = self.get_response(request)
        if request.path.startswith(API_PREFIX):
            patch_vary_headers(response, ["Authorization"])
        if not settings.PUBLIC or _names_somebody(request):
            patch_cache_control(response, private=True, no_cache=True)
        return response


def _names_somebody(request: HttpRequest) -> bool:
    return "Authorization" in request.headers or settings.SESSION_COOKIE_NAME in request.COOKIES
