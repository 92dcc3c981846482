"""The API's description and its browsable docs; says once which errors every call may answer with."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from csp.decorators import csp_update
from django.utils.decorators import method_decorator
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import APIView

METHODS = ("get", "post", "put", "patch", "delete")
ERROR = {
    "type": "object",
    "required": ["code", "message", "details"],
    "properties": {
        "code": {"type": "string", "description": "A stable word for programs."},
        "message": {"type": "string", "description": "A sentence for people."},
        "details": {"type": "object", "additionalProperties": {}},
    },
}
ANSWERS = {
    "400": "The request holds a value that is not allowed.",
    "401": "Sign in, or send a token.",
    "403": "The account may not do this.",
    "404": "There is no such thing.",
    "405": "This address does not take that method.",
    "406": "The answer is JSON only.",
    "422": "What was asked or sent can't be worked with.",
    "503": "A store does not answer just now.",
}
WRITING_ANSWERS = {
    "409": "It is in a state that does not allow this.",
    "411": "The request comes in chunks, without its length.",
    "413": "The request is too large.",
    "429": "Too many changes in one minute.",
    "415": "The body is of a kind that this call does not take.",
}


def add_errors(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Spectacular's post-processing hook: every operation answers errors in the one shape."""
    result.setdefault("components", {}).setdefault("schemas", {})["Error"] = ERROR
    for operations in result["paths"].values():
        for method, operation in operations.items():
            if method in METHODS:
                _add_answers(operation["responses"], writes=method != "get")
    return result


def allow_likeness(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Post-processing hook: of several shapes without a mark one or more may fit, since one can hold all of another."""
    for schema in result.get("components", {}).get("schemas", {}).values():
        if "oneOf" in schema and "discriminator" not in schema:
            schema["anyOf"] = schema.pop("oneOf")
    return result


def _add_answers(responses: dict[str, Any], *, writes: bool) -> None:
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    for status, description in {**ANSWERS, **(WRITING_ANSWERS if writes else {})}.items():
        responses.setdefault(status, {"description": description, "content": content})


class GuardedMixin:
    """Readable by whoever may read the library; the views bring permissions of their own otherwise."""

    def get_permissions(self) -> list[Any]:
        return [permission() for permission in api_settings.DEFAULT_PERMISSION_CLASSES]


class FormatNamed(DefaultContentNegotiation):
    """Takes `?format=` too, which other calls leave alone."""

    settings = SimpleNamespace(URL_FORMAT_OVERRIDE="format")


class ErrorsAreJson(APIView):
    """Whatever a call answers with else."""

    def handle_exception(self, exc: Exception) -> Response:
        self.request.accepted_renderer, self.request.accepted_media_type = JSONRenderer(), JSONRenderer.media_type
        response: Response = super().handle_exception(exc)
        return response


class Schema(GuardedMixin, ErrorsAreJson, SpectacularAPIView):
    """The OpenAPI description, as YAML, or as JSON where Accept or `?format=json` says so."""

    content_negotiation_class = FormatNamed


@method_decorator(csp_update({"style-src": ["'unsafe-inline'"]}), name="dispatch")
class Docs(GuardedMixin, ErrorsAreJson, SpectacularSwaggerSplitView):
    """Swagger's page from our own server. It styles itself inline, so that this page alone allows inline styles."""

    http_method_names = ("get", "head")
    template_name = "web/docs.html"
