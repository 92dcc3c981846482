"""The API describes itself: completely, validly, with docs that need no other server."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

pytestmark = pytest.mark.django_db


@pytest.fixture
def schema() -> Any:
    return Client().get("/api/v1/schema/?format=json").json()


def test_the_description_is_valid_and_complete(tmp_path: Any) -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", file=str(tmp_path / "schema.yaml"))


def test_every_call_has_a_summary_and_answers_errors_in_one_shape(schema: Any) -> None:
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            assert operation.get("summary"), (method, path)
            content = operation["responses"]["404"]["content"]["application/json"]
            assert content["schema"] == {"$ref": "#/components/schemas/Error"}


def test_calls_that_anybody_may_make_are_described_so(schema: Any, settings: Any) -> None:
    def is_open(schema: Any, path: str, method: str = "get") -> bool:
        return {} in schema["paths"][f"/api/v1/{path}"][method]["security"]

    assert is_open(schema, "videos/")
    assert not is_open(schema, "videos/", "post")
    assert not is_open(schema, "decisions/")
    settings.PUBLIC = False
    assert not is_open(SchemaGenerator().get_schema(request=None, public=True), "videos/")


def test_reading_too_is_described_as_what_may_be_refused(schema: Any) -> None:
    assert "422" in schema["paths"]["/api/v1/paths/"]["get"]["responses"]


def test_the_description_is_refused_as_every_call_is(settings: Any) -> None:
    settings.PUBLIC = False
    refused = Client().get("/api/v1/schema/")
    assert refused.status_code == 401
    assert refused.json().keys() == {"code", "message", "details"}


@pytest.mark.parametrize("format", ["csv", "xml", "json"])
def test_a_format_that_no_call_asks_for_hides_nothing(format: str) -> None:
    assert Client().get("/api/v1/videos/", {"format": format}).json()["results"] == []


def test_lists_are_described_as_they_are_answered(schema: Any) -> None:
    answer = schema["paths"]["/api/v1/videos/"]["get"]["responses"]["200"]["content"]["application/json"]
    name = answer["schema"]["$ref"].rsplit("/", 1)[1]
    assert set(schema["components"]["schemas"][name]["required"]) == {"next", "previous", "results"}
    names = {parameter["name"] for parameter in schema["paths"]["/api/v1/videos/"]["get"]["parameters"]}
    assert names >= {"q", "topic", "entity", "channel", "speaker", "published_after", "ordering", "limit", "cursor"}


def test_the_docs_come_from_this_server_alone() -> None:
    response = Client().get("/api/v1/docs/")
    page = response.content.decode()
    assert response.status_code == 200
    assert "//cdn" not in page
    assert "<script>" not in page
    policy = response.headers["Content-Security-Policy"]
    scripts = next(rule for rule in policy.split("; ") if rule.startswith("script-src"))
    assert scripts == "script-src 'self'"


def test_the_docs_say_their_language_and_what_they_are_of() -> None:
    page = Client().get("/api/v1/docs/").content.decode()
    assert '<html lang="en">' in page
    assert "<main>" in page
    assert "<h1>Saidgraph API</h1>" in page
    assert Client().get("/api/v1/docs/?script").headers["Content-Type"] == "application/javascript"


@pytest.mark.parametrize("method", ["options", "post", "put", "patch", "delete"])
def test_the_docs_refuse_what_they_do_not_take_as_every_call_does(method: str, api_of: Any) -> None:
    for client in (Client(), api_of("admin")):
        refused = getattr(client, method)("/api/v1/docs/")
        assert refused.status_code in (401, 405)
        assert refused.json().keys() == {"code", "message", "details"}
    assert refused.status_code == 405


def test_only_the_docs_allow_inline_styles() -> None:
    assert "unsafe-inline" in Client().get("/api/v1/docs/").headers["Content-Security-Policy"]
    for path in ("/accounts/sign-in/", "/runs/", "/api/v1/videos/"):
        assert "unsafe" not in Client().get(path).headers["Content-Security-Policy"]
