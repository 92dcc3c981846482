"""GRAPH_URL alone switches the store: pages and API of entities and topics say the same on both."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from rest_framework.test import APIClient

from graphapp.graph.models import Entity
from tests.graphapp.explorer.talks import record_three

pytestmark = [pytest.mark.neo4j, pytest.mark.xdist_group("neo4j"), pytest.mark.django_db(transaction=True)]


def read_everything() -> dict[str, object]:
    client = APIClient()
    answers: dict[str, object] = {}
    for entity in Entity.objects.filter(name__in=("Cerebras", "latency")):
        for query in ("", "?depth=2", "?predicate=makes", "?topic=hardware", "?limit=3"):
            address = f"/api/v1/entities/{entity.id}/neighbourhood/{query}"
            answers[address] = client.get(address).json()
        for query in ("", "?type=Product", "?weak=1"):
            address = f"/entities/{entity.slug}/{query}"
            page = client.get(address)
            answers[address] = (page.status_code, page.context["graph"], page.content)
    for query in ("", "?type=Product", "?weak=1"):
        page = client.get(f"/topics/hardware/{query}")
        answers[f"/topics/hardware/{query}"] = (page.status_code, page.context["graph"], page.content)
    return answers


def test_pages_across_videos_are_alike_on_both_stores(settings: Any, neo4j_turn: str) -> None:
    settings.GRAPH_URL = "embedded"
    record_three()
    embedded = read_everything()
    settings.GRAPH_URL = neo4j_turn
    call_command("graph", "rebuild", stdout=StringIO())
    assert read_everything() == embedded
