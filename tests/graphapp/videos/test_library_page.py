"""The library: what it shows, what it asks of the database, and what it does with what people type."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils.html import escape

from graphapp.curation.deciding import make_decision, revoke_decision
from graphapp.graph.models import Entity
from graphapp.videos.models import Drawing, Topic, Video
from graphapp.videos.reading import browsing
from graphapp.videos.recording import VideoDetails, delete_video, record_document
from tests.e2e.talks import CHIPS, HOSTILE, HOSTILE_TEXT, WAFERS, write_document
from tests.graphapp.videos.documents import build_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def library() -> dict[str, Video]:
    wafers = record_document(write_document(WAFERS), details=VideoDetails(channel="W", published=date(2026, 2, 16)))
    chips = record_document(write_document(CHIPS), details=VideoDetails(channel="C & D"))
    return {"wafers": wafers.video, "chips": chips.video}


def titles(client: Client, query: str, **headers: str) -> list[str]:
    answer = client.get(f"/{query}", headers=headers)
    assert answer.status_code == 200
    return [video.title for video, _, _ in answer.context["cards"]]


def test_an_empty_library_says_how_to_add_the_first_video(client: Client) -> None:
    page = client.get("/").content.decode()
    assert 'href="/add/"' in page
    assert "manage.py ingest" in page


def test_no_browser_fills_in_a_filter_that_the_address_does_not_say(client: Client, library: dict[str, Video]) -> None:
    form = re.search(r'<form class="sieve"[^>]*>', client.get("/").content.decode())
    assert form
    assert 'autocomplete="off"' in form[0]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Speed on a wafer", "A short history of chips"]),
        ("?sort=title", ["A short history of chips", "Speed on a wafer"]),
        ("?sort=longest", ["Speed on a wafer", "A short history of chips"]),
        ("?sort=nonsense&page=999", ["Speed on a wafer", "A short history of chips"]),
        ("?q=WAFER+speed", ["Speed on a wafer"]),
        ("?q=100%25+_", []),
        ("?channel=C+%26+D", ["A short history of chips"]),
        ("?topic=latency", ["Speed on a wafer"]),
        ("?entity=nobody", []),
    ],
)
def test_filters_and_sorting(client: Client, library: dict[str, Video], query: str, found: list[str]) -> None:
    assert titles(client, query) == found


@pytest.mark.parametrize("typed", ["ÜBUNG", "übung", "Ubung macht", "élan", "e\u0301lan", "ЖИЗНЬ", "100 %"])
def test_words_are_found_whatever_their_case_and_accents_in_every_script(client: Client, typed: str) -> None:
    record_document(build_document("Übung macht mit ÉLAN den Meister, Жизнь: 100 %", {"Ada": []}, []))
    record_document(build_document("Other", {"Bob": []}, []))
    assert len(titles(client, f"?q={quote(typed)}")) == 1
    assert len(client.get("/api/v1/videos/", {"q": typed}).json()["results"]) == 1


@pytest.mark.parametrize("typed", ["world's", "world’s", "worldʼs", '"best"', "“best”", "ta\u00adlk", "ta\u200blk"])
@pytest.mark.parametrize("title", ['The world\'s "best" talk', "The world’s “best” talk"])
def test_a_title_is_found_whichever_apostrophes_and_quotation_marks_are_typed(
    client: Client, title: str, typed: str
) -> None:
    record_document(build_document(title, {"Ada": []}, []))
    assert titles(client, f"?q={quote(typed)}") == [title]


def test_titles_are_ordered_as_people_order_them(client: Client) -> None:
    ordered = ["apple pie", "banana", "Éclair", "iPhone", "Übung", "Zebra"]
    for title in reversed(ordered):
        record_document(build_document(title, {"Tin": []}))
    assert titles(client, "?sort=title") == ordered
    listed: list[str] = []
    address = "/api/v1/videos/?ordering=title&limit=2"
    while address:
        answer = client.get(address).json()
        listed += [row["title"] for row in answer["results"]]
        address = answer["next"]
    assert listed == ordered


@pytest.mark.parametrize(("query", "words"), [("", "Older"), ("?sort=added", "Older"), ("?sort=title", "After")])
def test_the_next_page_is_called_by_its_order(
    client: Client, library: dict[str, Video], monkeypatch: pytest.MonkeyPatch, query: str, words: str
) -> None:
    monkeypatch.setattr(browsing, "PAGE_SIZE", 1)
    assert re.search(rf'rel="next"[^>]*>{words} ', client.get(f"/{query}").content.decode())


def test_speakers_and_channels_are_found_whatever_their_case_in_every_script(client: Client) -> None:
    document = build_document("Talk", {"Tin": []})
    segments = tuple(replace(segment, speaker="Émile Öz") for segment in document.transcript.segments)
    document = replace(document, transcript=replace(document.transcript, segments=segments))
    record_document(document, details=VideoDetails(channel="Übung_%"))
    for asked in ({"speaker": "émile öz"}, {"channel": "übung_%"}):
        assert len(client.get("/api/v1/videos/", asked).json()["results"]) == 1, asked
    assert titles(client, "?channel=" + quote("übung_%")) == ["Talk"]
    for asked in ({"speaker": "émile"}, {"channel": "übungx%"}):
        assert client.get("/api/v1/videos/", asked).json()["results"] == [], asked


def test_links_to_an_entity_lead_to_the_videos_that_name_it(client: Client, library: dict[str, Video]) -> None:
    assert titles(client, f"?entity={Entity.objects.get(name='California').slug}") == ["A short history of chips"]
    assert len(titles(client, f"?entity={Entity.objects.get(name='Cerebras').slug}")) == 2


def test_htmx_gets_the_results_alone(client: Client, library: dict[str, Video]) -> None:
    page = client.get("/?q=wafer", headers={"HX-Request": "true"}).content.decode()
    assert page.strip().startswith('<div id="results"')
    assert "<html" not in page


def test_the_number_of_queries_does_not_grow(
    client: Client, library: dict[str, Video], django_assert_max_num_queries: Any
) -> None:
    client.get("/")
    with django_assert_max_num_queries(8):
        client.get("/?sort=connected&q=a")


def test_topics_to_choose_from_follow_what_is_added_changed_and_deleted(
    client: Client, library: dict[str, Video]
) -> None:
    def offered() -> set[str]:
        return {slug for slug, _ in client.get("/").context["topics"]}

    before = offered()
    assert "latency" in before
    added = record_document(write_document(HOSTILE)).video
    assert offered() > before
    record_document(write_document(CHIPS), video_id=added.id)
    assert offered() == before
    delete_video(library["wafers"])
    assert "latency" not in offered()


def test_a_filter_of_the_address_is_shown_and_kept_though_it_is_none_of_the_usual_ones(
    client: Client, library: dict[str, Video], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browsing, "CHOICES", 1)
    first = client.get("/").context
    channel = next(name for name in ("W", "C & D") if name not in first["channels"])
    topic = Topic.objects.exclude(slug__in=dict(first["topics"])).order_by("slug")[0]
    page = client.get("/", {"channel": channel, "topic": topic.slug}).content.decode()
    assert f"<option selected>{escape(channel)}</option>" in page
    assert f'<option value="{topic.slug}" selected>{topic.name}</option>' in page


def test_a_topic_by_its_address_of_before_is_chosen_by_the_present_one(client: Client) -> None:
    record_document(build_document("Languages", {"C++": []}))
    slug = Topic.objects.get().slug
    page = client.get("/", {"topic": slug.rpartition("-")[0]}).content.decode()
    assert f'<option value="{slug}" selected>C++</option>' in page


def test_a_card_shows_nothing_of_before_an_edit(client: Client, library: dict[str, Video]) -> None:
    client.get("/")
    make_decision("hide", {"entity": Entity.objects.get(name="California").id}, author="ada")
    cerebras = Entity.objects.get(name="Cerebras").id
    renamed = make_decision("rename", {"entity": cerebras, "name": "Waferworks"}, author="ada")
    page = client.get("/").content.decode()
    assert "California" not in page
    assert ">Cerebras<" not in page
    assert ">Waferworks<" in page
    revoke_decision(renamed, author="ada")
    assert ">Cerebras<" in client.get("/").content.decode()


def test_a_card_is_drawn_once(client: Client, library: dict[str, Video]) -> None:
    assert client.get("/").content.decode().count('<svg class="drawing"') == 3  # the first card has a roomy one too
    assert Drawing.objects.count() == 2


def test_nothing_that_was_typed_or_said_becomes_markup(client: Client) -> None:
    record_document(write_document(HOSTILE), details=VideoDetails(channel=HOSTILE_TEXT, description=HOSTILE_TEXT))
    page = client.get(f"/?q={HOSTILE_TEXT}").content.decode()
    assert HOSTILE_TEXT not in page
    assert "<img src=x" not in page
    assert "style=" not in page
