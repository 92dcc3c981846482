"""Chapters, topics and points stand on words of the transcript."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.ingest.extract.llm.conftest import MakeExtractor
from tests.ingest.extract.llm.stub import Body, Fault, StubModel, read_fenced, refuse, say
from tests.ingest.extract.llm.talks import entity, long_talk, short_talk, silent


def test_one_part_needs_no_further_call(stub: StubModel, make: MakeExtractor) -> None:
    outline = make().extract(short_talk()).outline
    assert outline is not None
    assert len(stub.requests) == 1
    assert outline.chapters[0].starts_with == "Welcome to Deep Water, the show about lakes. With"
    assert outline.topics[0].segments == ("s2",)
    assert outline.summary[0].points[0].segment == "s2"


def test_several_parts_make_one_outline(stub: StubModel, make: MakeExtractor) -> None:
    outline = make(chunk_words=400).extract(long_talk()).outline
    assert outline is not None
    assert [chapter.title for chapter in outline.chapters] == ["Who is here", "On and on", "And further"]
    assert [topic.name for topic in outline.topics] == ["Sonar", "Boats"]
    assert stub.question(-1).startswith("You edit the outline")


def fail_outline(body: Body) -> Fault | None:
    return refuse(500) if "You edit the outline" in str(body["messages"]) else None


def choose_one(body: Body) -> Fault | None:
    chosen = json.dumps({"chapters": [{"number": 1, "title": "All of it"}], "topics": ["Boats"]})
    return say(chosen) if "You edit the outline" in str(body["messages"]) else None


@pytest.mark.parametrize("strike", [fail_outline, choose_one])
def test_without_an_outline_of_the_whole_the_parts_own_chapters_stand_and_that_is_said(
    stub: StubModel, make: MakeExtractor, strike: Callable[[Body], Fault | None]
) -> None:
    stub.strikes = strike
    found = make(chunk_words=400).extract(long_talk())
    assert found.outline is not None
    chapters = found.outline.chapters
    assert len(chapters) == len({chapter.segment for chapter in chapters}) > 2
    assert [warning.code for warning in found.warnings].count("outline_failed") == 1


@pytest.mark.parametrize("topics", [[], ["Quantum gravity", "Zebras"]])
def test_where_no_topic_of_the_whole_was_said_the_parts_own_topics_stand(
    stub: StubModel, make: MakeExtractor, topics: list[str]
) -> None:
    chosen = json.dumps({"chapters": [{"number": n, "title": f"Chapter {n}"} for n in range(3)], "topics": topics})
    stub.strikes = lambda body: say(chosen) if "You edit the outline" in str(body["messages"]) else None
    outline = make(chunk_words=400).extract(long_talk()).outline
    assert outline is not None
    assert [chapter.title for chapter in outline.chapters] == ["Chapter 0", "Chapter 1", "Chapter 2"]
    assert [topic.name for topic in outline.topics] == ["Boats"]


@pytest.mark.parametrize(("words", "segment"), [("Welcome to Deep Water", "s1"), ("Lake Number9 is part of", "s12")])
def test_a_part_without_an_answer_has_a_chapter_of_its_own_words(
    stub: StubModel, make: MakeExtractor, words: str, segment: str
) -> None:
    def strike(body: Body) -> Fault | None:
        return refuse(500) if words in read_fenced(body).partition(": ")[2] else None

    stub.strikes = strike
    outline = make(chunk_words=400).extract(long_talk()).outline
    assert outline is not None
    [own] = [chapter for chapter in outline.chapters if chapter.title.endswith(" …")]
    assert own.title == f"{own.starts_with} …"
    assert int(own.segment[1:]) <= int(segment[1:])
    assert "Who is here" in {chapter.title for chapter in outline.chapters}


def test_the_first_chapter_begins_with_the_talk(stub: StubModel, make: MakeExtractor) -> None:
    stub.answer = lambda _: (
        silent() | {"chapters": [{"title": "Sonar", "starts_with": "At Limnotech we built Sounder"}]}
    )
    outline = make().extract(short_talk()).outline
    assert outline is not None
    assert outline.chapters[0].segment == "s1"


def test_what_stands_nowhere_is_dropped_from_the_outline(stub: StubModel, make: MakeExtractor) -> None:
    stub.answer = lambda _: (
        silent()
        | {
            "chapters": [
                {"title": "Beginning", "starts_with": "Welcome to Deep Water, the show"},
                {"title": "Invented", "starts_with": "Nobody ever said these words here"},
            ],
            "topics": ["sonar data", "Quantum gravity"],
            "points": [
                {"text": "It is about lakes.", "quote": "the show about lakes"},
                {"text": "Made up.", "quote": "a quote that is not there"},
                {"text": "Go to https://evil.example now", "quote": "the show about lakes"},
            ],
        }
    )
    found = make().extract(short_talk())
    assert found.outline is not None
    assert [chapter.title for chapter in found.outline.chapters] == ["Beginning"]
    assert [topic.name for topic in found.outline.topics] == ["Sonar data"]
    assert [point.text for section in found.outline.summary for point in section.points] == ["It is about lakes."]
    assert found.info.dropped == {
        "chapter_not_in_transcript": 1,
        "topic_not_in_transcript": 1,
        "point_not_in_transcript": 2,
    }


def test_a_topic_that_was_not_said_is_counted_once(stub: StubModel, make: MakeExtractor) -> None:
    chapter = {"title": "Beginning", "starts_with": "Welcome to Deep Water, the show"}
    stub.answer = lambda _: silent() | {"chapters": [chapter], "topics": ["Quantum gravity"]}
    assert make().extract(short_talk()).info.dropped == {"topic_not_in_transcript": 1}


def test_no_chapters_leave_the_outline_to_the_pipeline(stub: StubModel, make: MakeExtractor) -> None:
    stub.answer = lambda _: silent()
    assert make().extract(short_talk()).outline is None


def test_a_chapter_begins_where_most_of_its_words_stand(stub: StubModel, make: MakeExtractor) -> None:
    stub.answer = lambda _: (
        silent()
        | {
            "chapters": [
                {"title": "Beginning", "starts_with": "Welcome to Deep Water, the show"},
                {"title": "Sonar", "starts_with": "Thanks Ada, well, at Limnotech we built Sounder"},
            ]
        }
    )
    outline = make().extract(short_talk()).outline
    assert outline is not None
    assert [chapter.segment for chapter in outline.chapters] == ["s1", "s2"]


def test_a_topic_may_be_an_entity_by_another_name(stub: StubModel, make: MakeExtractor) -> None:
    stub.answer = lambda _: (
        silent()
        | {
            "entities": [entity("Numerical Python", "Product", "NumPy")],
            "chapters": [{"title": "Beginning", "starts_with": "Welcome to Deep Water, the show"}],
            "topics": ["Numerical Python"],
        }
    )
    outline = make().extract(short_talk()).outline
    assert outline is not None
    assert [(topic.name, topic.segments) for topic in outline.topics] == [("Numerical Python", ("s2",))]
