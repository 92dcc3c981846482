"""A file of decisions is taken as a whole, or refused with the line that can't be read: whatever it says."""

from __future__ import annotations

import json
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from graphapp.curation.applying import list_lost
from graphapp.curation.deciding import make_decision
from graphapp.curation.exchange import Imported, export_decisions, import_decisions
from graphapp.graph.models import Entity, Relation
from graphapp.videos.models import Decision, Mention, Video
from graphapp.videos.recording import delete_video, record_document
from ingest.records import EntityType
from tests.graphapp.curation.deciding import find
from tests.graphapp.videos.documents import build_document

pytestmark = pytest.mark.django_db
KEY = "0123456789abcdef"
RELATION = {"subject": KEY, "predicate": "uses", "object": KEY, "polarity": "asserted"}
PLACE = {"video": KEY, "words": KEY, "quote": "k8s was named.", "at": 0, "text": "k8s", "nth": 0}


@pytest.fixture(scope="module")
def library(shared_rows: None) -> None:
    record_document(build_document("A", {"k8s": ["kube"], "Docker": []}, [("k8s", "uses", "Docker")]))
    record_document(build_document("B", {"Kubernetes": [], "Linux": []}))


def write_line(kind: str, said: object, **more: object) -> str:
    facts = {"id": "1", "order": 1, "kind": kind, "said": said, "subject": "", "note": "", "author": "ed"}
    times = {"active": True, "made_at": "2026-01-01T00:00:00+00:00", "events": [["made", "ed", "2026-01-01T00:00Z"]]}
    return json.dumps({**facts, **times, **more})


def make_one_of_each() -> None:
    video = Video.objects.get(title="A").id
    k8s, docker, linux = map(find, ("k8s", "Docker", "Linux"))
    stated = {"video": video, "segment": "5", "quote": "k8s uses Docker.", "predicate": "uses"}
    made = Mention.objects.filter(key__entity=k8s).order_by("id").values_list("id", flat=True)
    wishes: list[tuple[str, dict[str, Any]]] = [
        ("relate", {"subject": docker, "object": k8s, **stated}),
        ("correct", {"relation": Relation.objects.get(subject=k8s).id, "polarity": "denied"}),
        ("split", {"entity": k8s, "mentions": [made[0]], "name": "k8s the book", "type": "Media"}),
        ("split", {"entity": k8s, "aliases": ["kube"]}),
        ("distinct", {"entities": [k8s, linux]}),
        ("rename", {"entity": linux, "name": "Tux"}),
        ("retype", {"entity": linux, "type": "Place"}),
        ("describe", {"entity": linux, "text": "A bird.", "links": [{"address": "https://example.org/"}]}),
        ("approve", {"entity": linux}),
        ("mention", {"video": video, "segment": "1", "text": "This", "name": "The book", "type": "Media"}),
        ("mention", {"video": video, "segment": "4", "text": "named", "entity": linux, "everywhere": True}),
        ("same", {"entities": [docker, find("Kubernetes")], "name": "Both"}),
        ("hide", {"entity": linux}),
    ]
    for kind, fields in wishes:
        make_decision(kind, fields, author="ed")


def test_what_was_written_here_can_be_read_again(library: None) -> None:
    make_one_of_each()
    lines = list(export_decisions())
    Decision.objects.all().delete()
    assert import_decisions(lines) == Imported(added=13, known=0)


def test_of_a_line_that_was_taken_once_only_what_is_refused_by_now_is_left_out(library: None) -> None:
    links = [["me", "https://me:secret@example.org/"], ["here", "https://example.org/"]]
    described = write_line("describe", {"key": KEY, "text": "A bird.", "links": links})
    parted = write_line("split", {"left": [KEY], "right": [KEY[::-1]], "name": "\u3164"}, id="2", order=2)
    assert import_decisions([described, parted]).added == 2
    said = list(Decision.objects.order_by("order").values_list("said", flat=True))
    assert said[0] == {"key": KEY, "text": "A bird.", "links": links[1:]}
    assert said[1] == {"left": [KEY], "right": [KEY[::-1]]}


