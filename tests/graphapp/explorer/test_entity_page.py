"""The page of an entity: what is said of it over all videos, by whom, where, and what of it can't all be so."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html import unescape
from random import Random
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from graphapp.curation.deciding import make_decision, revoke_decision
from graphapp.explorer.entities.disputes import find_pairs
from graphapp.explorer.entities.opposed import load_opposed
from graphapp.explorer.entities.stated import load_between
from graphapp.graph.models import Entity, Relation
from graphapp.videos.models import Video
from graphapp.videos.recording import VideoDetails, record_document
from ingest.ontology import load_ontology
from ingest.records import EntityType, Polarity
from tests.e2e.talks import HOSTILE, HOSTILE_TEXT, Said, Talk
from tests.graphapp.asking import entity, read
from tests.graphapp.explorer.talks import record, record_three
from tests.graphapp.videos.documents import build_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def videos() -> dict[str, Video]:
    return record_three()


def page_of(client: Client, name: str, query: str = "") -> str:
    return read(client, f"/entities/{entity(name).slug}/{query}")


def test_the_page_tells_each_connection_with_the_words_that_say_so(client: Client, videos: dict[str, Video]) -> None:
    page = page_of(client, "Cerebras")
    assert "“Cerebras makes the Wafer Scale Engine 3.”" in page
    assert "all 2 statements in 2 videos" in page
    assert f'href="/videos/{videos["wafers"].slug}/?at=54#s7"' in page
    assert 'href="https://videos.example/wafers.mp4#t=54"' in page


def test_what_is_named_in_videos_without_a_date_says_when_they_were_added(client: Client) -> None:
    for title, day in (("A", 3), ("B", 7), ("C", 5)):
        video = record_document(build_document(title, {"Tin": [], "Ore": []})).video
        Video.objects.filter(id=video.id).update(added_at=datetime(2026, 6, day, tzinfo=UTC))
    said = "first added June 3, 2026, last June 7, 2026"
    assert said in page_of(client, "Tin")
    Video.objects.filter(title="B").update(added_at=datetime(2026, 6, 3, tzinfo=UTC), published=date(2020, 2, 1))
    page = page_of(client, "Tin")
    assert "heard in February 2020" in page
    assert "first added" not in page


def test_a_denied_and_a_supposed_connection_look_otherwise_than_an_asserted_one(
    client: Client, videos: dict[str, Video]
) -> None:
    page = page_of(client, "Cerebras")
    assert '<li class="sentence is-denied">' in page
    assert '<span class="tag is-denied">denied</span>' in page
    assert '<span class="tag is-hypothetical">supposed</span>' in page


def test_what_speakers_of_different_videos_state_against_each_other_stands_side_by_side(
    client: Client, videos: dict[str, Video]
) -> None:
    disputes = client.get(f"/entities/{entity('Cerebras').slug}/").context["portrait"].disputes
    found = {(d.kind, d.one.evidence.quote, d.other.evidence.quote) for d in disputes}
    assert ("denied", "OpenAI is a partner of Cerebras.", "OpenAI is no partner of Cerebras.") in found
    assert any(kind == "contradicting" and "Cerebras competes with OpenAI." in quotes for kind, *quotes in found)
    assert all(d.one.evidence.video_id != d.other.evidence.video_id for d in disputes)


def test_who_says_both_and_surest_hides_nobody_who_says_one_in_another_video(client: Client) -> None:
    yes, no = "Tin makes Ore.", "Tin makes no Ore."
    names = {"Tin": EntityType.PRODUCT, "Ore": EntityType.PRODUCT}
    often = tuple(Said("Tin", "makes", "Ore", place, 0.9) for place in range(3))
    changed = Said("Tin", "makes", "Ore", 3, 0.9, Polarity.DENIED)
    record(Talk("Mind", (yes, f"So {yes}", f"Yes, {yes}", no), names, (*often, changed), speakers=("Ann",)))
    assert not client.get(f"/entities/{entity('Tin').slug}/").context["portrait"].disputes
    other = record(Talk("Other", (yes,), names, (Said("Tin", "makes", "Ore", 0, 0.6),), speakers=("Bob",)))
    (dispute,) = client.get(f"/entities/{entity('Tin').slug}/").context["portrait"].disputes
    assert (dispute.kind, dispute.one.evidence.video_id, dispute.other.evidence.quote) == ("denied", other.id, no)


@pytest.mark.parametrize("seed", range(4))
def test_the_database_finds_all_that_stands_against_each_other(seed: int) -> None:
    chance, polarities = Random(seed), ("asserted", "asserted", "denied", "hypothetical")
    ids = [f"{number:016x}" for number in range(8)]
    Entity.objects.bulk_create(Entity(id=id, slug=f"e-{id}", name=id, folded=id, type="Product") for id in ids)
    drawn = {
        (*chance.sample(ids, 2), chance.choice(sorted(load_ontology().predicates)), chance.choice(polarities))
        for _ in range(400)
    }
    Relation.objects.bulk_create(
        Relation(
            id=f"{row:016x}",
            subject_id=subject,
            object_id=other,
            predicate=predicate,
            polarity=polarity,
            weight=1,
            video_count=1,
            confidence=0.9,
        )
        for row, (subject, other, predicate, polarity) in enumerate(sorted(drawn))
    )
    for hub in Entity.objects.all():
        every = {(kind, one.id, other.id) for kind, one, other in find_pairs(load_between(hub, *ids))}
        found = {(kind, one.id, other.id) for kind, one, other in find_pairs(load_opposed(hub))}
        assert found == every != set()


def test_every_video_is_there_with_a_mark_for_each_mention(client: Client, videos: dict[str, Video]) -> None:
    occurrences = client.get(f"/entities/{entity('Cerebras').slug}/").context["occurrences"]
    assert [o.video.id for o in occurrences] == [videos[name].id for name in ("wafers", "doubts", "chips")]
    assert [o.count for o in occurrences] == [4, 3, 1]
    assert [len(o.ticks) for o in occurrences] == [4, 3, 1]
    assert all(0 <= tick.x <= 1000 for o in occurrences for tick in o.ticks)


def test_the_timeline_counts_videos_by_date_and_narrows_to_a_year(client: Client, videos: dict[str, Video]) -> None:
    portrait = client.get(f"/entities/{entity('Cerebras').slug}/").context["portrait"]
    assert list(portrait.timeline.by_year) == [(2024, 1), (2026, 1)]
    assert portrait.timeline.undated == 1
    narrowed = client.get(f"/entities/{entity('Cerebras').slug}/?period=2024").context["occurrences"]
    assert [o.video.title for o in narrowed] == ["Doubts about wafers"]


def test_relatives_say_why(client: Client, videos: dict[str, Video]) -> None:
    page = page_of(client, "NVIDIA")
    assert "Named together in 2 videos" in page
    relatives = client.get(f"/entities/{entity('NVIDIA').slug}/").context["portrait"].relatives
    assert relatives
    assert entity("NVIDIA").id not in {r.entity.id for r in relatives}


def test_types_and_predicates_narrow_the_map(client: Client, videos: dict[str, Video]) -> None:
    address = f"/entities/{entity('Cerebras').slug}/"
    whole = {n.name for n in client.get(address).context["portrait"].map.others}
    products = {n.name for n in client.get(f"{address}?type=Product").context["portrait"].map.others}
    makes = {n.name for n in client.get(f"{address}?predicate=makes").context["portrait"].map.others}
    assert whole > products == {"Wafer Scale Engine 3"}
    assert makes == {"Wafer Scale Engine 3"}


def test_the_panel_tells_what_joins_two(client: Client, videos: dict[str, Video]) -> None:
    address = f"/entities/{entity('Cerebras').slug}/panel/"
    panel = read(client, f"{address}?e={entity('OpenAI').slug}")
    assert "is a partner of" in panel
    assert f"/entities/{entity('OpenAI').slug}/" in panel
    assert "Speed on a wafer" in panel
    relation = Relation.objects.get(predicate="makes", subject=entity("Cerebras"))
    evidence = read(client, f"{address}?connection={relation.id}")
    assert evidence.count("“Cerebras makes the Wafer Scale Engine 3.”") == 2
    assert "no longer" in read(client, f"{address}?connection=0000")


@pytest.mark.parametrize(
    ("path", "edits"),
    [
        ("/explore/panel/?on=", "entities"),
        ("/entities/{centre}/panel/?e=", "entities"),
        ("/topics/hardware/panel/?e=", "entities"),
        ("/paths/?from={centre}&to=", "connections"),
    ],
)
def test_editors_find_the_way_to_edit_in_every_panel_of_a_name_and_at_each_step_of_a_path(
    client: Client, videos: dict[str, Video], users: dict[str, Any], path: str, edits: str
) -> None:
    cerebras = entity("Cerebras")
    panel = path.format(centre=entity("OpenAI").slug) + cerebras.slug
    assert "data-desk" not in read(client, panel)
    client.force_login(users["editor"])
    assert f'data-desk href="/desk/{edits}/' in read(client, panel)


def test_long_lists_are_reached_without_scripts_and_continued_with_them(
    client: Client, videos: dict[str, Video]
) -> None:
    slug = entity("Cerebras").slug
    whole = read(client, f"/entities/{slug}/connections/?group=makes")
    assert whole.startswith("<!doctype html>")
    assert "“Cerebras makes the Wafer Scale Engine 3.”" in whole
    part = read(client, f"/entities/{slug}/connections/?group=makes", HX_Request="true")
    assert part.lstrip().startswith("<li")
    assert "Speed on a wafer" in read(client, f"/entities/{slug}/videos/?sort=most")
    assert read(client, f"/entities/{slug}/videos/", HX_Request="true").lstrip().startswith("<li")


def test_what_was_merged_or_renamed_moves_and_comes_back_with_undo(client: Client, videos: dict[str, Video]) -> None:
    old, kept = entity("OpenAI"), entity("Cerebras")
    decision = make_decision("same", {"entities": [kept.id, old.id], "name": "Both"}, author="ed")
    now = entity("Both")
    for address in (old.slug, kept.slug, old.id, f"whatever-{old.id[:8]}"):
        answer = client.get(f"/entities/{address}/?weak=1")
        assert (answer.status_code, answer["Location"]) == (301, f"/entities/{now.slug}/?weak=1")
        assert answer["Cache-Control"] == "no-cache"  # else browsers go there after the undo, too
    revoke_decision(decision, author="ed")
    assert client.get(f"/entities/{old.slug}/").status_code == 200


def test_what_is_hidden_or_unknown_is_a_page_of_its_own(client: Client, videos: dict[str, Video]) -> None:
    slug = entity("latency").slug
    make_decision("hide", {"entity": entity("latency").id}, author="ed")
    for address in (slug, "nothing", "x" * 300, "%00", "a%27b"):
        answer = client.get(f"/entities/{address}/")
        assert answer.status_code == 404
        assert b"Nobody speaks of that here" in answer.content


def test_an_old_or_mistyped_address_still_opens_the_page(client: Client, videos: dict[str, Video]) -> None:
    for query in (
        "?type=Nonsense",
        "?page=99999",
        "?page=x",
        "?period=2026-13",
        "?sort=x",
        "?e=nobody",
        "?predicate=x",
    ):
        assert "Cerebras" in page_of(client, "Cerebras", query)


def test_the_feed_has_an_entry_for_each_video_at_absolute_addresses(client: Client, videos: dict[str, Video]) -> None:
    answer = client.get(f"/entities/{entity('Cerebras').slug}/feed/")
    assert answer["Content-Type"].startswith("application/atom+xml")
    text = answer.content.decode()
    assert text.count("<entry>") == 3
    assert f"http://testserver/videos/{videos['doubts'].slug}/" in text
    assert "Cerebras in “Doubts about wafers”" in text


ATOM = "{http://www.w3.org/2005/Atom}"


def test_all_links_of_a_feed_are_absolute_and_all_of_it_has_an_author(client: Client) -> None:
    record_document(build_document("Uploaded", {"Tin": []}))
    feed = ElementTree.fromstring(client.get(f"/entities/{entity('Tin').slug}/feed/").content)
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    (entry,) = feed.findall(f"{ATOM}entry")
    links = re.findall(r'href="([^"]+)"', entry.findtext(f"{ATOM}summary") or "")
    assert links
    assert all(link.startswith("http://testserver/videos/") for link in links)


@pytest.mark.parametrize("path", ["entities/{entity}/feed/", "topics/tin/feed/"])
def test_a_feed_tells_first_of_what_an_older_video_says_since_it_was_read_anew(client: Client, path: str) -> None:
    old = record_document(build_document("Old", {"Lead": []})).video
    record_document(build_document("New", {"Tin": []}))
    record_document(build_document("Old", {"Tin": []}), video_id=old.id)
    feed = ElementTree.fromstring(client.get("/" + path.format(entity=entity("Tin").slug)).content)
    entries = feed.findall(f"{ATOM}entry")
    assert ["Old" in (one.findtext(f"{ATOM}title") or "") for one in entries] == [True, False]
    assert feed.findtext(f"{ATOM}updated") == entries[0].findtext(f"{ATOM}updated")
    times = [(entries[0].findtext(f"{ATOM}{name}") or "") for name in ("published", "updated")]
    assert times[0] < times[1]


def test_a_feed_is_read_whatever_the_titles_in_it_hold(client: Client) -> None:
    record_document(build_document("x\uffffy", {"Tin": []}), details=VideoDetails(channel="\ufffe"))
    feed = ElementTree.fromstring(client.get(f"/entities/{entity('Tin').slug}/feed/").content)
    assert "x\ufffdy" in (feed.findtext(f"{ATOM}entry/{ATOM}title") or "")


def test_a_feed_and_its_entries_stay_the_same_after_a_rename_and_a_merge(client: Client) -> None:
    record_document(build_document("First", {"Tin": []}))
    record_document(build_document("Second", {"Zinc": []}))

    def read_ids(name: str) -> tuple[str, set[str]]:
        feed = ElementTree.fromstring(client.get(f"/entities/{entity(name).slug}/feed/").content)
        return feed.findtext(f"{ATOM}id") or "", {one.findtext(f"{ATOM}id") or "" for one in feed.iter(f"{ATOM}entry")}

    (id, tin), (_, zinc) = read_ids("Tin"), read_ids("Zinc")
    make_decision("rename", {"entity": entity("Tin").id, "name": "Solder"}, author="ada")
    assert read_ids("Solder") == (id, tin)
    make_decision("same", {"entities": [entity("Solder").id, entity("Zinc").id]}, author="ada")
    assert read_ids("Solder")[1] == tin | zinc


def test_hostile_names_are_text_on_page_feed_and_panel(client: Client) -> None:
    record(HOSTILE, channel="<b>bold</b>")
    found = Entity.objects.get(name=HOSTILE_TEXT)
    for path in ("", "feed/", "videos/", "connections/", "panel/?e=x"):
        assert HOSTILE_TEXT not in read(client, f"/entities/{found.slug}/{path}")
    assert HOSTILE_TEXT not in read(client, "/entities/")


def test_the_index_lists_by_type_and_by_words_of_names(client: Client, videos: dict[str, Video]) -> None:
    def names(query: str) -> list[str]:
        return [e.name for e in client.get(f"/entities/{query}").context["page"]]

    assert set(names("?type=Product")) == {"Codex-Spark", "Wafer Scale Engine 3", "H100"}
    assert names("?q=wafer+eng") == ["Wafer Scale Engine 3"]
    assert names("?q=%25") == []
    assert "No name holds" in read(client, "/entities/?q=zzzz")


def test_the_index_names_what_may_be_meant(client: Client, videos: dict[str, Video]) -> None:
    page = read(client, "/entities/?q=cerbras")
    assert "No name holds" in page
    assert re.search(rf'Did you mean <a href="/entities/{entity("Cerebras").slug}/">', page)
    assert "Did you mean" not in read(client, "/entities/?q=zzzzzz")


def test_queries_do_not_grow_with_what_an_entity_has(client: Client, videos: dict[str, Video]) -> None:
    def count(name: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            page_of(client, name)
        return len(caught)

    assert count("Cerebras") <= 30
    assert count("California") <= 30


def test_what_an_editor_wrote_is_on_the_page_and_in_the_api_and_editors_find_the_way_to_edit(
    client: Client, videos: dict[str, Video], users: dict[str, Any]
) -> None:
    links = [{"words": "Its own page", "address": "https://example.org/cerebras"}]
    fields = {"entity": entity("Cerebras").id, "text": "Makes <very> large chips.", "links": links}
    make_decision("describe", fields, author="ed")
    page = page_of(client, "Cerebras")
    assert "Makes &lt;very&gt; large chips." in page
    assert 'href="https://example.org/cerebras"' in page
    assert "data-desk" not in page
    told = client.get(f"/api/v1/entities/{entity('Cerebras').id}/").json()
    assert (told["description"], told["links"]) == ("Makes <very> large chips.", links)
    client.force_login(users["editor"])
    assert f'data-desk href="/desk/entities/{entity("Cerebras").id}/' in page_of(client, "Cerebras")


def test_what_is_around_an_entity_can_be_taken_along(client: Client, videos: dict[str, Video]) -> None:
    page = page_of(client, "NVIDIA")
    address = unescape(next(a for a in re.findall(r'<a href="([^"]*)" download', page) if "format=graphml" in a))
    taken = b"".join(client.get(address).streaming_content).decode()
    near = Relation.objects.filter(subject=entity("NVIDIA")).first()
    assert near
    assert near.object.name in taken
