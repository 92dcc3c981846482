"""The page of a video, as the server writes it: complete without any script."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from django.db import OperationalError, transaction
from django.test import Client

from graphapp.curation.deciding import make_decision
from graphapp.graph.models import Entity, Relation
from graphapp.videos.models import Drawing, Video
from graphapp.videos.recording import VideoDetails, record_document
from tests.e2e.talks import CHIPS, HOSTILE, HOSTILE_TEXT, WAFERS, write_document, write_large_talk

pytestmark = pytest.mark.django_db
YOUTUBE_PLAYER = "https://www.youtube-nocookie.com/embed/abcdefghijk"
YOUTUBE = "https://www.youtube.com/watch?v=abcdefghijk&t=3s"


@pytest.fixture
def wafers() -> Video:
    details = VideoDetails(channel="Wafer hour", published=date(2026, 2, 16), sample=True)
    return record_document(write_document(WAFERS), details=details).video


def read(client: Client, video: Video, query: str = "") -> str:
    answer = client.get(f"/videos/{video.slug}/{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_head_says_what_the_video_is(client: Client, wafers: Video) -> None:
    words = text_of(read(client, wafers))
    assert "February 16, 2026" in words
    assert "11 connections · 11 entities in this video" in words
    assert "Sample" in words


def test_what_was_remarked_while_it_was_read_stands_below_the_transcript(client: Client, wafers: Video) -> None:
    assert "How it was read" not in text_of(read(client, wafers))
    remark = {"code": "chunk_fell_back", "message": "The model gave no <usable> answer.", "where": "part 2 of 3"}
    Video.objects.update(warnings=[remark])
    page = read(client, wafers)
    assert "How it was read: 1 remark" in text_of(page)
    assert "The model gave no &lt;usable&gt; answer." in page


def test_every_mention_is_marked_and_the_text_stays_whole(client: Client, wafers: Video) -> None:
    page = read(client, wafers)
    transcript = page[page.index("data-transcript") :]
    for i, sentence in enumerate(WAFERS.sentences, start=1):
        row = re.search(rf'id="s{i}".*?<p dir="auto">(.*?)</p>', transcript)
        assert row
        assert re.sub(r"<[^>]+>", "", row[1]) == sentence
    assert transcript.count('class="m t-Organization"') == 10


def test_every_segment_leads_to_its_second(client: Client, wafers: Video) -> None:
    assert 'href="?at=27#s4" data-at="27">0:27</a>' in read(client, wafers)


def test_the_address_alone_opens_an_entity(client: Client, wafers: Video) -> None:
    page = read(client, wafers, f"?e={Entity.objects.get(name='Cerebras').slug}")
    panel = text_of(page[page.index('id="panel"') : page.index("data-index")])
    assert "Company" in panel
    assert "makes Wafer Scale Engine 3" in panel
    assert "is the subject of Chip Letter" in panel
    assert "supposed competes with NVIDIA" in panel


def test_the_address_alone_opens_a_connection_with_who_says_so(client: Client, wafers: Video) -> None:
    page = read(client, wafers, f"?connection={Relation.objects.get(predicate='partner_of').permanent}")
    panel = text_of(page[page.index('id="panel"') : page.index("data-index")])
    assert "“OpenAI is a partner of Cerebras.” Ada Example 0:54" in panel


def name_speakers(page: str) -> dict[int, str]:
    """Under which name each segment that is seen stands."""
    under, seen = "", {}
    for number, tail, row in re.findall(r'<li class="seg" id="s(\d+)"([^>]*)>(.*?)</li>', page, re.DOTALL):
        if " hidden" in tail and "aria-current" not in tail:
            continue
        named = re.search(r'<b class="speaker" dir="auto">(.*?)</b>', row)
        under = seen[int(number)] = named[1] if named else under
    return seen


@pytest.mark.parametrize("query", ["", "?topic=hardware", "?topic=hardware&at=72", "?chapter=2"])
def test_every_segment_stands_under_its_speaker_whatever_topic_and_chapter_leave(
    client: Client, wafers: Video, query: str
) -> None:
    speakers = dict(wafers.segments.values_list("number", "speaker"))
    seen = name_speakers(read(client, wafers, query))
    assert len(set(seen.values())) == 2
    assert seen == {number: speakers[number] for number in seen}


@pytest.mark.parametrize(("second", "found"), [("27", True), ("27.9", True), ("27.", True), ("27.x", False)])
def test_a_second_with_a_fraction_is_found_too(client: Client, wafers: Video, second: str, found: bool) -> None:
    page = read(client, wafers, f"?at={second}")
    assert ('id="s4" aria-current="true"' in page) is found


def test_topic_and_chapter_narrow_transcript_and_index_together(client: Client, wafers: Video) -> None:
    page = read(client, wafers, "?topic=hardware&chapter=2")
    shown = re.findall(r'id="s(\d+)"[^>]*?(hidden)?>', page)
    assert [number for number, hidden in shown if not hidden] == ["5", "6"]
    assert "2 of" in text_of(page)


def test_a_topic_that_is_not_spoken_of_in_a_chapter_leaves_a_word(client: Client, wafers: Video) -> None:
    for query, hidden in (("?topic=hardware&chapter=2", " hidden"), ("?topic=hardware&chapter=3", "")):
        assert f"data-unsaid{hidden}>" in read(client, wafers, query)


def test_the_panel_alone_is_what_the_page_holds(client: Client, wafers: Video) -> None:
    query = f"?e={Entity.objects.get(name='NVIDIA').slug}"
    panel = client.get(f"/videos/{wafers.slug}/panel/{query}").content.decode().strip()
    assert panel in read(client, wafers, query)


@pytest.mark.parametrize("query", ["?e=nobody", "?connection=0", "?e=%00"])
def test_a_selection_that_is_not_there_is_told(client: Client, wafers: Video, query: str) -> None:
    assert "What this address selects is not" in text_of(read(client, wafers, query))


def test_links_of_before_an_edit_lead_to_what_it_became(client: Client, wafers: Video) -> None:
    openai, cerebras = (Entity.objects.get(name=name) for name in ("OpenAI", "Cerebras"))
    make_decision("rename", {"entity": openai.id, "name": "北京"}, author="ada")
    make_decision("same", {"entities": [openai.id, cerebras.id]}, author="ada")
    now = Entity.objects.get(id__in=[openai.id, cerebras.id])
    for reference in (openai.id, openai.slug, cerebras.id, cerebras.slug):
        for page in ("", "embed/"):
            answer = client.get(f"/videos/{wafers.slug}/{page}?at=3&e={reference}&chapter=2")
            if reference != now.slug:
                assert answer.status_code == 301
                assert answer.headers["Location"] == f"/videos/{wafers.slug}/{page}?at=3&e={now.slug}&chapter=2"
    assert "not (or no longer) part" not in read(client, wafers, f"?e={now.slug}")
    panel = client.get(f"/videos/{wafers.slug}/panel/?e={openai.slug}").content.decode()
    assert f"/entities/{now.slug}/" in panel


def test_links_keep_what_the_page_knows_and_nothing_else(client: Client, wafers: Video) -> None:
    page = read(client, wafers, f"?type=Person,Organization&weak=1&junk={'x' * 4000}&topic={'y' * 4000}&all=1&until=3")
    marks = page[page.index("data-transcript") : page.index("graph-data")]
    assert "junk" not in marks
    assert f"&amp;topic={'y' * 200}&amp;type=Organization%2CPerson&amp;weak=1&amp;all=1&amp;until=3#s4" in marks


def test_a_reader_waits_for_no_writer_to_see_the_picture(
    client: Client, wafers: Video, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OperationalError("another writes")

    with monkeypatch.context() as patch:
        patch.setattr(transaction, "atomic", refuse)
        assert '<svg class="drawing"' in read(client, wafers)
        assert '<svg class="drawing"' in client.get("/").content.decode()
    assert not Drawing.objects.exists()
    read(client, wafers)
    assert Drawing.objects.exists()


def test_an_address_that_makes_no_sense_still_opens(client: Client, wafers: Video) -> None:
    page = read(client, wafers, "?at=99999999&chapter=77&topic=x&type=Y&weak=2&at=-1")
    assert page.count(' class="seg"') == 12
    assert not re.search(r'class="seg" id="s\d+" hidden', page)


def test_no_video_at_this_address_is_a_designed_page(client: Client) -> None:
    answer = client.get("/videos/nothing-here/")
    assert answer.status_code == 404
    assert "Back to the library" in answer.content.decode()
    assert client.get("/videos/nothing-here/panel/").status_code == 404


def test_an_id_or_an_old_address_leads_to_the_present_one(client: Client, wafers: Video) -> None:
    old = wafers.slug
    record_document(write_document(WAFERS), details=VideoDetails(title="Renamed"))
    for reference in (wafers.id, old):
        answer = client.get(f"/videos/{reference}/?at=3")
        assert (answer.status_code, answer.headers["Cache-Control"]) == (301, "no-cache")
        assert re.fullmatch(r"/videos/renamed-\w+/\?at=3", answer.headers["Location"])


def test_a_transcript_without_times_and_chapters(client: Client) -> None:
    page = read(client, record_document(write_document(CHIPS)).video, "?at=5")
    assert 'href="#s2">¶ 2</a>' in page
    assert "Too short for chapters" in page


@pytest.mark.parametrize("query", ["", "?e=x&topic=%3Cscript%3E&x=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"])
def test_nothing_that_was_said_or_asked_becomes_markup(client: Client, query: str) -> None:
    details = VideoDetails(channel=HOSTILE_TEXT, description=HOSTILE_TEXT, video_url="javascript:alert(1)")
    page = read(client, record_document(write_document(HOSTILE), details=details).video, query)
    assert HOSTILE_TEXT not in page
    assert "<img src=x" not in page
    assert "<script>" not in page
    assert "javascript:" not in page
    assert " style=" not in page


@pytest.mark.parametrize(
    ("address", "kind", "source"),
    [
        (YOUTUBE, "youtube", YOUTUBE_PLAYER),
        ("https://youtu.be/abcdefghijk", "youtube", YOUTUBE_PLAYER),
        ("https://music.youtube.com/watch?v=abcdefghijk", "youtube", YOUTUBE_PLAYER),
        (YOUTUBE_PLAYER, "youtube", YOUTUBE_PLAYER),
        ("https://example.org/a.mp4?x=1", "video", "https://example.org/a.mp4?x=1"),
        ("https://example.org/a.mp4?x=1#t=30", "video", "https://example.org/a.mp4?x=1"),
        ("https://example.org/talk#t=30", "link", "https://example.org/talk#t=30"),
        ("https://example.org/a.MP3", "audio", "https://example.org/a.MP3"),
    ],
)
def test_a_recording_is_asked_for_by_nobody_but_the_reader(
    client: Client, address: str, kind: str, source: str
) -> None:
    page = read(client, record_document(write_document(CHIPS), details=VideoDetails(video_url=address)).video)
    assert f'data-kind="{kind}" data-src="{source}"' in page
    assert not re.search(r"<(iframe|video|audio|img|embed|object)\b", page)


def test_without_a_recording_there_is_no_player(client: Client, wafers: Video) -> None:
    assert "data-player" not in read(client, wafers)


def test_the_picture_is_drawn_once_and_again_when_the_graph_changes(client: Client, wafers: Video) -> None:
    read(client, wafers)
    first = Drawing.objects.get().data
    read(client, wafers)
    assert Drawing.objects.get().data == first
    Entity.objects.filter(name="NVIDIA").update(name="Nvidia Corporation")
    assert "Nvidia Corporation" in read(client, wafers)
    assert Drawing.objects.get().data != first


def test_for_paper_it_names_each_sure_connection_with_who_said_it(client: Client, wafers: Video) -> None:
    page = read(client, wafers)
    said = page[page.index('<section class="said"') : page.index('<section class="chapters"')]
    assert said.count("<blockquote") == 10
    assert "The 10 surest of 11" in text_of(said)
    assert "OpenAI makes Codex-Spark “OpenAI released Codex-Spark, a model for code generation.”" in text_of(said)
    assert "Codex-Spark (denied) supports cybersecurity" in text_of(said)


def test_the_script_reads_the_graph_that_the_page_shows(client: Client, wafers: Video) -> None:
    page = read(client, wafers)
    graph = json.loads(re.search(r'id="graph-data" type="application/json">(.*?)</script>', page)[1])  # type: ignore[index]
    names = [node[1] for node in graph["nodes"]]
    assert sorted(names) == sorted(WAFERS.names)
    said = {(names[e[1]], graph["phrases"][e[3]], names[e[2]]) for e in graph["edges"]}
    assert ("Cerebras", "makes", "Wafer Scale Engine 3") in said
    assert len(graph["edges"]) == 11
    assert sum(edge[6] for edge in graph["edges"]) == 1
    assert all(-1 <= node[4] <= 1 and -1 <= node[5] <= 1 for node in graph["nodes"])


def test_the_number_of_queries_does_not_grow_with_the_video(
    client: Client, wafers: Video, django_user_model: Any, django_assert_max_num_queries: Any
) -> None:
    client.force_login(django_user_model.objects.create_user("reader"))
    large = record_document(write_document(write_large_talk(150, connections=300))).video
    record_document(write_document(CHIPS))
    for video, entity in ((wafers, "Cerebras"), (large, Entity.objects.order_by("-mention_count")[0].name)):
        query = f"?e={Entity.objects.get(name=entity).slug}&at=3&topic=hardware"
        read(client, video, query)
        with django_assert_max_num_queries(12):
            read(client, video, query)
