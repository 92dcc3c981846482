"""Who may what by API: every call with every role, public and not, by session and by token."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from graphapp.curation.deciding import make_decision, revoke_decision
from graphapp.curation.models import TYPE
from graphapp.curation.review.questions import make_question
from graphapp.graph.models import Entity
from graphapp.runs.models import Run, State
from graphapp.videos.models import Decision, Topic, Video
from graphapp.videos.recording import record_document
from tests.graphapp.videos.documents import build_document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pipeline")]

ROLES = ("nobody", "reader", "editor", "admin")
READING = ("reader", "editor", "admin")
WRITING = ("editor", "admin")

TIMES = "from=2026-01-01T00:00Z&to=2026-02-01T00:00Z"
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
)
EDITORS_READ = ("decisions/", "review/", f"changes/?{TIMES}")
WRITES = (
    ("post", "videos/", 202),
    ("patch", "videos/{video}/", 200),
    ("delete", "videos/{video}/", 204),
    ("post", "runs/{run}/cancel/", 200),
    ("post", "runs/{failed}/retry/", 200),
    ("delete", "runs/{failed}/", 204),
    ("post", "decisions/", 201),
    ("post", "decisions/preview/", 200),
    ("post", "decisions/{decision}/revoke/", 200),
    ("post", "decisions/{revoked}/restore/", 200),
    ("post", "review/{question}/answer/", 200),
)


@pytest.fixture(scope="module")
def names(shared_rows: None) -> dict[str, str]:
    """A video, a relation, a queued and a failed run to speak of."""
    document = build_document("Talk", {"Ada": [], "Grace": []}, [("Ada", "related_to", "Grace")])
    recorded = record_document(document)
    queued = Run.objects.create(source_kind="text", source_name="a", payload="0" * 64)
    failed = Run.objects.create(source_kind="text", source_name="b", state=State.FAILED)
    relation = recorded.delta.relations[0]
    topic = Topic.objects.create(video=recorded.video, slug="computers", name="Computers", number=1)
    entity = recorded.delta.entities[0]
    found = {"video": recorded.video.id, "relation": relation, "entity": entity, "topic": topic.slug}
    found |= {"run": queued.id, "failed": failed.id}
    active = make_decision("rename", {"entity": entity, "name": "Ada Lovelace"}, author="ed")
    revoked = make_decision("retype", {"entity": entity, "type": "Place"}, author="ed")
    revoke_decision(revoked, author="ed")
    return found | {"decision": active.id, "revoked": revoked.id, "question": ask_something(entity)}


def ask_something(entity: str) -> str:
    """What is asked of a thing by which much hangs and of which little is sure."""
    Entity.objects.filter(id=entity).update(confidence=0.1, relation_count=4)
    question = make_question(TYPE, left=entity, why="unsure", alike="type", doubt=0.5, impact=1.0)
    question.save()
    return question.id


BODIES = {
    "videos/": {"text": "Ada spoke."},
    "decisions/": {"kind": "describe", "entity": "{entity}", "text": "A person."},
    "decisions/preview/": {"kind": "describe", "entity": "{entity}", "text": "A person."},
    "review/{question}/answer/": {"answer": "yes"},
}


def body_of(path: str, names: dict[str, str]) -> dict[str, str]:
    return {name: text.format(**names) for name, text in BODIES.get(path, {"title": "Renamed"}).items()}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", READS)
@pytest.mark.parametrize("public", [True, False])
def test_reading_the_api(api_of: Any, names: Any, settings: Any, role: str, path: str, public: bool) -> None:
    settings.PUBLIC = public
    response = api_of(role).get(f"/api/v1/{path.format(**names)}")
    assert response.status_code == (200 if public or role in READING else 401)


@pytest.mark.parametrize("public", [True, False])
def test_the_description_for_people_is_a_page(users: Any, settings: Any, public: bool) -> None:
    settings.PUBLIC = public
    visitor, reader = Client(), Client()
    reader.force_login(users["reader"])
    assert reader.get("/api/v1/docs/").status_code == 200
    answer = visitor.get("/api/v1/docs/")
    assert answer.status_code == (200 if public else 302)
    assert public or answer.headers["Location"] == "/accounts/sign-in/?next=/api/v1/docs/"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", EDITORS_READ)
def test_reading_what_is_for_editors(api_of: Any, names: Any, role: str, path: str) -> None:
    response = api_of(role).get(f"/api/v1/{path}")
    assert response.status_code == (200 if role in WRITING else 401 if role == "nobody" else 403)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("method", "path", "status"), WRITES)
def test_writing_by_token(api_of: Any, names: Any, role: str, method: str, path: str, status: int) -> None:
    response = getattr(api_of(role), method)(f"/api/v1/{path.format(**names)}", body_of(path, names))
    assert response.status_code == (status if role in WRITING else 401 if role == "nobody" else 403)
    if role not in WRITING:
        assert [decision.active for decision in Decision.objects.order_by("order")] == [True, False]
        assert set(response.json()) == {"code", "message", "details"}
        assert Video.objects.filter(id=names["video"], title="Talk").exists()
        assert Run.objects.get(id=names["run"]).state == State.QUEUED


@pytest.mark.parametrize(("method", "path", "status"), WRITES)
def test_a_session_writes_only_with_its_csrf_token(users: Any, names: Any, method: str, path: str, status: int) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(users["editor"])
    address, body = f"/api/v1/{path.format(**names)}", body_of(path, names)
    refused = getattr(browser, method)(address, body, content_type="application/json")
    assert refused.status_code == 403
    token = browser.get("/accounts/password/").cookies["csrftoken"].value
    headers = {"X-CSRFToken": token}
    assert (
        getattr(browser, method)(address, body, content_type="application/json", headers=headers).status_code == status
    )


def test_the_matrix_knows_every_call() -> None:
    """A call that is added must be added here too."""
    paths = ("docs/", *READS, *EDITORS_READ, *(path for _, path, _ in WRITES))
    known = {re.sub(r"{\w+}", "{}", path).partition("?")[0] for path in paths}
    routes = {re.sub(r"<[^>]+>", "{}", route.removeprefix("api/v1/")) for route in list_routes("api/v1/")}
    assert routes == known


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
