"""What the API answers about videos, graphs and relations is what the record holds, in the agreed shape."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client

from graphapp.graph.models import Relation
from graphapp.videos.addresses.links import watch_address
from graphapp.videos.models import Video
from graphapp.videos.recording import VideoDetails, record_document
from ingest.records import EntityType
from tests.graphapp.asking import get
from tests.graphapp.videos.documents import build_document

pytestmark = pytest.mark.django_db

TYPES = {"Ada": EntityType.PERSON, "Grace": EntityType.PERSON, "COBOL": EntityType.PRODUCT}
LIST_FIELDS = {
    *("id", "slug", "title", "channel", "published", "duration_ms", "reading_minutes"),
    *("entity_count", "relation_count"),
}
NODE_FIELDS = {"id", "slug", "name", "type", "degree", "mentions", "salience", "first_ms"}
EDGE_FIELDS = {"id", "source", "target", "predicate", "polarity", "weight", "confidence", "review", "first_ms"}
EVIDENCE_FIELDS = {"video", "segment", "quote", "speaker", "start_ms", "page", "watch"}


@pytest.fixture
def video() -> Video:
    document = build_document(
        "Compilers",
        {"Ada": ["Lovelace"], "Grace": [], "COBOL": []},
        [("Grace", "created", "COBOL"), ("Ada", "related_to", "Grace")],
        types=TYPES,
    )
    details = VideoDetails(
        channel="History", published=date(2026, 2, 16), video_url="https://www.youtube.com/watch?v=abc&t=9"
    )
    return record_document(document, details=details).video


@pytest.fixture
def other() -> Video:
    document = build_document("Engines", {"Ada": [], "Babbage": []}, [("Ada", "related_to", "Babbage")], types=TYPES)
    segments = tuple(replace(segment, speaker="Bob") for segment in document.transcript.segments)
    document = replace(document, transcript=replace(document.transcript, segments=segments))
    return record_document(document).video


def test_a_list_item_has_the_agreed_fields(video: Video) -> None:
    (item,) = get("videos/")["results"]
    assert item.keys() >= LIST_FIELDS
    assert (item["id"], item["title"], item["published"]) == (video.id, "Compilers", "2026-02-16")
    assert (item["entity_count"], item["relation_count"], item["reading_minutes"]) == (3, 2, 1)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"q": "comp"}, ["Compilers"]),
        ({"q": "nothing"}, []),
        ({"q": ""}, ["Compilers", "Engines"]),
        ({"topic": "cobol"}, ["Compilers"]),
        ({"topic": "ada"}, ["Compilers", "Engines"]),
        ({"channel": "history"}, ["Compilers"]),
        ({"speaker": "bob"}, ["Engines"]),
        ({"published_after": "2026-02-16"}, ["Compilers"]),
        ({"published_after": "2026-02-17"}, []),
        ({"entity": "unknown"}, []),
        ({"topic": "ada", "speaker": "Ann"}, ["Compilers"]),
    ],
)
def test_filters_narrow_the_list(video: Video, other: Video, query: Any, titles: list[str]) -> None:
    assert [row["title"] for row in get("videos/", ordering="title", **query)["results"]] == titles


@pytest.mark.parametrize("field", ["id", "slug"])
def test_an_entity_filters_by_id_and_by_slug(video: Video, other: Video, field: str) -> None:
    nodes = get(f"videos/{other.id}/graph/")["nodes"]
    babbage = next(node for node in nodes if node["name"] == "Babbage")
    assert [row["title"] for row in get("videos/", entity=babbage[field])["results"]] == ["Engines"]


@pytest.mark.parametrize(
    "query",
    [
        {"ordering": "password"},
        {"published_after": "yesterday"},
        {"q": "x" * 201},
        {"q": "\0"},
        {"topic": "a\0b"},
    ],
)
def test_a_query_that_makes_no_sense_is_refused(query: Any) -> None:
    response = Client().get("/api/v1/videos/", query)
    assert response.status_code == 400
    assert response.json()["code"] == "invalid"
    assert next(iter(query)) in response.json()["details"]["fields"]


@pytest.mark.parametrize("field", ["id", "slug"])
def test_one_video_tells_all_that_its_page_shows(video: Video, field: str) -> None:
    answer = get(f"videos/{getattr(video, field)}/")
    assert answer.keys() >= LIST_FIELDS | {"summary", "chapters", "topics", "entities"}
    by_type = {kind: {entity["name"] for entity in group} for kind, group in answer["entities"].items()}
    assert by_type == {"Person": {"Ada", "Grace"}, "Product": {"COBOL"}}
    assert answer["chapters"][0]["first_segment"] == "s1"
    assert answer["summary"][0]["points"] == [{"text": "This is Compilers.", "segment": "s1"}]
    assert {topic["slug"] for topic in answer["topics"]} == {"ada", "grace", "cobol"}


def test_a_graph_has_the_agreed_fields_and_says_where_each_part_is_said(video: Video) -> None:
    graph = get(f"videos/{video.id}/graph/")
    names = {node["id"]: node["name"] for node in graph["nodes"]}
    assert sorted(names.values()) == ["Ada", "COBOL", "Grace"]
    for node in graph["nodes"]:
        assert node.keys() >= NODE_FIELDS | {"topics", "chapters", "segments", "x", "y"}
        assert node["chapters"] == [1]
        assert -1.5 <= node["x"] <= 1.5
    edges = {(names[e["source"]], e["predicate"], names[e["target"]]): e for e in graph["edges"]}
    assert set(edges) == {("Grace", "created", "COBOL"), ("Ada", "related_to", "Grace")}
    created = edges["Grace", "created", "COBOL"]
    assert created.keys() >= EDGE_FIELDS
    assert created["segments"] == ["s6"]
    assert (created["review"], created["polarity"], created["first_ms"]) == ("unreviewed", "asserted", 6000)


def test_a_graph_looks_the_same_each_time(video: Video) -> None:
    assert get(f"videos/{video.id}/graph/") == get(f"videos/{video.id}/graph/")


def test_a_graph_is_narrowed_by_type(video: Video) -> None:
    graph = get(f"videos/{video.id}/graph/", type=["Person"])
    assert {node["name"] for node in graph["nodes"]} == {"Ada", "Grace"}
    both = get(f"videos/{video.id}/graph/", type=["Person", "Product"])
    assert len(both["nodes"]) == 3


def test_a_graph_is_narrowed_by_topic_and_chapter(video: Video) -> None:
    narrowed = {node["name"] for node in get(f"videos/{video.id}/graph/", topic="cobol")["nodes"]}
    assert "COBOL" in narrowed
    assert narrowed < {"Ada", "Grace", "COBOL"}
    assert len(get(f"videos/{video.id}/graph/", chapter=1)["nodes"]) == 3


@pytest.mark.parametrize("query", [{"topic": "unknown"}, {"chapter": 9}])
def test_what_is_nowhere_said_is_an_empty_graph(video: Video, query: Any) -> None:
    assert get(f"videos/{video.id}/graph/", **query) == {"nodes": [], "edges": [], "truncated": False}


@pytest.mark.parametrize("query", [{"type": "Robot"}, {"chapter": "one"}, {"chapter": 0}, {"topic": "\0"}])
def test_a_graph_query_that_makes_no_sense_is_refused(video: Video, query: Any) -> None:
    assert Client().get(f"/api/v1/videos/{video.id}/graph/", query).status_code == 400


def test_mentions_stand_at_their_place_in_the_transcript(video: Video) -> None:
    names = {node["id"]: node["name"] for node in get(f"videos/{video.id}/graph/")["nodes"]}
    segments = get(f"videos/{video.id}/transcript/")["segments"]
    assert [segment["id"] for segment in segments] == [f"s{n}" for n in range(1, len(segments) + 1)]
    found = {
        (segment["text"][mention["start"] : mention["end"]], names[mention["entity"]])
        for segment in segments
        for mention in segment["mentions"]
    }
    assert found == {("Ada", "Ada"), ("Lovelace", "Ada"), ("Grace", "Grace"), ("COBOL", "COBOL")}


def test_a_relation_answers_who_says_so(video: Video) -> None:
    relation = Relation.objects.get(predicate="created")
    answer = get(f"relations/{relation.id}/")
    assert (answer["subject"]["name"], answer["predicate"], answer["object"]["name"]) == ("Grace", "created", "COBOL")
    (evidence,) = answer["evidence"]
    assert evidence.keys() >= EVIDENCE_FIELDS
    assert (evidence["video"], evidence["segment"], evidence["quote"]) == (video.id, "s6", "Grace created COBOL.")
    assert evidence["page"] == f"/videos/{video.slug}/?at=6#s6"
    assert evidence["watch"] == "https://www.youtube.com/watch?v=abc&t=6s"


@pytest.mark.parametrize(
    ("given", "watched"),
    [
        ("https://www.youtube.com/embed/jNQXAC9IVRw?start=3", "https://www.youtube.com/watch?v=jNQXAC9IVRw&t=6s"),
        ("https://youtube.com/shorts/jNQXAC9IVRw", "https://www.youtube.com/watch?v=jNQXAC9IVRw&t=6s"),
        ("https://youtu.be/jNQXAC9IVRw", "https://youtu.be/jNQXAC9IVRw?t=6s"),
        ("https://music.youtube.com/watch?v=jNQXAC9IVRw", "https://www.youtube.com/watch?v=jNQXAC9IVRw&t=6s"),
        ("https://www.youtube-nocookie.com/embed/jNQXAC9IVRw", "https://www.youtube.com/watch?v=jNQXAC9IVRw&t=6s"),
        ("https://www.youtube.com/embed/?list=x", "https://www.youtube.com/embed/?list=x&t=6s"),
    ],
)
def test_a_recording_is_led_to_in_a_form_that_takes_a_second(given: str, watched: str) -> None:
    assert watch_address(given, start_ms=6500) == watched


def test_the_number_of_queries_does_not_grow_with_the_video(django_assert_max_num_queries: Any) -> None:
    names = {f"Name{number}": [] for number in range(60)}
    claims = [(f"Name{n}", "related_to", f"Name{n + 1}") for n in range(59)]
    video = record_document(build_document("Large", names, claims)).video
    get(f"videos/{video.id}/graph/")
    for path in ("", "graph/", "transcript/"):
        with django_assert_max_num_queries(12):
            get(f"videos/{video.id}/{path}")


def test_the_number_of_queries_does_not_grow_with_the_list(
    video: Video, other: Video, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        get("videos/", limit=1)
    with django_assert_num_queries(1):
        get("videos/", limit=2)
