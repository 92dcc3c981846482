"""One road for everything that goes wrong in a request: exception → `Problem` → JSON, fragment or page.

Nobody else turns exceptions into answers. What is not known here is a fault of ours: it is answered with
500 and `internal_error`, and told in full to the server's log only.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import (
    BadRequest,
    DisallowedHost,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
    ValidationError,
)
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from rest_framework.exceptions import APIException
from rest_framework.exceptions import ValidationError as FieldsInvalid
from rest_framework.response import Response
from rest_framework.views import set_rollback

from graphapp.graph.errors import GraphError
from ingest.errors import IngestError, RunCancelled

log = logging.getLogger(__name__)

API_PREFIX = "/api/"


@dataclass(frozen=True, slots=True)
class Problem:
    """What a client is told. `code` is a stable word for programs, `message` a sentence for people."""

    status: int
    code: str
    message: str
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def body(self) -> dict[str, Any]:
        return {"code": self.code, "message": self.message, "details": dict(self.details)}


class Conflict(APIException):
    """The request is understood, but the thing is in a state that does not allow it."""

    status_code = HTTPStatus.CONFLICT
    default_code = "conflict"
    default_detail = "That is not possible in its present state."


NOT_FOUND = Problem(404, "not_found", "There is nothing at this address.")
FORBIDDEN = Problem(403, "permission_denied", "Your account is not allowed to do this.")
TOO_LARGE = Problem(
    413,
    "too_large",
    f"This is larger than this server accepts, {settings.UPLOAD_LIMIT_BYTES // 2**20} MB at once. "
    "Add fewer files at a time; of a recording, add the transcript.",
)
TOO_MANY = Problem(
    413,
    TOO_LARGE.code,
    "This is more than this server accepts at once: "
    f"{settings.DATA_UPLOAD_MAX_NUMBER_FILES:,} files, and {settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:,} fields of a "
    "form. Send fewer at a time.",
)
BAD_REQUEST = Problem(400, "bad_request", "The request could not be understood.")
UNKNOWN_HOST = Problem(
    400,
    "unknown_host",
    "This server does not know the name by which you asked for it. "
    "Whoever runs it adds that name to the setting ALLOWED_HOSTS.",
)
INTERNAL = Problem(500, "internal_error", "Something went wrong on our side. It has been logged.")


def describe_error(error: Exception) -> Problem | None:
    """The problem behind an exception, or None where it is one that nobody expected."""
    for kind, describe in _MAPPERS:
        if isinstance(error, kind):
            return describe(error)
    return None


def _describe_ingest(error: IngestError) -> Problem:
    if isinstance(error, RunCancelled):
        return Problem(409, error.code, str(error), error.details)
    return Problem(503 if error.transient else 422, error.code, str(error), error.details)


def _describe_graph(error: GraphError) -> Problem:
    return Problem(503, error.code, error.message, {"transient": error.transient})


def _describe_validation(error: ValidationError) -> Problem:
    fields = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    return _invalid(fields)


def _describe_api(error: APIException) -> Problem:
    if isinstance(error, FieldsInvalid):
        return _invalid(error.detail)
    found = error.get_codes()
    code = found if isinstance(found, str) else error.default_code
    return Problem(error.status_code, code, str(error.detail), getattr(error, "details", {}))


def _describe_refused(error: PermissionDenied) -> Problem:
    return Problem(403, FORBIDDEN.code, str(error) or FORBIDDEN.message)


def _invalid(fields: Any) -> Problem:
    details = fields if isinstance(fields, dict) else {"": fields}
    return Problem(400, "invalid", _first_sentence(details), {"fields": details})


def _first_sentence(details: Mapping[str, Any]) -> str:
    for name, found in details.items():
        text: Any = found
        while isinstance(text, list | dict) and text:
            text = next(iter(text.values())) if isinstance(text, dict) else text[0]
        return str(text) if name in ("", "non_field_errors") else f"{name}: {text}"
    return "The request holds values that are not allowed."


_MAPPERS: tuple[tuple[type[Exception], Any], ...] = (
    (IngestError, _describe_ingest),
    (GraphError, _describe_graph),
    (APIException, _describe_api),
    (ValidationError, _describe_validation),
    (Http404, lambda _: NOT_FOUND),
    (PermissionDenied, _describe_refused),
    (RequestDataTooBig, lambda _: TOO_LARGE),
    (TooManyFilesSent, lambda _: TOO_MANY),
    (TooManyFieldsSent, lambda _: TOO_MANY),
    (DisallowedHost, lambda _: UNKNOWN_HOST),
    (SuspiciousOperation, lambda _: BAD_REQUEST),
    (BadRequest, lambda _: BAD_REQUEST),
    (MultiPartParserError, lambda _: BAD_REQUEST),
)


def handle_api_error(error: Exception, context: Mapping[str, Any]) -> Response:
    """The REST framework's exception handler: any exception becomes the one error shape."""
    problem = describe_error(error)
    if problem is None:
        log.error("API call failed: %s", context["request"].path, exc_info=error)
        problem = INTERNAL
    set_rollback()
    return Response(problem.body, status=problem.status, headers=_headers(error))


def _headers(error: Exception) -> dict[str, str]:
    found = {"WWW-Authenticate": getattr(error, "auth_header", None), "Retry-After": getattr(error, "wait", None)}
    return {name: str(value) for name, value in found.items() if value}


def answer_problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    """JSON under /api/, a fragment for htmx, a designed page otherwise."""
    if request.path.startswith(API_PREFIX):
        return JsonResponse(problem.body, status=problem.status)
    if getattr(request, "htmx", False):
        return render(request, "web/problem.html", {"problem": problem}, status=problem.status)
    return _render_page(request, problem)


def _render_page(request: HttpRequest, problem: Problem) -> HttpResponse:
    pages = [f"web/{problem.status}.html", "web/error.html"]
    try:
        return render(request, pages, {"problem": problem}, status=problem.status)
    except Exception:
        # What broke the page may break its error page too, such as a database that does not answer.
        log.exception("the error page could not be shown")
        return HttpResponse(problem.message, status=problem.status, content_type="text/plain; charset=utf-8")


class ErrorMiddleware:
    """Answers the failures that are known; leaves unknown ones to Django, which logs them."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Http404):
            return None  # Django's own page for DEBUG is worth keeping
        problem = describe_error(error)
        return answer_problem(request, problem) if problem else None


def page_bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer_problem(request, describe_error(exception) or BAD_REQUEST)


def page_refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer_problem(request, describe_error(exception) or FORBIDDEN)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer_problem(request, NOT_FOUND)


def page_failed(request: HttpRequest) -> HttpResponse:
    return answer_problem(request, INTERNAL)


def page_forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid CSRF token: mostly a page that was left open for too long, or a proxy of which this server
    does not know."""
    message = "This form was open for too long, or cookies are off. Go back, load the page again and send it once more."
    if reason.endswith("does not match any trusted origins."):
        message = (
            "This server takes no forms from the address at which you see it. Whoever runs it sets HTTPS=true where a "
            "proxy that speaks TLS stands before it, or names that address in CSRF_TRUSTED_ORIGINS."
        )
    return answer_problem(request, Problem(403, "form_expired", message))
