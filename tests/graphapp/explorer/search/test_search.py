"""Search finds what is in the record now: by names, slips, phrases and speakers, whatever is typed."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from graphapp.curation.deciding import make_decision, revoke_decision
from graphapp.explorer.search import engines, finding, pages, postgresql, things
from graphapp.graph.models import Entity
from graphapp.videos.deriving.resolving import rebuild_graph
from graphapp.videos.models import Segment, Video
from graphapp.videos.recording import VideoDetails, delete_video, record_document
from ingest.records import EntityType
from tests.graphapp.videos.documents import build_document

pytestmark = pytest.mark.django_db

HOSTILE = [
    '"',
    '""',
    "AND OR NOT NEAR(",
    'speaker:"',
    "speaker:",
    "text : a",
    "rowid:1 * ^ + - ( ) { } [ ]",
    "name:* || ~2 /re.*/ \\",
    "'; DROP TABLE videos_video; --",
    "%_%",
    "a:*B & !b <-> c | 'd'",
    "🎈🎈🎈",
    "مرحبا بالعالم",
    "\u202eevil\u202c",
    "x\0y",
    "\0",
    "ﬁ ß İ ǅ",
    "\uff9e",
    "\uff9f ab",
    "speaker:\uff9e",
    "½ ㎏ ͺ",
    "x" * 10_000,
    "a b " * 2_500,
    '"' * 5_000,
    "<img src=x onerror=alert(1)>",
]

SAID_IN_SCRIPTS = (
    "한국은 새로운 который новый ещё Straße Αθήνα ΛΌΓΟΣ 东京塔很高 ガラスの靴 "
    "हिन्दी मराठी ภาษาไทย مُحَمَّد ﬁne Ørsted İzmir état "
    "เขาพูดถึงปัญญาประดิษฐ์ในกรุงเทพ ຂ້ອຍເວົ້າພາສາລາວ ကျွန်တော်မြန်မာစကားပြောသည် ខ្ញុំនិយាយភាសាខ្មែរ"
)
SCRIPTS = [
    ("한국", "한국"),
    ("한국은", "한국은"),
    ("КОТОРЫЙ", "который"),
    ("новый", "новый"),
    ("еще", "ещё"),
    ("Straße", "Straße"),
    ("strasse", "Straße"),
    ("Αθήνα", "Αθήνα"),
    ("αθηνα", "Αθήνα"),
    ("λόγος", "ΛΌΓΟΣ"),
    ("东京", "东京"),
    ("很高", "很高"),
    ("ガラス", "ガラス"),
    ("ｶﾞﾗｽ", "ガラス"),
    ("ガラスの靴", "ガラスの靴"),
    ("हिन्दी", "हिन्दी"),
    ("ภาษาไทย", "ภาษาไทย"),
    ("ปัญญาประดิษฐ์", "ปัญญาประดิษฐ์"),
    ("กรุงเทพ", "กรุงเทพ"),
    ("ພາສາລາວ", "ພາສາລາວ"),
    ("မြန်မာ", "မြန်မာ"),
    ("ភាសា", "ភាសា"),
    ("محمد", "مُحَمَّد"),
    ("fine", "ﬁne"),
    ("ørsted", "Ørsted"),
    ("izmir", "İzmir"),
    ("e\u0301tat", "état"),
]


def record(title: str, names: dict[str, list[str]], *, words: str = "", speaker: str = "Ann", **details: Any) -> Video:
    document = build_document(title, names, extra_words=words)
    segments = tuple(replace(segment, speaker=speaker) for segment in document.transcript.segments)
    document = replace(document, transcript=replace(document.transcript, segments=segments))
    return record_document(document, details=VideoDetails(**details)).video


@pytest.fixture
def library() -> dict[str, Video]:
    return {
        "chips": record(
            "Fast chips",
            {"Cerebras": ["Cerebras Systems"], "OpenAI": []},
            words="Wafers as large as a plate make inference fast.",
            speaker="Sam Example",
            channel="Chip hour",
        ),
        "graphs": record(
            "Graphs for talks", {"Kubernetes": ["k8s"], "OpenAI": []}, words="Large plates break, a café says."
        ),
    }


def search(q: str, **query: Any) -> dict[str, Any]:
    answer = Client().get("/api/v1/search/", {"q": q, **query})
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def found(q: str, kind: str) -> list[dict[str, Any]]:
    """The results of one kind, out of a search for everything."""
    groups = {group["kind"]: group["results"] for group in search(q)["groups"]}
    return list(groups.get(kind, []))


def names(q: str) -> list[str]:
    return [hit["name"] for hit in found(q, "entity")]


def lit(hit: dict[str, Any], text: str) -> list[str]:
    return [hit[text][start:end] for start, end in hit["highlights"]]


class TestWhatIsFound:
    def test_groups_come_in_one_order_each_with_its_page(self, library: dict[str, Video]) -> None:
        answer = search("openai")
        assert [group["kind"] for group in answer["groups"]] == ["entity", "video", "moment", "topic"]
        (entity,) = answer["groups"][0]["results"]
        assert (entity["name"], entity["video_count"]) == ("OpenAI", 2)
        assert entity["page"] == f"/entities/{entity['slug']}/"
        assert len(answer["groups"][2]["results"]) == 2
        assert answer["groups"][3]["results"][0]["page"] == "/topics/openai/"

    def test_names_are_found_by_beginnings_and_aliases_and_say_by_which(self, library: dict[str, Video]) -> None:
        (hit,) = found("cere", "entity")
        assert (hit["name"], lit(hit, "name"), hit["alias"]) == ("Cerebras", ["Cere"], None)
        (hit,) = found("k8", "entity")
        assert (hit["name"], hit["alias"]["text"], hit["alias"]["highlights"]) == ("Kubernetes", "k8s", [[0, 2]])

    def test_videos_are_found_by_title_and_channel(self, library: dict[str, Video]) -> None:
        assert [hit["title"] for hit in found("fast", "video")] == ["Fast chips"]
        assert [hit["title"] for hit in found("chip hour", "video")] == ["Fast chips"]
        (hit,) = found("graphs ta", "video")
        assert lit(hit, "title") == ["Graphs", "ta"]

    def test_topics_are_found_and_counted_over_videos(self, library: dict[str, Video]) -> None:
        assert [(hit["name"], hit["video_count"]) for hit in found("open", "topic")] == [("OpenAI", 2)]

    def test_a_moment_says_who_said_it_where_and_when(self, library: dict[str, Video]) -> None:
        (hit,) = found("wafers plate", "moment")
        video = library["chips"]
        assert (hit["video"], hit["segment"], hit["speaker"]) == (video.id, "s1", "Sam Example")
        assert hit["page"] == f"/videos/{video.slug}/?at=1#s1"
        assert lit(hit, "text") == ["Wafers", "plate"]

    def test_a_phrase_in_quotes_is_found_word_by_word(self, library: dict[str, Video]) -> None:
        assert len(found("large plate", "moment")) == 2
        assert [hit["title"] for hit in found('"as large as"', "moment")] == ["Fast chips"]
        assert found('"large plate"', "moment") == []
        assert [hit["title"] for hit in found('"large plates" break', "moment")] == ["Graphs for talks"]

    @pytest.mark.parametrize("marks", ["“”", "„“", "«»", "””"])
    def test_quotes_of_every_kind_make_a_phrase(self, library: dict[str, Video], marks: str) -> None:
        begin, end = marks
        assert found(f"{begin}large plate{end}", "moment") == []
        assert [hit["title"] for hit in found(f"{begin}as large as{end}", "moment")] == ["Fast chips"]
        assert len(found(f"speaker:{begin}Sam Example{end}", "moment")) == len(found('speaker:"Sam Example"', "moment"))

    def test_a_phrase_comes_before_its_words_apart(self, library: dict[str, Video]) -> None:
        assert found("large plates", "moment")[0]["title"] == "Graphs for talks"

    def test_so_does_one_that_is_still_being_typed(self, library: dict[str, Video]) -> None:
        assert [hit["title"] for hit in found("large pla", "moment")] == ["Graphs for talks", "Fast chips"]

    def test_what_is_said_word_for_word_comes_before_what_only_begins_so(self, library: dict[str, Video]) -> None:
        record("Begun", {"Tin": ["s1"]}, words="blue lamps everywhere")
        record("Said", {"Tin": ["s1"]}, words="one blue lamp")
        record("Apart", {"Tin": ["s1"]}, words="the lamp that is blue")
        assert [hit["title"] for hit in found("blue lamp", "moment")] == ["Said", "Apart", "Begun"]
        assert [hit["title"] for hit in found("blue lam", "moment")][:2] == ["Said", "Begun"]

    def test_a_speaker_narrows_moments_and_leaves_out_the_rest(self, library: dict[str, Video]) -> None:
        answer = search("openai speaker:sam")
        assert [group["kind"] for group in answer["groups"]] == ["moment"]
        assert {hit["speaker"] for hit in answer["groups"][0]["results"]} == {"Sam Example"}
        assert len(found('speaker:"example sam"', "moment")) == 4
        assert found("large speaker:nobody", "moment") == []

    def test_accents_and_case_do_not_count(self, library: dict[str, Video]) -> None:
        (hit,) = found("CAFE", "moment")
        assert lit(hit, "text") == ["café"]
        assert len(found("café", "moment")) == 1

    @pytest.mark.parametrize(("typed", "shown"), SCRIPTS)
    def test_a_word_of_any_script_is_found_and_lit_wherever_it_stands(self, typed: str, shown: str) -> None:
        words = f"Then: {SAID_IN_SCRIPTS}"
        record(f"Title {SAID_IN_SCRIPTS}"[:300], {"Tin": []}, words=words, channel=SAID_IN_SCRIPTS[:200])
        (video,) = found(typed, "video")
        assert shown in lit(video, "title")
        moment = found(typed, "moment")[0]
        assert shown in lit(moment, "text")

    def test_so_is_a_topic(self) -> None:
        record("Topics", {"Новый мир": [], "한국": [], "Straßenbahn": []})
        assert [found(typed, "topic")[0]["name"] for typed in ("новый", "한국", "strassen")] == [
            "Новый мир",
            "한국",
            "Straßenbahn",
        ]

    def test_other_vowels_make_another_word(self) -> None:
        record("Vowels", {"Tin": []}, words="हिन्दी ガラス")
        assert found("हन्दी", "moment") == []
        assert found("カラス", "moment") == []

    def test_titles_come_before_what_only_the_channel_is_called(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(things, "LOOKED_AT", 3)
        record("A history of Mills", {"Tin": []})
        for i in range(5):
            record(f"Talk {i}", {"Ore": []}, channel="Mills weekly")
        hits = [hit["title"] for hit in search("mills", kind="video", limit=3)["groups"][0]["results"]]
        assert hits == ["A history of Mills", "Talk 4", "Talk 3"]

    def test_topics_with_the_whole_word_come_before_better_known_ones_that_begin_so(self) -> None:
        record("One", {"Go": []})
        for i in range(3):
            record(f"More {i}", {"Gophers": [], "Going on": []})
        assert [hit["name"] for hit in found("go", "topic")] == ["Go", "Going on", "Gophers"]

    def test_no_video_crowds_out_the_others(self) -> None:
        record("Much", {f"Gadget {i}": [] for i in range(9)})
        record("Little", {"Gadget": []})
        assert "Little" in [hit["title"] for hit in found("gadget", "moment")][:4]

    def test_not_even_one_that_says_it_again_and_again_and_that_is_shown_from_its_beginning(self) -> None:
        record("Little", {"Gadget": []})
        much = record("Much", {f"Gadget {i}": [] for i in range(150)})
        hits = found("gadget", "moment")
        assert [hit["title"] for hit in hits[:3]] == ["Much", "Much", "Little"]
        numbers = [
            int(hit["segment"][1:]) for hit in search("gadget", kind="moment", limit=200)["groups"][0]["results"]
        ]
        assert len(numbers) == 151
        said = Segment.objects.filter(video=much, text__contains="Gadget").order_by("number")
        assert numbers[:2] == list(said.values_list("number", flat=True)[:2])

    def test_what_is_said_more_often_than_is_gathered_is_found_where_it_was_said_last(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        few = postgresql.SEGMENTS.replace("LIMIT 20000", "ORDER BY id LIMIT 1")
        monkeypatch.setattr(postgresql, "SEGMENTS", few)
        monkeypatch.setattr(postgresql, "SOME", 1)
        for title in ("First", "Last"):
            record(title, {"Gadget": []})
        assert found("gadget", "moment")[0]["title"] == "Last"

    def test_of_equal_moments_of_a_video_the_first_said_comes_first(self) -> None:
        record("Earlier", {f"Gadget {i}": [] for i in range(3)})
        record("Later", {f"Gadget {i}": [] for i in range(3)})
        hits = [(hit["title"], int(hit["segment"][1:])) for hit in found("gadget", "moment")]
        assert [title for title, _ in hits] == ["Later", "Later", "Earlier", "Earlier", "Later", "Earlier"]
        for title in ("Earlier", "Later"):
            numbers = [number for of, number in hits if of == title]
            assert numbers == sorted(numbers)

    def test_one_video_tells_every_second_at_which_it_was_said(self) -> None:
        much = record("Much", {f"Gadget {i}": [] for i in range(70)})
        record("Other", {"Gadget": []})
        (group,) = search("gadget", video=much.slug, limit=200)["groups"]
        assert (group["kind"], group["more"]) == ("moment", False)
        numbers = [int(hit["segment"][1:]) for hit in group["results"]]
        assert len(numbers) == 70
        assert numbers == sorted(numbers)
        assert {hit["video"] for hit in group["results"]} == {much.id}
        (group,) = search("gadget", video=much.id, limit=3)["groups"]
        assert [int(hit["segment"][1:]) for hit in group["results"]] == numbers[:3]
        assert group["more"]
        read: list[int] = []
        while len(read) < 70:
            (group,) = search("gadget", video=much.id, limit=30, after=f"s{read[-1]}" if read else "s0")["groups"]
            read += [int(hit["segment"][1:]) for hit in group["results"]]
            assert group["more"] is (len(read) < 70)
        assert read == numbers
        answer = Client().get("/api/v1/search/", {"q": "gadget", "video": much.id, "after": "soon"})
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
        answer = Client().get("/api/v1/search/", {"q": "gadget", "video": "unknown"})
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")

    def test_what_is_said_with_the_signs_that_were_typed_comes_first(self) -> None:
        record("Signs", {"Tin": []}, words="Here we write C# at AT&T, on .NET.")
        for i in range(70):
            record(f"Letters {i}", {"Tin": []}, words=f"Vitamin C at {i}, at t, and the net.")
        for typed in ("C#", "c#", "c#?", "at&t", ".net"):
            assert found(typed, "moment")[0]["title"] == "Signs"
        assert found("C", "moment")[0]["title"] == "Letters 69"

    @pytest.mark.parametrize("typed", ["wind\u00admill", "wind\u200bmill", "\ufeffwindmill", '"wind\u00admill here"'])
    def test_what_nobody_sees_in_what_is_typed_parts_no_word(self, typed: str) -> None:
        record("Mills", {"Windmill": []}, words="A windmill here.")
        assert [hit["title"] for hit in found(typed, "moment")][:1] == ["Mills"]
        assert typed.startswith('"') or found(typed, "entity")[0]["name"] == "Windmill"

    def test_only_the_kinds_that_are_asked_for(self, library: dict[str, Video]) -> None:
        assert [g["kind"] for g in search("openai", kind="topic,entity")["groups"]] == ["entity", "topic"]
        assert [g["kind"] for g in search("openai", kind=["topic", "entity"])["groups"]] == ["entity", "topic"]
        answer = Client().get("/api/v1/search/", {"q": "x", "kind": "entity,recipe"})
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid")

    def test_a_limit_says_whether_there_is_more(self, library: dict[str, Video]) -> None:
        group = search("openai", kind="moment", limit=1)["groups"][0]
        assert (len(group["results"]), group["more"]) == (1, True)
        group = search("openai", kind="moment", limit=2)["groups"][0]
        assert (len(group["results"]), group["more"]) == (2, False)
        assert Client().get("/api/v1/search/", {"q": "x", "limit": 201}).status_code == 400


class TestSlips:
    def test_an_unknown_name_asks_what_was_meant(self, library: dict[str, Video]) -> None:
        answer = search("Cerebrs")
        assert not any(group["results"] for group in answer["groups"])
        assert [hit["name"] for hit in answer["did_you_mean"]] == ["Cerebras"]
        page = Client().get("/search/", {"q": "kubernets"}).content.decode()
        assert "Did you mean" in page
        assert "Kubernetes" in page

    def test_a_known_name_asks_nothing(self, library: dict[str, Video]) -> None:
        assert search("openai")["did_you_mean"] == []


class TestInStep:
    def test_a_rename_is_found_at_once_and_undone_at_once(self, library: dict[str, Video]) -> None:
        entity = Entity.objects.get(name="Cerebras")
        decision = make_decision("rename", {"entity": entity.id, "name": "Waferworks"}, author="ed")
        assert names("waferw") == ["Waferworks"]
        assert [hit["name"] for hit in search("waferwroks")["did_you_mean"]] == ["Waferworks"]
        revoke_decision(decision, author="ed")
        assert names("waferw") == []
        assert names("cerebras") == ["Cerebras"]

    def test_what_is_hidden_is_gone_and_what_is_merged_is_one(self, library: dict[str, Video]) -> None:
        cerebras, openai = (Entity.objects.get(name=name) for name in ("Cerebras", "OpenAI"))
        hidden = make_decision("hide", {"entity": cerebras.id}, author="ed")
        assert names("cerebras") == []
        assert search("cerebrs")["did_you_mean"] == []
        revoke_decision(hidden, author="ed")
        make_decision("same", {"entities": [cerebras.id, openai.id]}, author="ed")
        assert len(names("cerebras")) == 1
        assert names("cerebras") == names("openai")

    def test_a_deleted_video_was_never_there(self, library: dict[str, Video]) -> None:
        delete_video(library["chips"])
        for typed in ("cerebras", "wafers", "fast", "cerebrs"):
            answer = search(typed)
            assert not any(group["results"] for group in answer["groups"]), typed
            assert answer["did_you_mean"] == []
        assert names("openai") == ["OpenAI"]

    def test_new_words_in_place_of_old_ones(self, library: dict[str, Video]) -> None:
        other = build_document("Fast chips", {"Cerebras": []}, extra_words="Quartz instead.")
        record_document(other, video_id=library["chips"].id)
        assert found("wafers", "moment") == []
        assert len(found("quartz", "moment")) == 1

    def test_a_rebuild_changes_nothing(self, library: dict[str, Video]) -> None:
        before = [search(typed) for typed in ("cere", "large plate", "open", "kubernets")]
        rebuild_graph()
        assert [search(typed) for typed in ("cere", "large plate", "open", "kubernets")] == before

    @pytest.mark.django_db(transaction=True)
    def test_an_index_that_was_lost_is_made_again_by_migrate(self, library: dict[str, Video]) -> None:
        lose_index()
        record("Later", {"Latecomer": []}, words="Belated words.")
        call_command("migrate", stdout=StringIO())
        assert len(found("belated", "moment")) == 1
        assert names("latec") == ["Latecomer"]
        assert len(found("wafers", "moment")) == 1


def lose_index() -> None:
    statements = {
        "sqlite": ["DROP TRIGGER said_added", "DROP TRIGGER key_added", "DROP TRIGGER title_added"],
        "postgresql": ["ALTER TABLE videos_segment DROP COLUMN words", "DROP INDEX key_folded_parts"],
    }
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)


class TestWhateverIsTyped:
    @pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
    def test_is_text(self, library: dict[str, Video], typed: str) -> None:
        answer = search(typed)
        assert {hit.get("title") for group in answer["groups"] for hit in group["results"]} <= {None}
        for address in ("/search/", "/search/palette/"):
            page = Client().get(address, {"q": typed})
            assert page.status_code == 200
            assert "<img src=x" not in page.content.decode()

    def test_what_was_said_is_escaped(self) -> None:
        record("<b>Bold</b>", {"<i>Slanted</i>": []}, words="<script>alert(1)</script> spoken.", channel="<u>C</u>")
        for address in ("/search/", "/search/palette/"):
            page = Client().get(address, {"q": "spoken"}).content.decode()
            assert "<script>alert" not in page
            page = Client().get(address, {"q": "slanted"}).content.decode()
            assert "<i>Slanted" not in page

    @pytest.mark.parametrize("typed", ["", "   ", "\t"])
    def test_nothing_typed_finds_nothing_and_says_how_to_begin(self, library: dict[str, Video], typed: str) -> None:
        assert search(typed)["groups"] == []
        assert "Type a name or a word" in Client().get("/search/", {"q": typed}).content.decode()

    def test_a_long_segment_shows_the_piece_around_what_was_found(self) -> None:
        record("Long", {}, words=f"{'before ' * 300}needle{' after' * 300}")
        (hit,) = found("needle", "moment")
        assert lit(hit, "text") == ["needle"]
        assert len(hit["text"]) < 260

    def test_the_number_of_queries_is_bounded(self, library: dict[str, Video]) -> None:
        """Setting PostgreSQL's limit of time asks for nothing."""
        with CaptureQueriesContext(connection) as asked:
            search("large plate")
        assert len([query for query in asked if "set_config" not in query["sql"]]) <= 24


