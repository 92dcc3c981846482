"""Nobody waits for the map of a large library: a worker makes it, and the last one is shown until the next is there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from graphapp.curation.deciding import make_decision
from graphapp.explorer.exploring import opening, remaking
from graphapp.explorer.models import LibraryMap
from graphapp.explorer.tasks import draw_library
from graphapp.graph.models import Entity, Relation
from graphapp.videos.models import Video
from graphapp.videos.reading.relations import find_connection
from graphapp.videos.recording import delete_video
from tests.e2e.talks import HOSTILE
from tests.graphapp.explorer.talks import DOUBTS, record, record_three

pytestmark = pytest.mark.django_db


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remaking, "LARGE", 1)
    record_three()


def read(client: Client, query: str = "") -> dict[str, Any]:
    answer = client.get(f"/api/v1/explore/{query}")
    assert answer.status_code == 200
    rows: dict[str, Any] = answer.json()
    return rows


def names(rows: dict[str, Any]) -> set[str]:
    return {node[1] for node in rows["nodes"]}


def refuse(*_: Any) -> None:
    raise AssertionError("a visitor would wait for this")


def test_a_visitor_finds_it_made_and_the_same(client: Client, large: None, monkeypatch: pytest.MonkeyPatch) -> None:
    made_for_a_visitor = read(client)
    draw_library()
    monkeypatch.setattr(opening, "make_view", refuse)
    assert read(client) == made_for_a_visitor


def test_the_last_is_shown_until_the_next_is_there(
    client: Client, large: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw_library()
    before = names(read(client))
    record(HOSTILE)
    with monkeypatch.context() as patch:
        patch.setattr(opening, "make_view", refuse)
        assert names(read(client)) == before
    draw_library()
    assert names(read(client)) > before


def test_what_was_hidden_or_renamed_meanwhile_is_not_shown_as_it_was(client: Client, large: None) -> None:
    draw_library()
    make_decision("hide", {"entity": Entity.objects.get(name="NVIDIA").id}, author="ada")
    make_decision("rename", {"entity": Entity.objects.get(name="OpenAI").id, "name": "Open AI"}, author="ada")
    shown = read(client)
    assert not names(shown) & {"NVIDIA", "OpenAI"}
    assert "Open AI" in names(shown)
    assert all(max(edge[1:3]) < len(shown["nodes"]) for edge in shown["edges"])


def test_a_connection_is_not_shown_as_it_was_either(client: Client, large: None) -> None:
    draw_library()
    before = read(client)
    hidden, approved = (find_connection(edge[0]).relation for edge in before["edges"][:2])
    assert hidden
    assert approved
    make_decision("hide", {"relation": hidden.id}, author="ada")
    make_decision("approve", {"relation": approved.id}, author="ada")
    shown = read(client)
    reviews = {edge[0]: edge[7] for edge in shown["edges"]}
    assert hidden.permanent not in reviews
    assert reviews[approved.permanent] == 1
    assert shown["edge_count"] == before["edge_count"] - 1
    assert hidden.permanent not in client.get("/explore/").content.decode()


def test_a_connection_goes_with_its_only_video(client: Client, large: None) -> None:
    draw_library()
    before = {edge[0] for edge in read(client)["edges"]}
    delete_video(Video.objects.get(title=DOUBTS.title))
    left = {relation.permanent for relation in Relation.objects.all()}
    assert before - left
    assert {edge[0] for edge in read(client)["edges"]} <= left


def test_where_no_worker_looks_after_it_a_visitor_gets_a_new_one(client: Client, large: None) -> None:
    draw_library()
    before = names(read(client))
    for kept in LibraryMap.objects.defer("data"):
        LibraryMap.objects.filter(pk=kept.pk).update(looked_at=kept.looked_at - timedelta(hours=1))
    record(HOSTILE)
    assert names(read(client)) > before


def test_a_small_library_keeps_none(client: Client, large: None, monkeypatch: pytest.MonkeyPatch) -> None:
    draw_library()
    assert LibraryMap.objects.count()
    monkeypatch.setattr(remaking, "LARGE", 10_000)
    draw_library()
    assert not LibraryMap.objects.exists()
