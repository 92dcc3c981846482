"""Leads who has to do something first to the page for it: to sign in, or to choose a password. Decides nothing.

A page is answered with a redirect. A part of a page must not be: its script would follow, and put a whole page where
the part belongs. It gets a refusal whose header leads the browser itself, and back to the page that it is on.
"""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from graphapp.web.addresses import find_page


def lead_to_sign_in(request: HttpRequest) -> HttpResponse:
    return _lead(request, settings.LOGIN_URL, then=request.get_full_path(), status=HTTPStatus.UNAUTHORIZED)


def lead_to_change(request: HttpRequest, *, then: str) -> HttpResponse:
    """To the page that changes the password. `then`: the address to go on to, of this site; checked there."""
    return _lead(request, reverse("accounts:password"), then=then, status=HTTPStatus.FORBIDDEN)


def _lead(request: HttpRequest, address: str, *, then: str, status: HTTPStatus) -> HttpResponse:
    if not getattr(request, "htmx", False):
        return redirect(_write(address, then=then))
    return HttpResponse(status=status, headers={"HX-Redirect": _write(address, then=find_page(request) or "/")})


def _write(address: str, *, then: str) -> str:
    return f"{address}?{urlencode({REDIRECT_FIELD_NAME: then}, safe='/')}" if then else address
