"""Who may what in a browser: every page and form with every role, public and not."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from graphapp.accounts.services import make_token
from graphapp.runs.models import Followed, Run, State
from graphapp.videos.models import Decision, Video
from tests.graphapp.accounts.test_matrix import READING, ROLES, WRITING, list_routes, names

__all__ = ["names"]
pytestmark = pytest.mark.django_db

OPEN = ("healthz", "readyz", "robots.txt", "favicon.ico", "accounts/sign-in/", "metrics")
"""For anybody, and saying nothing of the library; `metrics` asks for a token of its own."""
READERS = (
    "",
    "videos/{slug}/",
    "videos/{slug}/embed/",
    "videos/{slug}/embed/panel/",
    "videos/{slug}/panel/",
    "runs/",
    "runs/followed/",
    "runs/{run}/",
    "explore/",
    "explore/panel/",
    "entities/",
    "entities/{entity}/",
    "entities/{entity}/panel/",
    "entities/{entity}/connections/",
    "entities/{entity}/videos/",
    "entities/{entity}/feed/",
    "topics/",
    "topics/{topic}/",
    "topics/{topic}/panel/",
    "topics/{topic}/videos/",
    "topics/{topic}/feed/",
    "connections/{relation}/",
    "paths/",
    "search/",
    "search/palette/",
)
ONES_OWN = ("accounts/password/", "accounts/tokens/")
EDITORS = (
    "add/",
    "desk/",
    "desk/alike/{question}/",
    "desk/entities/{entity}/",
    "desk/connections/{relation}/",
    "desk/words/?video={video}&segment=1",
    "desk/history/",
    "desk/changes/",
)
FORMS = (
    "add/",
    "runs/all/",
    "runs/followed/add/",
    "runs/followed/{followed}/remove/",
    "runs/{run}/cancel/",
    "runs/{failed}/retry/",
    "runs/{failed}/delete/",
    "desk/answer/{question}/",
    "desk/undo/",
    "desk/alike/{question}/",
    "desk/decide/",
    "desk/history/{decision}/revoke/",
)
OWN_FORMS = ("accounts/sign-out/", "accounts/tokens/{token}/revoke/")


@pytest.fixture
def places(names: dict[str, str], users: dict[str, Any]) -> dict[str, Any]:
    followed = Followed.objects.create(id="f" * 16, address="https://example.org/feed", next_at=timezone.now())
    return {
        **names,
        "slug": Video.objects.get().slug,
        "followed": followed.id,
        "token": make_token(users["admin"], label="theirs")[0].pk,
    }


def browse(users: dict[str, Any], role: str) -> Client:
    client = Client()
    if role != "nobody":
        client.force_login(users[role])
    return client


@pytest.mark.parametrize("public", [True, False])
def test_reading(users: Any, places: Any, settings: Any, public: bool) -> None:
    settings.PUBLIC = public
    for path in READERS:
        for role in ROLES:
            response = browse(users, role).get(f"/{path.format(**places)}")
            if public or role in READING:
                assert response.status_code in {200, 301}, (path, role)
            else:
                assert response.headers["Location"].startswith("/accounts/sign-in/?next=/"), path


@pytest.mark.parametrize("public", [True, False])
def test_pages_of_editors(users: Any, places: Any, settings: Any, public: bool) -> None:
    settings.PUBLIC = public
    for path in EDITORS:
        for role in ROLES:
            response = browse(users, role).get(f"/{path.format(**places)}")
            expected = 200 if role in WRITING else 302 if role == "nobody" else 403
            assert response.status_code == expected, (path, role)


def test_what_is_ones_own(users: Any) -> None:
    for path in ONES_OWN:
        for role in ROLES:
            response = browse(users, role).get(f"/{path}")
            assert response.status_code == (302 if role == "nobody" else 200), (path, role)


def test_looking_after_accounts_is_for_admins(users: Any) -> None:
    found = {role: browse(users, role).get("/admin/").status_code for role in ROLES}
    assert found == {"nobody": 302, "reader": 302, "editor": 302, "admin": 200}


@pytest.mark.parametrize("role", ["nobody", "reader"])
def test_forms_do_nothing_for_those_who_may_not(users: Any, places: Any, role: str) -> None:
    said = {"text": "Ada spoke.", "answer": "yes", "kind": "hide", "entity": places["entity"]}
    for path in FORMS:
        response = browse(users, role).post(f"/{path.format(**places)}", {**said, "address": "https://example.org/"})
        assert response.status_code == (302 if role == "nobody" else 403), path
        if role == "nobody":
            assert response.headers["Location"].startswith("/accounts/sign-in/"), path
    assert Run.objects.count() == 2
    assert Run.objects.get(id=places["run"]).state == State.QUEUED
    assert Followed.objects.count() == 1
    assert [decision.active for decision in Decision.objects.order_by("order")] == [True, False]
    assert Video.objects.count() == 1


@pytest.mark.parametrize("role", ["nobody", "reader", "editor"])
def test_nobody_revokes_the_token_of_another(users: Any, places: Any, role: str) -> None:
    browse(users, role).post(f"/accounts/tokens/{places['token']}/revoke/")
    assert users["admin"].tokens.get().revoked_at is None


def test_the_matrix_knows_every_page() -> None:
    """A page that is added must be added here too. Those of the admin site are Django's, behind one door."""
    shown = (*OPEN, *READERS, *ONES_OWN, *EDITORS, *FORMS, *OWN_FORMS)
    known = {re.sub(r"{\w+}", "{}", path).partition("?")[0] for path in shown}
    routes = {re.sub(r"<[^>]+>", "{}", route) for route in list_routes("")}
    known = {path.replace("{}/revoke/", "{}/{}/") if path.startswith("desk/history/") else path for path in known}
    assert {route for route in routes if not route.startswith(("api/", "admin/"))} == known
