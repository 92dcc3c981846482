"""Who may what: every call and page with every role, public and not, by session and by token."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from graphapp.runs.models import Run, State
from graphapp.videos.models import Topic, Video
from graphapp.videos.recording import record_document
from tests.graphapp.runs.fakes import FakePipeline
from tests.graphapp.videos.documents import build_document

pytestmark = pytest.mark.django_db

ROLES = ("nobody", "reader", "editor", "admin")
READING = ("reader", "editor", "admin")
WRITING = ("editor", "admin")

TESTED_ELSEWHERE = ("decisions/", "review/")
READS = (
    "videos/",
    "videos/{video}/",
    "videos/{video}/graph/",
    "videos/{video}/transcript/",
    "relations/{relation}/",
    "entities/",
    "entities/{entity}/",
    "entities/{entity}/neighbourhood/",
    "explore/",
    "graph/export/?format=json",
    "paths/?from=Ada&to=Grace",
    "search/?q=Ada",
    "topics/",
    "topics/{topic}/",
    "runs/",
    "runs/{run}/",
    "schema/",
    "docs/",
)
WRITES = (
    ("post", "videos/", 202),
    ("patch", "videos/{video}/", 200),
    ("delete", "videos/{video}/", 204),
    ("post", "runs/{run}/cancel/", 200),
    ("post", "runs/{failed}/retry/", 200),
)
PAGES = (
    "/",
    "/entities/",
    "/topics/",
    "/paths/",
    "/search/",
    "/runs/",
    "/runs/{run}/",
)
WRITING_PAGES = ("/add/",)


@pytest.fixture
def names(pipeline: FakePipeline) -> dict[str, str]:
    """A video, a relation, a queued and a failed run to speak of."""
    document = build_document("Talk", {"Ada": [], "Grace": []}, [("Ada", "related_to", "Grace")])
    recorded = record_document(document)
    queued = Run.objects.create(source_kind="text", source_name="a", payload="0" * 64)
    failed = Run.objects.create(source_kind="text", source_name="b", state=State.FAILED)
    relation = recorded.delta.relations[0]
    topic = Topic.objects.create(video=recorded.video, slug="computers", name="Computers", number=1)
    entity = recorded.delta.entities[0]
    found = {"video": recorded.video.id, "relation": relation, "entity": entity, "topic": topic.slug}
    return found | {"run": queued.id, "failed": failed.id}


def body_of(path: str) -> dict[str, str]:
    return {"text": "Ada spoke."} if path == "videos/" else {"title": "Renamed"}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", READS)
@pytest.mark.parametrize("public", [True, False])
def test_reading_the_api(api_of: Any, names: Any, settings: Any, role: str, path: str, public: bool) -> None:
    settings.PUBLIC = public
    response = api_of(role).get(f"/api/v1/{path.format(**names)}")
    assert response.status_code == (200 if public or role in READING else 401)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("method", "path", "status"), WRITES)
def test_writing_by_token(api_of: Any, names: Any, role: str, method: str, path: str, status: int) -> None:
    response = getattr(api_of(role), method)(f"/api/v1/{path.format(**names)}", body_of(path))
    assert response.status_code == (status if role in WRITING else 401 if role == "nobody" else 403)
    if role not in WRITING:
        assert set(response.json()) == {"code", "message", "details"}
        assert Video.objects.filter(id=names["video"], title="Talk").exists()
        assert Run.objects.get(id=names["run"]).state == State.QUEUED


@pytest.mark.parametrize(("method", "path", "status"), WRITES)
def test_a_session_writes_only_with_its_csrf_token(users: Any, names: Any, method: str, path: str, status: int) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(users["editor"])
    address, body = f"/api/v1/{path.format(**names)}", body_of(path)
    refused = getattr(browser, method)(address, body, content_type="application/json")
    assert refused.status_code == 403
    token = browser.get("/accounts/password/").cookies["csrftoken"].value
    headers = {"X-CSRFToken": token}
    assert (
        getattr(browser, method)(address, body, content_type="application/json", headers=headers).status_code == status
    )


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("public", [True, False])
def test_reading_pages(
    client: Client, users: Any, names: Any, settings: Any, role: str, path: str, public: bool
) -> None:
    settings.PUBLIC = public
    if role != "nobody":
        client.force_login(users[role])
    response = client.get(path.format(**names))
    if public or role in READING:
        assert response.status_code == 200
    else:
        assert response.headers["Location"].startswith("/accounts/sign-in/?next=/")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", WRITING_PAGES)
def test_writing_pages(client: Client, users: Any, role: str, path: str) -> None:
    if role != "nobody":
        client.force_login(users[role])
    response = client.get(path)
    assert response.status_code == (200 if role in WRITING else 302 if role == "nobody" else 403)


@pytest.mark.parametrize("role", ["nobody", "reader"])
@pytest.mark.parametrize("path", ["/add/", "/runs/{run}/cancel/", "/runs/{failed}/retry/"])
def test_forms_do_nothing_for_those_who_may_not(client: Client, users: Any, names: Any, role: str, path: str) -> None:
    if role != "nobody":
        client.force_login(users[role])
    response = client.post(path.format(**names), {"text": "Ada spoke."})
    assert response.status_code == (302 if role == "nobody" else 403)
    assert Run.objects.count() == 2
    assert Run.objects.get(id=names["run"]).state == State.QUEUED


def test_the_matrix_knows_every_call() -> None:
    """A call that is added must be added here too, or be named as tested beside its own app."""
    known = {re.sub(r"{\w+}", "{}", path).partition("?")[0] for path in (*READS, *(path for _, path, _ in WRITES))}
    routes = {re.sub(r"<[^>]+>", "{}", route.removeprefix("api/v1/")) for route in list_routes("api/v1/")}
    assert {route for route in routes if not route.startswith(TESTED_ELSEWHERE)} == known


def list_routes(prefix: str) -> list[str]:
    found: list[str] = []

    def walk(patterns: Any, before: str) -> None:
        for pattern in patterns:
            here = before + str(pattern.pattern)
            walk(pattern.url_patterns, here) if hasattr(pattern, "url_patterns") else found.append(here)

    walk(get_resolver().url_patterns, "")
    return [route for route in found if route.startswith(prefix)]


@pytest.mark.parametrize("state", ["inactive", "revoked", "wrong"])
def test_a_token_that_should_not_work_does_not(api_of: Any, users: Any, state: str) -> None:
    client = api_of("editor")
    if state == "inactive":
        users["editor"].is_active = False
        users["editor"].save()
    if state == "revoked":
        users["editor"].tokens.update(revoked_at="2026-01-01T00:00Z")
    if state == "wrong":
        client.credentials(HTTP_AUTHORIZATION="Bearer sg_wrong")
    response = client.get("/api/v1/videos/")
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert response.json()["code"] == "invalid_token"
