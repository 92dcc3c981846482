"""What docs/api.md and docs/client.py promise works on a running server, and no call is left out."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import Any

import pytest
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from graphapp.accounts.permissions import Role
from graphapp.config.environment import BASE_DIR
from graphapp.graph.models import Entity, Relation
from graphapp.graph.opening import open_record
from graphapp.videos.models import Topic
from tests.graphapp.conftest import make_user
from tests.graphapp.graph.library import Library

DOCS = BASE_DIR / "docs"
EXAMPLE = re.compile(r'^    curl (?:-X (?P<method>[A-Z]+) )?.*"\$SITE(?P<address>/[^"]+)"$', re.MULTILINE)
METHODS = {"get", "post", "put", "patch", "delete"}


def list_examples() -> list[tuple[str, str]]:
    text = (DOCS / "api.md").read_text("utf-8")
    return [(found["method"] or "GET", found["address"]) for found in EXAMPLE.finditer(text)]


def list_calls() -> list[tuple[str, str]]:
    schema: Any = SchemaGenerator().get_schema(request=None, public=True)
    return [(m.upper(), path) for path, calls in schema["paths"].items() for m in calls if m in METHODS]


@pytest.fixture
def library(transactional_db: None) -> Library:
    library = Library(open_record())
    claims = [("OpenAI", "partner_of", "Cerebras"), ("Cerebras", "competes_with", "NVIDIA")]
    library.add("Fast chips", ["OpenAI", "Cerebras", "NVIDIA"], claims)
    return library


@pytest.mark.parametrize(("method", "path"), list_calls(), ids=" ".join)
def test_every_call_has_an_example(method: str, path: str) -> None:
    shape = re.compile(re.sub(r"\{\w+\}", "[A-Z]+", path) + r"(\?.*)?")
    assert any(shape.fullmatch(address) for verb, address in list_examples() if verb == method)


def test_every_reading_example_answers(library: Library) -> None:
    video = library.add("More chips", ["OpenAI"])
    relation, entity, topic = Relation.objects.first(), Entity.objects.get(name="OpenAI"), Topic.objects.first()
    assert relation
    assert topic
    real = {"VIDEO": video.slug, "ENTITY": entity.id, "TOPIC": topic.slug, "RELATION": relation.id}
    asked = [address for verb, address in list_examples() if verb == "GET" and "RUN" not in address]
    assert len(asked) > 15
    client = Client()
    client.force_login(make_user(Role.EDITOR))
    for address in asked:
        there = re.sub("|".join(real), lambda found: real[found[0]], address)
        assert client.get(there).status_code == 200, there


@pytest.mark.server
def test_the_client_prints_who_says_what(live_server: Any, library: Library) -> None:
    command = [sys.executable, str(DOCS / "client.py"), live_server.url, "OpenAI", "NVIDIA"]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    assert "OpenAI is a partner of Cerebras\n  “OpenAI partner_of Cerebras.” (Fast chips) http://" in said
    assert "Cerebras competes with NVIDIA" in said
