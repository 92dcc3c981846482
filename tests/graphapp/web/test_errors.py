"""Whatever goes wrong, programs get `{code, message, details}`, htmx a fragment, people a page; never a traceback."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation, ValidationError
from django.http import Http404
from django.test import Client, RequestFactory
from rest_framework.exceptions import Throttled

from graphapp.graph.errors import GraphMisconfigured, GraphUnavailable
from graphapp.web.errors import Conflict, answer_problem, describe_error, handle_api_error, page_failed
from ingest.errors import AddressRefused, ParseError, RunCancelled, SourceUnavailable
from tests.graphapp.runs.fakes import FakePipeline, FakeStore

SHAPE = {"code", "message", "details"}

CASES = [
    (ParseError("No.", where="a.srt, line 3", advice="Look there."), 422, "not_a_transcript"),
    (SourceUnavailable("Busy."), 503, "source_unavailable"),
    (AddressRefused("Private."), 422, "address_refused"),
    (RunCancelled("Stopped."), 409, "run_cancelled"),
    (GraphUnavailable("Down."), 503, "graph_unavailable"),
    (GraphMisconfigured("Wrong password."), 503, "graph_misconfigured"),
    (PermissionDenied("Ask an admin."), 403, "permission_denied"),
    (Http404("secret name of a table"), 404, "not_found"),
    (ValidationError({"title": ["Too long."]}), 400, "invalid"),
    (ValidationError("Too long."), 400, "invalid"),
    (RequestDataTooBig("x"), 413, "too_large"),
    (SuspiciousOperation("x"), 400, "bad_request"),
    (Conflict(), 409, "conflict"),
    (Throttled(wait=3), 429, "throttled"),
]


@pytest.mark.parametrize(
    ("error", "status", "code"), CASES, ids=lambda value: getattr(value, "code", None) or str(value)
)
def test_known_errors_have_a_status_and_a_code(error: Exception, status: int, code: str) -> None:
    problem = describe_error(error)
    assert problem
    assert (problem.status, problem.code) == (status, code)
    assert problem.message
    assert "secret" not in str(problem.body)


def test_an_ingest_error_says_where_and_what_to_do() -> None:
    problem = describe_error(CASES[0][0])
    assert problem
    assert problem.message == "a.srt, line 3: No. Look there."
    assert problem.details["where"] == "a.srt, line 3"


def test_an_unknown_error_is_ours_and_told_to_the_log_only(
    rf: RequestFactory, caplog: pytest.LogCaptureFixture
) -> None:
    response = handle_api_error(ZeroDivisionError("secret detail"), {"request": rf.get("/api/v1/x/")})
    assert response.status_code == 500
    assert set(response.data) == SHAPE
    assert "secret detail" not in str(response.data)
    assert "secret detail" in caplog.text


def test_waiting_time_is_in_the_header(rf: RequestFactory) -> None:
    assert handle_api_error(Throttled(wait=3), {"request": rf.get("/")}).headers["Retry-After"] == "3"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/api/", "/api/v1/nothing/", "/api/v1/videos/nothing/"])
def test_a_missing_thing_is_a_json_error_under_api(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/json"
    assert set(response.json()) == SHAPE


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/nothing/", "/runs/nothing/", "/videos/nothing/"])
def test_a_missing_thing_is_a_designed_page(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert b"<main" in response.content


@pytest.mark.django_db
def test_htmx_gets_a_fragment(client: Client) -> None:
    response = client.get("/runs/nothing/", headers={"HX-Request": "true"})
    assert response.status_code == 404
    assert b"<main" not in response.content
    assert b'role="alert"' in response.content


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_a_wrong_method_is_a_json_error(editor_api: Any, method: str) -> None:
    response = getattr(editor_api, method)("/api/v1/videos/", {})
    assert (response.status_code, response.json()["code"]) == (405, "method_not_allowed")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b'{"text": NaN}', "application/json", 400),
        (b"[" * 200_000, "application/json", 400),
        (b'{"text": ' + b"9" * 10_000 + b"}", "application/json", 400),
        (b"[1]", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"x", "multipart/form-data; boundary=x", 400),
        (b"x", "multipart/form-data", 400),
        (b"<x/>", "application/xml", 415),
    ],
)
def test_a_broken_body_is_a_json_error(
    editor_api: Any, pipeline: FakePipeline, body: bytes, kind: str, status: int
) -> None:
    response = editor_api.generic("POST", "/api/v1/videos/", body, content_type=kind)
    assert response.status_code == status
    assert set(response.json()) == SHAPE


@pytest.mark.django_db
def test_a_store_that_is_down_is_a_503(editor_api: Any, pipeline: FakePipeline, store: FakeStore) -> None:
    from graphapp.videos.recording import record_document
    from tests.graphapp.videos.documents import build_document

    video = record_document(build_document("Talk", {"Ada": []})).video
    store.down = True
    response = editor_api.get(f"/api/v1/videos/{video.id}/graph/")
    assert (response.status_code, response.json()["code"]) == (503, "graph_unavailable")


@pytest.mark.django_db
def test_a_form_without_its_token_says_what_to_do() -> None:
    User.objects.create_user("ada", password="x")
    response = Client(enforce_csrf_checks=True).post("/accounts/sign-in/", {"username": "ada", "password": "x"})
    assert response.status_code == 403
    assert b"open for too long" in response.content
    assert b"another account" not in response.content


@pytest.mark.django_db
def test_a_form_behind_a_proxy_of_which_the_server_does_not_know_says_what_to_set() -> None:
    client = Client(enforce_csrf_checks=True)
    origin = {"origin": "https://testserver"}
    response = client.post("/accounts/sign-in/", {"username": "ada", "password": "x"}, headers=origin)
    assert response.status_code == 403
    assert b"HTTPS=true" in response.content


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/api/v1/videos/"])
def test_a_name_of_the_server_that_is_not_allowed_says_who_allows_it_and_repeats_nothing(path: str) -> None:
    response = Client(raise_request_exception=False).get(path, headers={"host": "<b>evil</b>.example"})
    assert response.status_code == 400
    assert b"ALLOWED_HOSTS" in response.content
    assert b"evil" not in response.content


def test_an_error_page_that_fails_itself_is_still_an_answer(rf: RequestFactory) -> None:
    request = rf.get("/")  # without user, session and all that the page wants
    response = page_failed(request)
    assert response.status_code == 500
    assert b"Traceback" not in response.content


def test_the_message_is_text_never_markup(rf: RequestFactory) -> None:
    problem = describe_error(ParseError("<script>alert(1)</script>"))
    assert problem
    request = rf.get("/")
    request.htmx = True  # type: ignore[attr-defined]
    assert b"<script>" not in answer_problem(request, problem).content