class TestPages:
    def test_the_page_marks_what_was_found_and_leads_there(self, library: dict[str, Video]) -> None:
        page = Client().get("/search/", {"q": "wafers"}).content.decode()
        assert '<mark class="lit">Wafers</mark>' in page
        assert f'href="/videos/{library["chips"].slug}/?at=1#s1"' in page

    @pytest.mark.parametrize("address", ["/search/", "/search/palette/"])
    def test_a_type_is_called_as_on_the_page_that_is_led_to(self, address: str) -> None:
        record_document(build_document("Firms", {"Acme": []}, types={"Acme": EntityType.ORGANIZATION}))
        page = Client().get(address, {"q": "acme"}).content.decode()
        assert re.search(r">(Company|[^<]*\bCompany\b)", page)
        assert not re.search(r">[^<]*\bOrganization\b", page)

    def test_the_page_leads_to_all_that_one_talk_says_of_it(self) -> None:
        much = record("Much", {f"Gadget {i}": [] for i in range(70)})
        record("Other", {"Gadget": []})
        page = Client().get("/search/", {"q": "gadget"}).content.decode()
        (link,) = re.findall(r'href="([^"]*)">all in this talk<', page)
        page = Client().get(f"/search/{html.unescape(link)}").content.decode()
        assert len(re.findall(rf'href="/videos/{much.slug}/\?at=\d+#s\d+"', page)) == 70
        assert f'name="video" value="{much.slug}"' in page
        assert 'href="?q=gadget">Search all videos' in page
        page = Client().get("/search/", {"q": "nowhere", "video": much.slug}).content.decode()
        assert "No sentence of this talk" in page
        assert Client().get("/search/", {"q": "gadget", "video": "unknown"}).status_code == 404

    def test_what_does_not_fit_of_a_talk_is_a_link_away(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pages, "OF_ONE_VIDEO", 30)
        much = record("Much", {f"Gadget {i}": [] for i in range(70)})
        address, read = f"?q=gadget&video={much.slug}", []
        while address:
            page = Client().get(f"/search/{address}").content.decode()
            read += [int(number) for number in re.findall(rf'href="/videos/{much.slug}/\?at=\d+#s(\d+)"', page)]
            address = "".join(map(html.unescape, re.findall(r'href="([^"]*)">Go on after', page)))
        assert len(read) == 70
        assert read == sorted(read)
        assert f'href="?q=gadget&amp;video={much.slug}">From its beginning' in page

    def test_one_kind_alone_has_room_for_more(self, library: dict[str, Video]) -> None:
        page = Client().get("/search/", {"q": "openai", "kind": "topic"}).content.decode()
        assert "/topics/openai/" in page
        assert "/entities/openai" not in page

    def test_htmx_gets_the_results_alone(self, library: dict[str, Video]) -> None:
        page = Client().get("/search/", {"q": "openai"}, headers={"HX-Request": "true"}).content.decode()
        assert re.match(r'<title>openai · Search · \w+</title><div id="found"', page.strip())
        assert "<main" not in page

    def test_the_masthead_of_every_page_searches_without_script(self) -> None:
        for address in ("/", "/runs/", "/search/"):
            assert '<form class="find" action="/search/"' in Client().get(address).content.decode()


SLOW = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
    "postgresql": "SELECT pg_sleep(60)",
}


@pytest.mark.parametrize("slow", [("find_videos",), ("find_videos", "find_moments"), ("find_topics",)])
def test_what_takes_too_long_is_stopped_and_said_and_all_else_is_found(
    library: dict[str, Video], monkeypatch: pytest.MonkeyPatch, slow: tuple[str, ...]
) -> None:
    def never_end(*_: Any, **__: Any) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(SLOW[connection.vendor])
            return list(cursor.fetchall())

    usual = search("openai")["groups"]
    monkeypatch.setattr(engines, "MOST_SECONDS", 0.1)
    for name in slow:
        monkeypatch.setattr(finding, name, never_end)
    groups = search("openai")["groups"]
    assert {f"find_{group['kind']}s" for group in groups if group["cut"]} == set(slow)
    assert [group for group in groups if not group["cut"]] == [
        group for group in usual if f"find_{group['kind']}s" not in slow
    ]
    page = Client().get("/search/", {"q": "openai"}).content.decode()
    assert page.count("This took too long and was stopped.") == len(slow)
