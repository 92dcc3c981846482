"""Two walls before every page: reading may need an account, and a one-time password must be changed first.

The API is left to its own permissions, except that it is closed to a session with a one-time password, and that its
browsable description is a page like others.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from graphapp.accounts.leading import lead_to_change, lead_to_sign_in
from graphapp.web.errors import API_PREFIX, Problem, answer_problem

ALWAYS_OPEN = ("/healthz", "/readyz", "/metrics", "/robots.txt")
MUST_CHANGE = "must_change_password"
CHANGE_FIRST = Problem(403, "password_change_required", "Change your one-time password first.")


class SignInWall(LoginRequiredMiddleware):
    """Sends visitors to the sign-in page where PUBLIC is false."""

    def process_view(self, request: HttpRequest, view_func: Any, *rest: Any) -> HttpResponseBase | None:
        if must_change(request):
            return _close_until_changed(request)
        if not settings.PUBLIC and request.path == reverse("docs") and not request.user.is_authenticated:
            return self.handle_no_permission(request, view_func)
        if settings.PUBLIC or request.path.startswith(API_PREFIX) or request.path in ALWAYS_OPEN:
            return None
        return super().process_view(request, view_func, *rest)

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseBase:
        return lead_to_sign_in(request)


def must_change(request: HttpRequest) -> bool:
    return bool(request.session.get(MUST_CHANGE)) and request.path not in _open_while_changing()


def _open_while_changing() -> tuple[str, ...]:
    return (reverse("accounts:password"), reverse("accounts:sign-out"), *ALWAYS_OPEN)


def _close_until_changed(request: HttpRequest) -> HttpResponseBase:
    if request.path.startswith(API_PREFIX):
        return answer_problem(request, CHANGE_FIRST)
    return lead_to_change(request, then=request.get_full_path() if request.method == "GET" else "")
