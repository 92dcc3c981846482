"""What tests of the Django apps share: people of each role, and fakes in place of pipeline and graph store."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from django.test import Client
from rest_framework.test import APIClient

from graphapp.accounts.permissions import Role
from graphapp.accounts.services import give_role, make_token
from tests.graphapp.runs.fakes import FakePipeline, FakeStore
from tests.services.neo4j_fixture import neo4j_turn, neo4j_url

__all__ = ["neo4j_turn", "neo4j_url"]

PASSWORD = "correct horse battery staple"


def make_user(role: Role) -> User:
    user = User.objects.create_user(role.group, password=PASSWORD)
    give_role(user, role=role)
    return user


@pytest.fixture(scope="module")
def shared_rows(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """For fixtures of a module whose rows all its tests begin with: made once, as each test's own are taken back.
    Not beside tests that need real transactions, or begin with an empty library."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def users(db: None) -> dict[str, Any]:
    """A user of each role by its name, and nobody."""
    people: dict[str, Any] = {role.group: make_user(role) for role in Role if role is not Role.NOBODY}
    return people | {"nobody": AnonymousUser()}


@pytest.fixture
def api_of(users: dict[str, Any]) -> Any:
    """An API client that sends a token of the role's user; none for nobody."""

    def make(role: str) -> APIClient:
        client = APIClient()
        if role != "nobody":
            client.credentials(HTTP_AUTHORIZATION=f"Bearer {make_token(users[role], label='test')[1]}")
        return client

    return make


@pytest.fixture
def editor_api(api_of: Any) -> APIClient:
    return api_of("editor")


@pytest.fixture
def editor_page(users: dict[str, Any], client: Client) -> Client:
    client.force_login(users["editor"])
    return client


@pytest.fixture(autouse=True)
def data_dir(settings: Any, tmp_path: Path) -> Path:
    """A folder of each test's own for whatever it writes."""
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> FakePipeline:
    fake = FakePipeline()
    module = ModuleType("ingest.pipeline")
    module.__dict__.update(read_transcript=fake.read_transcript, extract_document=fake.extract_document)
    monkeypatch.setitem(sys.modules, "ingest.pipeline", module)
    return fake


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> FakeStore:
    import_module("graphapp.config.urls")  # what is first imported now would keep the fake for good
    fake = FakeStore()
    module = ModuleType("graphapp.graph.opening")
    module.__dict__.update(
        open_store=lambda: fake, open_questions=lambda: fake, open_record=lambda: fake, EMBEDDED="embedded"
    )
    monkeypatch.setitem(sys.modules, "graphapp.graph.opening", module)
    return fake
