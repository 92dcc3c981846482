"""A place in a transcript is found again by its words and what stands around them, and never guessed."""

from __future__ import annotations

import pytest

from graphapp.videos.extraction.quoting import Flat, Spot

SAID = "Yesterday we met Sam at the old station, and the train was late again."


def mark(text: str, words: str) -> dict[str, object]:
    start = text.index(words)
    return Flat([(1, text)]).write_place(Spot(1, start, start + len(words)))


def read(place: dict[str, object], *segments: str) -> list[tuple[int, str]]:
    """The segment and words that are found, with what follows them."""
    spot = Flat(list(enumerate(segments, 1))).locate(place)
    return [(spot.number, segments[spot.number - 1][spot.start : spot.end + 3])] if spot else []


@pytest.mark.parametrize(
    "now",
    [
        SAID,
        "Yesterday we met our Sam at the old station, and the train was late again.",
        "Yesterday we met Sam at the very old station, and the train was late again.",
        "Sam at the old station, and the train was early.",
        "Some time ago, in the rain, they all saw Sam at the old station, and Sam was late.",
    ],
)
def test_marked_words_outlive_what_is_corrected_beside_them(now: str) -> None:
    assert read(mark(SAID, "Sam"), "Sam spoke first.", now) == [(2, "Sam at")]


@pytest.mark.parametrize(
    "now",
    [
        "Yesterday we met Samuel at the old station, and the train was late again.",
        "Yesterday we met Ann at the old station, and Sam was late.",
        "We met Sam today.",
        "Who saw Sam at the old station?",
    ],
)
def test_words_that_may_be_others_are_not_taken_for_those_that_were_marked(now: str) -> None:
    said = [now, "I saw Sam at the old station too."] if now.startswith("Who") else [now]
    assert not read(mark(SAID, "Sam"), *said)


@pytest.mark.parametrize("gone", [(), (0, 1), (4,), (1, 3)])
def test_of_equal_segments_the_marked_one_is_known_by_what_stands_beside_it(gone: tuple[int, ...]) -> None:
    said = ["Is the train late?", "Yes, it is.", "Is your phone charged?", "Yes, it is.", "And the car?", "Yes, it is."]
    place = Flat(list(enumerate(said))).write_place(Spot(3, 5, 7))
    now = [(number, text) for number, text in enumerate(said) if number not in gone]
    found = Flat(now).locate(place)
    assert found == (None if 3 in gone else Spot(3, 5, 7))


@pytest.mark.parametrize(
    ("words", "text", "count"),
    [
        ("Cafe", "Cafe\u0301 here, cafe\u0301s there, Cafe.", 1),
        ("कि", "किताब, कि, आकि", 1),
        ("Hub", "Hub, Hubs, xHub Hub", 2),
    ],
)
def test_no_mark_cuts_a_letter_or_a_longer_word(words: str, text: str, count: int) -> None:
    assert len(list(Flat([(1, text)]).find_words(words))) == count
