"""Entities and their neighbourhoods in the API: the agreed shapes, 301 for what moved, bounded answers."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from graphapp.curation.deciding import make_decision
from graphapp.graph.models import Entity
from graphapp.videos.models import Video
from graphapp.videos.recording import record_document
from tests.graphapp.asking import entity, get
from tests.graphapp.explorer.talks import record_three
from tests.graphapp.videos.api.test_reading import EDGE_FIELDS, NODE_FIELDS
from tests.graphapp.videos.documents import build_document

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def videos(shared_rows: None) -> dict[str, Video]:
    return record_three()


def names(**query: Any) -> list[str]:
    return [item["name"] for item in get("entities/", **query)["results"]]


def test_the_list_narrows_and_orders_as_asked(videos: dict[str, Video]) -> None:
    assert names()[0] == "Cerebras"
    assert names(ordering="name") == sorted(names(), key=str.casefold)
    assert set(names(type="Product")) == {"Codex-Spark", "Wafer Scale Engine 3", "H100"}
    assert set(names(type=["Event", "Place"])) == {"Spring Update", "California"}
    assert names(q="wafer engine") == ["Wafer Scale Engine 3"]
    assert set(names(video=videos["chips"].slug)) == {"NVIDIA", "H100", "Cerebras", "California"}
    assert "NVIDIA" in names(topic="latency")
    assert "California" not in names(topic="latency")
    assert names(video="nothing") == names(topic="nothing") == []


def test_pages_of_the_list_hold_everything_once(videos: dict[str, Video]) -> None:
    seen: list[str] = []
    page = get("entities/", limit=3)
    while True:
        seen += [item["id"] for item in page["results"]]
        if page["next"] is None:
            break
        page = Client().get(page["next"]).json()
    assert sorted(seen) == sorted(Entity.objects.values_list("id", flat=True))


def test_an_entity_says_by_which_names_and_where(videos: dict[str, Video]) -> None:
    answer = get(f"entities/{entity('Cerebras').id}/")
    assert (answer["name"], answer["type"], answer["video_count"]) == ("Cerebras", "Organization", 3)
    assert (answer["mention_count"], answer["relation_count"]) == (8, entity("Cerebras").relation_count)
    assert answer["first_seen"]["title"] == "Doubts about wafers"
    assert answer["last_seen"]["published"] == "2026-02-16"
    assert [video["id"] for video in answer["videos"]] == [videos[n].id for n in ("wafers", "doubts", "chips")]
    assert get(answer["videos_all"].removeprefix("/api/v1/"))["results"]
    assert get(f"entities/{entity('Cerebras').slug}/") == answer


def test_what_is_named_in_videos_without_a_date_was_seen_first_and_last_where_they_were_added(db: None) -> None:
    last = [record_document(build_document(title, {"Tin": []})).video for title in ("C", "A", "B")][-1]
    answer = get(f"entities/{entity('Tin').id}/")
    seen = [answer[end] for end in ("first_seen", "last_seen")]
    assert [end["title"] for end in seen] == ["C", "B"]
    assert [end["published"] for end in seen] == [None, None]
    assert seen[0]["added_at"] < seen[1]["added_at"]
    Video.objects.filter(id=last.id).update(published="2026-02-16")
    answer = get(f"entities/{entity('Tin').id}/")
    assert [answer[end]["title"] for end in ("first_seen", "last_seen")] == ["B", "B"]


def test_what_was_merged_answers_301_to_what_it_became(videos: dict[str, Video]) -> None:
    old, kept = entity("OpenAI"), entity("Cerebras")
    make_decision("same", {"entities": [kept.id, old.id], "name": "Both"}, author="ed")
    now = entity("Both")
    gone = next(id for id in (old.id, kept.id) if id != now.id)
    for part in ("", "neighbourhood/"):
        answer = Client().get(f"/api/v1/entities/{gone}/{part}?limit=5")
        assert (answer.status_code, answer["Location"]) == (301, f"/api/v1/entities/{now.id}/{part}?limit=5")
        assert answer["Cache-Control"] == "no-cache"


def test_what_is_hidden_answers_404_in_the_one_shape(videos: dict[str, Video]) -> None:
    id = entity("latency").id
    make_decision("hide", {"entity": id}, author="ed")
    answer = Client().get(f"/api/v1/entities/{id}/")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_neighbourhood_has_the_agreed_shape_and_says_when_it_was_cut(videos: dict[str, Video]) -> None:
    near = get(f"entities/{entity('Cerebras').id}/neighbourhood/")
    assert near["nodes"][0].keys() == NODE_FIELDS
    assert near["edges"][0].keys() == EDGE_FIELDS
    assert not near["truncated"]
    small = get(f"entities/{entity('Cerebras').id}/neighbourhood/", limit=2)
    assert (len(small["nodes"]), small["truncated"]) == (2, True)
    far = get(f"entities/{entity('Cerebras').id}/neighbourhood/", depth=2)
    assert len(far["nodes"]) > len(near["nodes"])


def test_a_neighbourhood_narrows_to_type_predicate_video_and_topic(videos: dict[str, Video]) -> None:
    def near(**query: Any) -> set[str]:
        answer = get(f"entities/{entity('Cerebras').id}/neighbourhood/", **query)
        return {node["name"] for node in answer["nodes"]} - {"Cerebras"}

    assert near(type="Product") == near(predicate="makes") == {"Wafer Scale Engine 3"}
    assert near(video=videos["doubts"].id) == {"OpenAI", "Wafer Scale Engine 3"}
    assert near(topic="hardware", video=videos["doubts"].id) == {"OpenAI", "Wafer Scale Engine 3"}
    assert near(topic="nothing") == set()


def test_an_approved_connection_says_so(videos: dict[str, Video]) -> None:
    edge = get(f"entities/{entity('Cerebras').id}/neighbourhood/")["edges"][0]
    make_decision("approve", {"relation": edge["id"]}, author="ed")
    edges = get(f"entities/{entity('Cerebras').id}/neighbourhood/")["edges"]
    assert [e["id"] for e in edges if e["review"] == "approved"] == [edge["id"]]


@pytest.mark.parametrize("query", ["limit=0", "depth=3", "type=Nonsense", "predicate=x", "limit=100000"])
def test_what_is_not_allowed_is_refused_with_a_reason(videos: dict[str, Video], query: str) -> None:
    answer = Client().get(f"/api/v1/entities/{entity('Cerebras').id}/neighbourhood/?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
