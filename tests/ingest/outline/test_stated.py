"""Chapters that the source gives are kept: their titles, and the sentences that are said from then on."""

from __future__ import annotations

from dataclasses import replace

from ingest.outline import outline_video
from ingest.records import Metadata, Outline, Segment, StatedChapter
from tests.ingest.relate.talks import make_transcript

TURNS = [("A", f"Sentence number {n} is about the weather and the sea. ") for n in range(8)]


def outline(*chapters: StatedChapter, timed: bool = True) -> Outline:
    transcript = make_transcript(TURNS)
    segments = tuple(place(segment, n, timed) for n, segment in enumerate(transcript.segments))
    facts = Metadata(chapters=chapters)
    return outline_video(replace(transcript, segments=segments, metadata=facts), entities=())


def place(segment: Segment, number: int, timed: bool) -> Segment:
    return replace(segment, start_ms=number * 10_000 if timed else None)


def test_stated_chapters_stand_where_they_were_said() -> None:
    found = outline(
        StatedChapter(500, "Hello"), StatedChapter(40_900, "The sea"), StatedChapter(10**9, "After the end")
    )
    assert [(c.title, c.segment) for c in found.chapters] == [("Hello", "s1"), ("The sea", "s5")]
    assert found.chapters[1].starts_with.startswith("Sentence number 4")
    assert [section.heading for section in found.summary] == ["Hello", "The sea"]


def test_what_is_said_before_the_first_stated_chapter_is_not_put_under_it() -> None:
    found = outline(StatedChapter(20_000, "Ten"), StatedChapter(40_000, "Twenty"))
    assert [(c.title, c.segment) for c in found.chapters][1:] == [("Ten", "s3"), ("Twenty", "s5")]
    assert found.chapters[0].segment == "s1"
    assert found.chapters[0].title not in {"", "Ten"}


def test_chapters_are_found_in_the_words_where_stated_ones_can_not_be_placed() -> None:
    stated = (StatedChapter(0, "Hello"), StatedChapter(40_000, "The sea"))
    assert not {"Hello", "The sea"} & {c.title for c in outline(*stated, timed=False).chapters}
