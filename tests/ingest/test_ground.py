"""Grounding keeps what the transcript holds and counts what it does not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.ground import ground_claims, ground_outline, ground_spans, stands_verbatim
from ingest.language.flow import index_flow, join_segments
from ingest.pipeline import extract_document
from ingest.records import (
    Chapter,
    Claim,
    EntityType,
    Extraction,
    ExtractorInfo,
    Mention,
    NamedSpan,
    Outline,
    Polarity,
    Quote,
    SummaryPoint,
    SummarySection,
    Topic,
)
from tests.ingest.relate.talks import make_transcript

TRANSCRIPT = make_transcript(["Acme released  Rocket.", "It is fast."])
INDEX = index_flow(join_segments(TRANSCRIPT.segments))
CLAIM = Claim("e1", "makes", "e2", Polarity.ASSERTED, 0.9, Quote("s1", 0, "Acme released  Rocket."), "llm")
OFFSETS = st.integers(-3, 30)
SEGMENTS = st.sampled_from(["s1", "s2", "s3", ""])


def span(segment: str, start: int, end: int) -> NamedSpan:
    return NamedSpan(Mention(segment, start, end), EntityType.PRODUCT, 0.5)


def test_spans_come_back_in_the_order_of_the_transcript() -> None:
    late, early = span("s2", 6, 10), span("s1", 0, 4)
    assert ground_spans(TRANSCRIPT, spans=[late, early]) == ((early, late), {})


@pytest.mark.parametrize(
    "bad",
    [span("s9", 0, 4), span("s1", -1, 4), span("s1", 4, 4), span("s1", 16, 99), span("s1", 4, 8), span("s1", 21, 22)],
    ids=["unknown segment", "before it", "empty", "beyond it", "white space around", "marks only"],
)
def test_a_span_that_is_not_there_is_dropped_and_counted(bad: NamedSpan) -> None:
    good = span("s1", 0, 4)
    assert ground_spans(TRANSCRIPT, spans=[bad, good]) == ((good,), {"mention_not_in_transcript": 1})


@given(st.lists(st.tuples(SEGMENTS, OFFSETS, OFFSETS), max_size=12))
def test_what_is_kept_names_something_and_nothing_is_lost_uncounted(places: list) -> None:
    spans = [span(*place) for place in places]
    kept, dropped = ground_spans(TRANSCRIPT, spans=spans)
    texts = {segment.id: segment.text for segment in TRANSCRIPT.segments}
    for found in kept:
        surface = texts[found.mention.segment][found.mention.start : found.mention.end]
        assert surface == surface.strip()
        assert any(character.isalnum() for character in surface)
    assert len(kept) + dropped.get("mention_not_in_transcript", 0) == len(spans)
    assert ground_spans(TRANSCRIPT, spans=kept) == (kept, {})


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        (Quote("s1", 0, "Acme released  Rocket."), True),
        (Quote("s1", 15, "Rocket. It is"), True),
        (Quote("s2", 0, "It is fast."), True),
        (Quote("s1", 0, "Acme released Rocket."), False),
        (Quote("s1", 0, "acme released"), False),
        (Quote("s1", 1, "Acme"), False),
        (Quote("s1", -7, "Acme"), False),
        (Quote("s2", 0, "   "), False),
        (Quote("s2", 0, "It is fast. And cheap."), False),
        (Quote("s7", 0, "Acme"), False),
    ],
)
def test_only_what_stands_at_its_place_letter_for_letter_is_verbatim(quote: Quote, stands: bool) -> None:
    assert stands_verbatim(quote, INDEX) is stands


@given(SEGMENTS, OFFSETS, st.text(min_size=0, max_size=12))
def test_an_invented_quote_never_passes(segment: str, start: int, text: str) -> None:
    quote = Quote(segment, start, text)
    if stands_verbatim(quote, INDEX):
        offset = INDEX.offset_of(segment, start)
        assert INDEX.flow.text[offset : offset + len(text)] == text


@given(st.data())
def test_every_slice_of_the_flow_stands_where_it_was_cut(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(INDEX.flow.text) - 1))
    end = data.draw(st.integers(start + 1, len(INDEX.flow.text)))
    if INDEX.flow.text[start:end].strip():
        assert stands_verbatim(INDEX.flow.quote_at(start, end), INDEX)


@pytest.mark.parametrize(
    "bad",
    [
        replace(CLAIM, quote=Quote("s1", 0, "Nobody said this.")),
        replace(CLAIM, object="e1"),
        replace(CLAIM, object="e9"),
        replace(CLAIM, predicate="admires"),
    ],
    ids=["invented quote", "itself", "unknown entity", "unknown predicate"],
)
def test_a_claim_without_ground_is_dropped_and_counted(bad: Claim) -> None:
    kept, dropped = ground_claims(TRANSCRIPT, claims=[bad, CLAIM], entities=["e1", "e2"])
    assert kept == (CLAIM,)
    assert dropped == {"claim_not_in_transcript": 1}


def test_sound_claims_are_left_as_they_are() -> None:
    assert ground_claims(TRANSCRIPT, claims=[CLAIM, CLAIM], entities=["e1", "e2"]) == ((CLAIM, CLAIM), {})


OUTLINE = Outline(
    chapters=(Chapter("Rocket", "Acme released Rocket. It is", "s1"), Chapter("Speed", "fast.", "s2")),
    topics=(Topic("Rocket", ("s1", "s2")),),
    summary=(SummarySection("Rocket", (SummaryPoint("Acme released Rocket.", "s1"),)),),
)


def test_an_outline_of_what_is_there_is_left_as_it_is() -> None:
    assert ground_outline(TRANSCRIPT, outline=OUTLINE) == (OUTLINE, {})


@pytest.mark.parametrize(
    "bad",
    [
        Chapter("Rocket", "Acme released Rocket.", "s9"),
        Chapter("Rocket", "Acme announced Rocket.", "s1"),
        Chapter("Speed", "It is fast.", "s1"),
        Chapter("Speed", "", "s2"),
    ],
    ids=["unknown segment", "invented words", "words of the next segment", "no words"],
)
def test_a_chapter_that_begins_nowhere_is_dropped_and_counted(bad: Chapter) -> None:
    given = replace(OUTLINE, chapters=(bad, *OUTLINE.chapters))
    assert ground_outline(TRANSCRIPT, outline=given) == (OUTLINE, {"chapter_not_in_transcript": 1})


def test_topics_and_points_of_segments_that_are_not_there_are_dropped_and_counted() -> None:
    given = replace(
        OUTLINE,
        topics=(*OUTLINE.topics, Topic("Fuel", ("s1", "x")), Topic("Nothing", ())),
        summary=(*OUTLINE.summary, SummarySection("Fuel", (SummaryPoint("It burns.", "s7"),))),
    )
    dropped = {"topic_not_in_transcript": 2, "point_not_in_transcript": 1}
    assert ground_outline(TRANSCRIPT, outline=given) == (OUTLINE, dropped)


def test_an_extractor_that_lays_out_another_talk_fails_no_run(monkeypatch: pytest.MonkeyPatch) -> None:
    class Inventor:
        name = version = "inventor"

        def extract(self, *_transcript: object, **_rest: object) -> Extraction:
            given = replace(OUTLINE, chapters=(Chapter("Speed", "It is fast.", "chapter 2"),))
            info = ExtractorInfo("inventor", "1", dropped={"chapter_not_in_transcript": 2})
            return Extraction((), info, claims=(), outline=given)

    monkeypatch.setattr("ingest.pipeline.open_extractor", lambda _name: Inventor())
    document = extract_document(TRANSCRIPT)
    assert document.outline == replace(OUTLINE, chapters=())
    assert document.extractor.dropped == {"chapter_not_in_transcript": 3}