@pytest.mark.parametrize("drawn", ["\ue000", "\U000e1234"])
def test_names_with_pictures_of_a_font_are_taken_from_words_and_read_again(library: None, drawn: str) -> None:
    record_document(build_document("C", {f"Foo{drawn}": []}))
    words = {"video": Video.objects.get(title="C").id, "segment": "1", "text": f"Foo{drawn}", "type": "Event"}
    segment = Mention.objects.filter(video=words["video"])[0].segment
    words |= {"segment": str(segment.number), "text": f"Foo{drawn} was"}
    make_decision("mention", words, author="ed")
    make_decision("rename", {"entity": find("Linux"), "name": f"Tux{drawn}"}, author="ed")
    lines = list(export_decisions())
    Decision.objects.all().delete()
    assert import_decisions(lines).added == 2


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"kind": "same"}',
        '{"kind": "x", "said": {}}',
        write_line("distinct", {}),
        write_line("distinct", {"left": [KEY], "right": KEY}),
        write_line("split", {"left": [], "right": [KEY]}),
        write_line("rename", {}),
        write_line("rename", {"key": KEY, "name": 5}),
        write_line("rename", {"key": KEY, "name": "a\0b"}),
        write_line("rename", {"key": KEY, "name": "a\ud800b"}),
        write_line("rename", {"key": KEY * 2, "name": "Long"}),
        write_line("rename", {"key": KEY, "name": "a\u202eb"}),
        write_line("rename", {"key": KEY, "name": "a\nb"}),
        write_line("same", {"keys": [KEY], "name": "a\x1b[31mb"}),
        write_line("rename", {"key": KEY, "name": "\u3164"}),
        write_line("describe", {"key": KEY, "text": "x" * 2001, "links": []}),
        write_line("describe", {"key": KEY, "text": "a\u202eb", "links": []}),
        write_line("describe", {"key": KEY, "text": "", "links": [["a\u202eb", "https://example.org/"]]}),
        write_line("retype", {"key": KEY, "type": "Animal"}),
        write_line("describe", {"key": KEY, "text": "", "links": [["here", "javascript:alert(1)"]]}),
        write_line("describe", {"key": KEY, "text": "", "links": [["here"]]}),
        write_line("hide", {}),
        write_line("hide", {**RELATION, "polarity": "perhaps"}),
        write_line("correct", {**RELATION, "swapped": "yes"}),
        write_line("correct", {"key": KEY}),
        write_line("same", {"keys": [], "name": "Nothing"}),
        write_line("mention", {"keys": [KEY], "as": "Event", "places": [{**PLACE, "at": 10**12}]}),
        write_line("mention", {"keys": [KEY], "as": "Event", "places": [{**PLACE, "text": "not in it"}]}),
        write_line("mention", {"keys": [KEY], "as": "Event", "places": []}),
        write_line("relate", {"ends": [[KEY]], "predicate": "uses", "polarity": "asserted", "place": PLACE}),
        write_line("hide", {"key": KEY}, before=[KEY]),
        write_line("hide", {"key": KEY}, before={KEY: 5}),
        write_line("hide", {"key": KEY}, order="x"),
        write_line("hide", {"key": KEY}, order=True),
        write_line("hide", {"key": KEY}, active=1),
        write_line("hide", {"key": KEY}, id="1" * 17),
        write_line("hide", {"key": KEY}, author="e" * 151),
        write_line("hide", {"key": KEY}, made_at="yesterday"),
        write_line("hide", {"key": KEY}, made_at="0001-01-01T00:00:00+14:00"),
        write_line("hide", {"key": KEY}, events=[["burnt", "ed", "2026-01-01T00:00Z"]]),
    ],
)
def test_a_line_that_is_no_decision_is_named_and_nothing_is_imported(library: None, tmp_path: Path, line: str) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_text(f"{write_line('hide', {'key': KEY}, id='2')}\n{line}\n", encoding="utf-8")
    with pytest.raises(CommandError, match="Line 2"):
        call_command("decisions", "import", path)
    assert not Decision.objects.exists()


def test_a_decision_that_stands_twice_in_a_file_is_imported_once(library: None) -> None:
    make_decision("hide", {"entity": find("Linux")}, author="ed")
    lines = list(export_decisions())
    Decision.objects.all().delete()
    assert import_decisions([*lines, *lines]) == Imported(added=1, known=1)
    assert Decision.objects.count() == 1


def test_a_dash_carries_decisions_from_one_command_to_another(
    library: None, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_decision("hide", {"entity": find("Linux")}, author="ed", note="größer")
    call_command("decisions", "export", "-")
    exported = capfdbinary.readouterr().out
    assert exported.decode().splitlines() == list(export_decisions())
    Decision.objects.all().delete()
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(exported)))
    call_command("decisions", "import", "-")
    assert list(Decision.objects.values_list("note", flat=True)) == ["größer"]


def test_a_file_in_another_encoding_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_bytes(b"\xff\xfe{")
    with pytest.raises(CommandError, match="UTF-8"):
        call_command("decisions", "import", path)


def say(words: str, *, of: Video | None = None) -> Video:
    """A talk of two things that it calls Sam, by keys that stay in it."""
    names: dict[str, list[str]] = {"Sam": [], "sam": [], "Hub": []}
    claims = [("Sam", "uses", "Hub")]
    document = build_document(
        "Talk", names, claims, types={"sam": EntityType.EVENT}, own=frozenset(names), extra_words=words
    )
    return record_document(document, video_id=of.id if of else None).video


def see() -> tuple[list[str], list[tuple[str, str, str]]]:
    stated = Relation.objects.values_list("subject__name", "predicate", "object__name")
    return sorted(Entity.objects.values_list("name", flat=True)), sorted(stated)


@pytest.mark.parametrize("there", ["read as it is now", "corrected", "as it came"])
@pytest.mark.parametrize("here", ["corrected", "as it came"])
def test_decisions_about_given_names_and_words_hold_in_a_library_that_has_its_words_of_now_or_of_before(
    db: None, here: str, there: str
) -> None:
    video = say("First words.")
    words = {"video": video.id, "segment": "1"}
    make_decision("mention", {**words, "text": "This", "name": "Opening", "type": "Event"}, author="ed")
    make_decision("rename", {"entity": find("Sam"), "name": "Sam Winter"}, author="ed")
    make_decision("rename", {"entity": find("sam"), "name": "Summit"}, author="ed")
    if here == "corrected":
        say("First words, corrected.", of=video)
    stated = {"subject": find("Sam Winter"), "object": find("Hub"), "predicate": "makes", "quote": "This is Talk"}
    make_decision("relate", {**words, **stated}, author="ed")
    before, now = see(), "First words, corrected." if here == "corrected" else "First words."
    lines = list(export_decisions())
    delete_video(video)
    Decision.objects.all().delete()
    say("First words." if there == "as it came" else now, of=say("Frist wrods.") if there == "corrected" else None)
    import_decisions(lines)
    assert see() == before
    assert not list_lost()
    assert import_decisions(list(export_decisions())).added == 0
