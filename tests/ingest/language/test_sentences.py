"""Sentences cover the talk in order, keep within turns, and do not depend on how its file was cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language.flow import Flow, join_segments
from ingest.language.sentences import find_turns, split_sentences
from ingest.records import Segment

SPEAKERS = st.sampled_from([None, "A", "B"])
PIECES = st.sampled_from([*"abAB .!?,…\n\"')。éß1", "Dr. ", "so ", "and i "])
TEXT = st.lists(PIECES, min_size=1, max_size=40).map("".join).filter(str.strip)


def make_flow(*texts: str, speakers: tuple[str | None, ...] = (), paragraphs: tuple[int, ...] = ()) -> Flow:
    names = speakers or (None,) * len(texts)
    return join_segments(
        [
            Segment(f"s{n}", text, speaker=name, paragraph=n in paragraphs)
            for n, (text, name) in enumerate(zip(texts, names, strict=True), start=1)
        ]
    )


def read_sentences(flow: Flow) -> list[str]:
    return [flow.text[start:end] for start, end in split_sentences(flow)]


@given(st.lists(st.tuples(SPEAKERS, TEXT, st.booleans()), min_size=1, max_size=6))
def test_sentences_hold_every_visible_character_once_and_in_order(parts: list) -> None:
    flow = join_segments([Segment(f"s{n}", t, speaker=s, paragraph=p) for n, (s, t, p) in enumerate(parts)])
    assert "".join("".join(read_sentences(flow)).split()) == "".join(flow.text.split())
    bounds = [offset for sentence in split_sentences(flow) for offset in sentence]
    assert bounds == sorted(bounds)
    assert all(sentence == sentence.strip() != "" for sentence in read_sentences(flow))


@given(st.lists(st.tuples(SPEAKERS, TEXT, st.booleans()), min_size=1, max_size=6))
def test_no_sentence_crosses_a_turn(parts: list) -> None:
    flow = join_segments([Segment(f"s{n}", t, speaker=s, paragraph=p) for n, (s, t, p) in enumerate(parts)])
    turns = find_turns(flow)
    for start, end in split_sentences(flow):
        assert any(first <= start and end <= last for first, last in turns)


def test_borders_of_captions_are_no_borders_of_sentences() -> None:
    whole = read_sentences(make_flow("This is one sentence. And this is another one."))
    assert read_sentences(make_flow("This is one", "sentence. And this", "is another one.")) == whole


def test_a_new_speaker_or_paragraph_begins_a_sentence() -> None:
    assert read_sentences(make_flow("one more", "thing", speakers=("A", "B"))) == ["one more", "thing"]
    assert read_sentences(make_flow("one more", "thing", paragraphs=(2,))) == ["one more", "thing"]


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Smith met Mr. Jones.",
        "The U.S. Government agreed.",
        "J. K. Rowling wrote it.",
        "It costs 3.5 million.",
        "Use e.g. Python here.",
    ],
)
def test_a_stop_after_an_abbreviation_or_within_a_number_ends_nothing(text: str) -> None:
    assert read_sentences(make_flow(text)) == [text]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It works! Does it? Yes.", ["It works!", "Does it?", "Yes."]),
        ("He said “Go.” Then he went.", ["He said “Go.”", "Then he went."]),
        ("Well... That was it.", ["Well...", "That was it."]),
        ("It has 44 GB. 900 cores wait.", ["It has 44 GB.", "900 cores wait."]),
        ("終わり。次です。", ["終わり。", "次です。"]),
    ],
)
def test_stops_end_sentences(text: str, sentences: list[str]) -> None:
    assert read_sentences(make_flow(text)) == sentences


def test_talk_without_stops_is_cut_where_clauses_begin() -> None:
    text = "i think the first thing that we should look at is the memory so let's start with that and then we go on"
    sentences = read_sentences(make_flow(f"{text} {text} {text}"))
    assert len(sentences) > 3
    assert all(len(sentence.split()) <= 24 for sentence in sentences)
    assert any(sentence.startswith("so let's") for sentence in sentences)


def test_stops_at_the_beginning_do_not_keep_the_rest_whole() -> None:
    text = "It works. Does it? " * 30 + "Now " + "this is what we say about the sea and " * 100
    sentences = read_sentences(make_flow(text))
    assert sentences[:60] == ["It works.", "Does it?"] * 30
    assert all(len(sentence.split()) <= 24 for sentence in sentences)


@pytest.mark.parametrize("text", ["." * 100_000 + "x", "!? " * 50_000, "word " * 60_000, "a" * 300_000])
def test_hostile_lines_are_split_all_the_same(text: str) -> None:
    assert "".join("".join(read_sentences(make_flow(text))).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It carries, with one member voting no. Item eight is a contract.", 2),
        ("The kernel is written in C. You say one word and it runs.", 2),
        ("He asked for no. 8 on the list.", 1),
        ("The book by Ada B. Winter came out.", 1),
    ],
)
def test_a_no_and_a_single_letter_may_end_a_sentence(text: str, count: int) -> None:
    assert len(read_sentences(make_flow(text))) == count
