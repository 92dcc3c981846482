"""Topics over all videos, as page, feed, index and API: where they are discussed, and who and what is named there."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from graphapp.curation.deciding import make_decision, revoke_decision
from graphapp.explorer.topics import meant
from graphapp.graph.models import Entity, Relation
from graphapp.graph.opening import open_store
from graphapp.videos.addresses.slugs import make_topic_slug
from graphapp.videos.deriving.resolving import rebuild_graph
from graphapp.videos.models import Video
from graphapp.videos.recording import VideoDetails, record_document
from ingest.records import EntityType
from tests.e2e.talks import HOSTILE, HOSTILE_TEXT
from tests.graphapp.asking import get, read
from tests.graphapp.explorer.talks import record, record_three
from tests.graphapp.videos.documents import build_document

WEBSOCKET = "Codex-Spark improves latency by a persistent WebSocket."

pytestmark = pytest.mark.django_db


@pytest.fixture
def videos() -> dict[str, Video]:
    return record_three()


def test_the_page_shows_every_video_with_a_mark_for_each_passage(client: Client, videos: dict[str, Video]) -> None:
    occurrences = client.get("/topics/hardware/").context["occurrences"]
    assert [(o.video.title, o.count, len(o.ticks)) for o in occurrences] == [
        ("Speed on a wafer", 5, 5),
        ("Doubts about wafers", 2, 2),
    ]
    page = read(client, "/topics/hardware/")
    assert f'href="/videos/{videos["wafers"].slug}/?at=9&amp;topic=hardware#s2"' in page


def test_entities_and_statements_are_those_of_its_passages(client: Client, videos: dict[str, Video]) -> None:
    portrait = client.get("/topics/latency/").context["portrait"]
    assert {n.entity.name for n in portrait.named} == {"latency", "Spring Update", "Codex-Spark", "WebSocket"}
    assert {s.evidence.quote for s in portrait.statements} == {
        "Codex-Spark improves latency by a persistent WebSocket."
    }
    assert {n.name for n in portrait.map.nodes} == {"Codex-Spark", "latency", "WebSocket"}


def test_an_order_that_topics_do_not_have_is_none(client: Client, videos: dict[str, Video]) -> None:
    for path in ("/topics/hardware/", "/topics/hardware/videos/"):
        page = read(client, f"{path}?sort=most")
        assert '<b aria-current="true">Newest</b>' in page


def test_names_that_an_address_can_not_tell_apart_are_topics_of_their_own(client: Client) -> None:
    names = {"C++": [], "C#": [], "C": []}
    record_document(build_document("Languages", names))
    listed = {row["name"]: row["slug"] for row in get("topics/")["results"]}
    assert listed.keys() == names.keys()
    assert listed["C"] == "c"
    assert listed["C++"].startswith("c-")
    assert len(set(listed.values())) == 3
    for name, slug in listed.items():
        assert f'<h1 dir="auto">{name}' in read(client, f"/topics/{slug}/")


def test_a_topic_bears_the_name_that_most_videos_write_wherever_it_is_named(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for title, name in (("One", "CHATGPT"), ("Two", "ChatGPT"), ("Three", "ChatGPT")):
        record_document(build_document(title, {name: []}))
    assert {row["name"] for row in get("topics/")["results"]} == {"ChatGPT"}
    assert get("topics/chatgpt/")["name"] == "ChatGPT"
    found = get("search/", q="chatgpt", kind="topic")["groups"]
    assert [(row["name"], row["video_count"]) for group in found for row in group["results"]] == [("ChatGPT", 3)]
    assert ("chatgpt", "ChatGPT") in client.get("/").context["topics"]
    taken = client.get("/api/v1/graph/export/", {"topic": "chatgpt"})
    assert json.loads(b"".join(taken.streaming_content))["scope"]["name"] == "ChatGPT"
    assert get("explore/", topic="chatgpt")["title"] == "ChatGPT"
    monkeypatch.setattr("graphapp.explorer.exploring.choices.list_topics", lambda: ())
    assert ("chatgpt", "ChatGPT") in client.get("/explore/?topic=chatgpt&size=60").context["choices"]["topics"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Node.js", "nodejs"),
        ("R&D", "rd"),
        ("Moore’s law", "moores-law"),
        ("Über-Modelle", "uber-modelle"),
        ("GPT-4o", "gpt-4o"),
        ("한국", "1bcdf781ba0a5fc7"),
        ("Искусственный AI", "ai-99453299"),
        (".NET", "net-51630e23"),
        ("C++", "c-a80bc3a8"),
    ],
)
def test_a_topic_has_the_same_address_on_every_machine_and_in_every_release(name: str, slug: str) -> None:
    assert make_topic_slug(name, common=False) == slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Chips", "chip"),
        ("GPUs", "gpu"),
        ("Large language models", "large-language-model"),
        ("Technologies", "technology"),
        ("Moore's laws", "moores-law"),
        ("DNS", "dns"),
        ("Physics", "physics"),
        ("Viruses", "virus"),
        ("Caches", "cache"),
        ("Font sizes", "font-size"),
        ("Movies", "movie"),
        ("News", "news"),
        ("TV series", "tv-series"),
    ],
)
def test_several_of_a_thing_are_the_topic_that_one_of_it_is(name: str, slug: str) -> None:
    assert make_topic_slug(name, common=True) == slug


def test_a_topic_is_one_whether_a_talk_names_one_or_several(client: Client) -> None:
    for title, name in (("One", "Chip"), ("Two", "Chips"), ("Three", "Chips")):
        record_document(build_document(title, {name: [], "Windows": []}, types={name: EntityType.CONCEPT}))
    listed = [(row["name"], row["slug"], row["video_count"]) for row in get("topics/")["results"]]
    assert listed == [("Chips", "chip", 3), ("Windows", "windows", 3)]
    answer = client.get("/topics/chips/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/topics/chip/")


def test_addresses_of_before_lead_to_what_most_videos_meant(client: Client) -> None:
    talk = record_document(build_document("Sharp", {"C#": []})).video
    for title in ("Plus", "Plus more"):
        record_document(build_document(title, {"C++": [], "Tin": []}))
    plus, sharp = (make_topic_slug(name, common=False) for name in ("C++", "C#"))
    for path in ("topics/{}/", "topics/{}/videos/", "topics/{}/feed/", "api/v1/topics/{}/"):
        answer = client.get(f"/{path.format('c')}?sort=oldest")
        assert (answer.status_code, answer.headers["Location"]) == (301, f"/{path.format(plus)}?sort=oldest")
    assert len(get("videos/", topic="c")["results"]) == 2
    assert len(client.get("/?topic=c").context["cards"]) == 2
    assert get("explore/", topic="c")["videos"] == 2
    answer = client.get(f"/videos/{talk.slug}/?topic=c&at=1")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/videos/{talk.slug}/?topic={sharp}&at=1")
    assert client.get("/topics/tin-foil/").status_code == 404


def test_what_an_editor_hid_is_no_topic_until_it_is_shown_again(client: Client, videos: dict[str, Video]) -> None:
    record_document(build_document("Two", {"Badname": [], "Tin": []}))
    paths = ("/", "/topics/", "/explore/", "/api/v1/topics/", "/api/v1/search/?q=badname", "/api/v1/search/?q=tin")

    def look() -> list[bool]:
        video = Video.objects.get(title="Two")
        pages = [*paths, f"/videos/{video.slug}/", f"/api/v1/videos/{video.id}/"]
        shown = [">Badname<" in (page := read(client, path)) or '"Badname"' in page for path in pages]
        return [*shown, client.get("/topics/badname/").status_code == 200]

    before, stored = look(), open_store().status().counts
    assert all(before[place] for place in (0, 1, 3, 4, -1))
    decision = make_decision("hide", {"entity": Entity.objects.get(name="Badname").id}, author="ada")
    assert not any(look())
    assert [hit["name"] for hit in get("topics/", q="tin")["results"]] == ["Tin"]
    assert open_store().status().counts == stored
    rebuild_graph()
    assert not any(look())
    revoke_decision(decision, author="ada")
    assert look() == before


def test_topics_of_the_same_videos_are_named_beside_it(client: Client, videos: dict[str, Video]) -> None:
    related = client.get("/topics/hardware/").context["portrait"].related
    assert {(t.name, t.videos) for t in related} == {("Latency", 1), ("Code generation", 1)}


def test_one_is_counted_in_the_singular(client: Client) -> None:
    for day in (date(2023, 2, 16), date(2024, 2, 16)):
        details = VideoDetails(published=day)
        record_document(build_document(str(day), {"Tin": [], f"Lead {day.year}": []}), details=details)
    for path in ("/topics/tin/", f"/entities/{Entity.objects.get(name='Tin').slug}/"):
        words = " ".join(re.sub(r"<[^>]+>", " ", read(client, path)).split())
        assert "2023 1 video " in words
        assert "1 videos" not in words
    assert "1 video discusses both" in re.sub(r"<[^>]+>", "", read(client, "/topics/tin/"))


def test_a_topic_that_is_an_entity_leads_to_its_page(client: Client) -> None:
    record_document(build_document("Compilers", {"Ada": [], "Grace": []}))
    ada = Entity.objects.get(name="Ada")
    assert f'href="/entities/{ada.slug}/"' in read(client, "/topics/ada/")
    assert get("topics/ada/")["entity"]["id"] == ada.id


def test_the_panel_tells_where_an_entity_is_named_in_the_topic(client: Client, videos: dict[str, Video]) -> None:
    cerebras = Entity.objects.get(name="Cerebras")
    panel = read(client, f"/topics/hardware/panel/?e={cerebras.slug}")
    assert "“Cerebras competes with OpenAI.”" in panel
    assert "OpenAI is a partner of Cerebras." not in panel
    relation = Relation.objects.get(predicate="makes", subject=cerebras)
    assert "Who says so?" in read(client, f"/topics/hardware/panel/?connection={relation.id}")


def test_types_and_period_narrow(client: Client, videos: dict[str, Video]) -> None:
    products = client.get("/topics/hardware/?type=Product").context["portrait"].map.nodes
    assert {n.type for n in products} <= {"Product"}
    narrowed = client.get("/topics/hardware/?period=2024").context["occurrences"]
    assert [o.video.title for o in narrowed] == ["Doubts about wafers"]
    oldest = client.get("/topics/hardware/videos/?sort=oldest").context["occurrences"]
    assert oldest[0].video.title == "Doubts about wafers"


def test_feed_and_index(client: Client, videos: dict[str, Video]) -> None:
    feed = read(client, "/topics/hardware/feed/")
    assert feed.count("<entry>") == 2
    assert "Hardware in “Speed on a wafer”" in feed
    assert client.get("/topics/").context["topics"][0] == ("hardware", "Hardware", 2)
    assert [t[0] for t in client.get("/topics/?q=lat").context["topics"]] == ["latency"]
    assert "No topic is called" in read(client, "/topics/?q=zzzz")


def test_the_index_names_what_may_be_meant(client: Client, videos: dict[str, Video]) -> None:
    page = read(client, "/topics/?q=hardwrae")
    assert "No topic is called" in page
    assert 'Did you mean <a href="/topics/hardware/">' in page
    assert 'Did you mean <a href="/topics/code-generation/">' in read(client, "/topics/?q=code+genration")
    assert "Did you mean" not in read(client, "/topics/?q=zzzzzz")


def test_only_topics_that_hold_a_piece_of_what_was_typed_are_compared(
    videos: dict[str, Video], monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str] = []

    def note(_typed: str, names: list[str]) -> dict[int, float]:
        compared.extend(names)
        return {}

    monkeypatch.setattr(meant, "find_like", note)
    meant.list_meant("hardwear")
    assert compared == ["hardware"]


def test_an_unknown_topic_is_a_page_of_its_own(client: Client, videos: dict[str, Video]) -> None:
    for address in ("nothing", "x" * 300, "a%27b"):
        answer = client.get(f"/topics/{address}/")
        assert answer.status_code == 404
        assert b"Nobody discusses that here" in answer.content
    assert Client().get("/api/v1/topics/nothing/").json()["code"] == "not_found"


def test_hostile_topics_are_text(client: Client) -> None:
    record(HOSTILE, channel="<b>bold</b>")
    (slug,) = [item["slug"] for item in get("topics/")["results"]]
    for path in ("", "feed/", "videos/", "panel/?e=x"):
        assert HOSTILE_TEXT not in read(client, f"/topics/{slug}/{path}")
    assert HOSTILE_TEXT not in read(client, "/topics/")


def test_the_list_pages_and_orders(videos: dict[str, Video]) -> None:
    first = get("topics/", limit=1)
    assert first["results"] == [{"slug": "hardware", "name": "Hardware", "video_count": 2, "page": "/topics/hardware/"}]
    second = Client().get(first["next"]).json()
    assert [t["slug"] for t in second["results"]] == ["code-generation"]
    assert Client().get(second["previous"]).json()["results"] == first["results"]
    assert [t["slug"] for t in get("topics/", ordering="-slug")["results"]] == [
        "latency",
        "hardware",
        "code-generation",
    ]


def test_one_topic_in_the_api_says_what_the_page_says(videos: dict[str, Video]) -> None:
    topic = get("topics/hardware/")
    assert (topic["name"], topic["video_count"], topic["entity"]) == ("Hardware", 2, None)
    assert [(v["id"], v["segments"]) for v in topic["videos"]] == [
        (videos["wafers"].id, ["s2", "s3", "s4", "s5", "s6"]),
        (videos["doubts"].id, ["s2", "s3"]),
    ]
    assert topic["entities"][0]["name"] == "Wafer Scale Engine 3"
    assert {t["slug"] for t in topic["related"]} == {"latency", "code-generation"}
    assert len(get(topic["videos_all"].removeprefix("/api/v1/"))["results"]) == 2


def test_queries_do_not_grow_with_the_videos(client: Client, videos: dict[str, Video]) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as caught:
            read(client, "/topics/hardware/")
        return len(caught)

    assert count() <= 20
