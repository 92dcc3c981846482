"""Chapters, topics and points stand on words of the transcript."""

from __future__ import annotations

from tests.ingest.extract.llm.conftest import MakeExtractor
from tests.ingest.extract.llm.stub import StubModel, refuse
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
    assert [chapter.title for chapter in outline.chapters] == ["Who is here", "On and on"]
    assert [topic.name for topic in outline.topics] == ["Sonar", "Boats"]
    assert stub.question(-1).startswith("You edit the outline")


def test_without_the_outline_call_the_parts_own_chapters_stand(stub: StubModel, make: MakeExtractor) -> None:
    def strike(body: dict[str, object]) -> object:
        return refuse(500) if "You edit the outline" in str(body["messages"]) else None

    stub.strikes = strike  # type: ignore[assignment]
    outline = make(chunk_words=400).extract(long_talk()).outline
    assert outline is not None
    assert len(outline.chapters) == len({chapter.segment for chapter in outline.chapters}) > 2


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
