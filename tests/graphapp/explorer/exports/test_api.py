"""GET graph/export/: the part that was asked for, as a download."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from graphapp.explorer.exports import reading
from graphapp.graph.models import Entity, Relation
from graphapp.graph.opening import open_record
from graphapp.videos.models import Topic, Video
from tests.graphapp.explorer.exports.conftest import HOSTILE, PLAIN
from tests.graphapp.graph.library import Library


def get(status: int = 200, *, accept: str = "*/*", **query: Any) -> Any:
    response = Client().get("/api/v1/graph/export/", query, headers={"accept": accept})
    assert response.status_code == status
    return response


def load(**query: Any) -> Any:
    return json.loads(b"".join(get(format="json", **query).streaming_content))


def test_a_video_takes_what_its_graph_shows(videos: list[Video]) -> None:
    found = load(video=videos[1].id)
    shown = Client().get(f"/api/v1/videos/{videos[1].id}/graph/").json()
    pick = ("id", "source", "target", "weight", "confidence", "polarity")
    assert [[edge[name] for name in pick] for edge in found["edges"]] == sorted(
        [edge[name] for name in pick] for edge in shown["edges"]
    )
    assert {(n["id"], n["mentions"], n["first_ms"]) for n in found["nodes"]} == {
        (n["id"], n["mentions"], n["first_ms"]) for n in shown["nodes"]
    }
    assert {said["video"] for edge in found["edges"] for said in edge["evidence"]} == {videos[1].id}
    assert found["scope"] == {"video": videos[1].id, "title": "Second"}


def test_a_topic_takes_what_is_said_where_it_is_discussed(videos: list[Video]) -> None:
    topic = Topic.objects.filter(video=videos[1]).first()
    assert topic is not None
    Topic.objects.filter(slug=topic.slug).update(segments=[s.number for s in videos[1].segments.all()])
    found = load(topic=topic.slug)
    assert {said["video"] for edge in found["edges"] for said in edge["evidence"]} >= {videos[1].id}
    Topic.objects.filter(slug=topic.slug).update(segments=[])
    assert load(topic=topic.slug)["edges"] == []


def test_a_view_takes_its_entities_and_all_that_joins_them(videos: list[Video]) -> None:
    ids = list(Entity.objects.filter(name__in=[PLAIN, HOSTILE[1]]).values_list("id", flat=True))
    found = load(entities=",".join(ids))
    assert sorted(node["id"] for node in found["nodes"]) == sorted(ids)
    among = Relation.objects.filter(subject__in=ids, object__in=ids)
    assert sorted(edge["id"] for edge in found["edges"]) == sorted(among.values_list("id", flat=True))
    assert {edge["polarity"] for edge in found["edges"]} == {"asserted", "denied"}


def watch_statements(**query: Any) -> list[int]:
    """How many values each statement of an export names."""
    sizes: list[int] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sizes.append(len(params or ()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        load(**query)
    return sizes


def test_a_topic_of_many_videos_is_asked_for_as_one_of_few(videos: list[Video]) -> None:
    topic = {"number": 90, "name": "Shared", "slug": "shared", "segments": list(range(1, 60))}
    Topic.objects.create(video=videos[0], **topic)
    few = watch_statements(topic="shared")
    library = Library(open_record())
    more = [library.add(f"Talk {n}", ["Ann", "Bee"], [("Ann", "uses", "Bee")]) for n in range(6)]
    Topic.objects.bulk_create(Topic(video=video, **topic) for video in more)
    assert len(watch_statements(topic="shared")) == len(few)
    assert {said["video"] for edge in load(topic="shared")["edges"] for said in edge["evidence"]} >= {
        video.id for video in more
    }


def test_no_statement_names_all_that_is_in_a_view(videos: list[Video], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PAGE", 4)
    ids = list(Entity.objects.values_list("id", flat=True))
    assert max(watch_statements(entities=",".join(ids))) < len(ids)


def test_an_exploring_page_s_view_can_be_taken_along(videos: list[Video]) -> None:
    start = Entity.objects.get(name=HOSTILE[1])
    found = load(view=f"e={start.slug}")
    assert {node["name"] for node in found["nodes"]} >= {HOSTILE[1], PLAIN}
    page = Client().get(f"/explore/?e={start.slug}").content.decode()
    assert f"format=graphml&amp;view=e%3D{start.slug}" in page
    assert len(load(view="size=50")["nodes"]) == Entity.objects.count()


def test_what_a_reader_hid_is_not_taken_along(videos: list[Video]) -> None:
    hidden = Entity.objects.get(name=HOSTILE[1])
    names = {node["name"] for node in load(view=f"size=60&hide={hidden.slug}")["nodes"]}
    assert names == set(Entity.objects.exclude(id=hidden.id).values_list("name", flat=True))


def test_every_view_that_a_page_offers_as_a_file_is_taken_along(videos: list[Video]) -> None:
    hidden = ",".join(f"somebody-{n:08}" for n in range(380))
    page = Client().get(f"/explore/?hide={hidden}").content.decode()
    links = re.findall(r'href="(/api/v1/graph/export/[^"]*)"', page)
    assert links
    assert {Client().get(html.unescape(link)).status_code for link in links} == {200}


def test_a_view_too_long_for_a_link_has_none_and_says_so(videos: list[Video]) -> None:
    hidden = ",".join(f"somebody-{n:08}" for n in range(400))
    page = Client().get(f"/explore/?hide={hidden}").content.decode()
    assert "graph/export/" not in page
    assert "too long for a file" in page


@pytest.mark.parametrize("part", ["video", "topic", "entities", "view"])
@pytest.mark.parametrize("empty", ["", " ", ","])
def test_an_empty_part_is_a_mistake_and_not_the_whole_library(videos: list[Video], part: str, empty: str) -> None:
    if (part, empty) not in {("video", ","), ("topic", ","), ("view", ",")}:
        assert get(400, **{part: empty}).json()["code"] == "invalid"


@pytest.mark.parametrize(
    ("format", "content_type", "suffix"),
    [
        ("graphml", "application/graphml+xml", "graphml"),
        ("gexf", "application/gexf+xml", "gexf"),
        ("csv", "application/zip", "csv.zip"),
        ("jsonld", "application/ld+json", "jsonld"),
        ("json", "application/json", "json"),
        ("cypher", "text/plain; charset=utf-8", "cypher"),
    ],
)
def test_a_download_has_a_name_and_a_type(videos: list[Video], format: str, content_type: str, suffix: str) -> None:
    response = get(format=format, video=videos[1].slug, accept="application/ld+json")
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"] == f'attachment; filename="saidgraph-{videos[1].slug}.{suffix}"'
    assert b"".join(response.streaming_content)


def test_links_lead_back_to_this_server(videos: list[Video]) -> None:
    evidence = load(video=videos[1].id)["edges"][0]["evidence"][0]
    assert evidence["page"].startswith(f"http://testserver/videos/{videos[1].slug}/?at=")


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ({"format": "docx"}, 400, "invalid"),
        ({"video": "a", "topic": "b"}, 400, "invalid"),
        ({"entities": ",".join(["0" * 16] * 201)}, 400, "invalid"),
        ({"video": "unknown"}, 404, "not_found"),
        ({"topic": "unknown"}, 404, "not_found"),
        ({"entities": "unknown"}, 404, "not_found"),
        ({"view": "e=unknown"}, 404, "not_found"),
        ({"view": "channel=%00"}, 404, "not_found"),
        ({"view": "q=%00"}, 404, "not_found"),
    ],
)
def test_what_is_not_there_is_no_empty_file(db: None, query: Any, status: int, code: str) -> None:
    assert get(status, **query).json()["code"] == code


def test_an_empty_library_is_an_empty_graph(db: None) -> None:
    assert load() == {"format": "saidgraph", "version": 1, "scope": {}, "videos": [], "nodes": [], "edges": []}
