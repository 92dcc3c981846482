"""Points of the summary say what was said: no word of it is a filler, and what goes on is no whole sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.outline import outline_video
from ingest.outline.points import clean_sentence
from tests.ingest.relate.talks import make_transcript


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Because of the way the app worked, it was slow.", "Because of the way the app worked, it was slow."),
        ("And so many comments came.", "So many comments came."),
        ("So far Acme has sold ten.", "So far Acme has sold ten."),
        ("Right now, Nabla is slow.", "Right now, Nabla is slow."),
        (
            "Now is the time to buy it, and now was the time to sell.",
            "Now is the time to buy it, and now was the time to sell.",
        ),
        ("Well-known companies use it.", "Well-known companies use it."),
        ("Like most databases, Nabla keeps a log.", "Like most databases, Nabla keeps a log."),
        ("Now that Nabla is free, all use it.", "Now that Nabla is free, all use it."),
        ("So that's why, like, we left.", "That's why, like, we left."),
        ("Like, really, we left.", "Really, we left."),
        ("Right, so we left.", "We left."),
        ("Now, that was late.", "That was late."),
    ],
)
def test_a_word_that_the_sentence_needs_is_no_filler(said: str, written: str) -> None:
    assert clean_sentence(said) == written


@pytest.mark.parametrize(
    ("said", "written"),
    [
        (
            "The tide and the moon were what we all had to see and that was --",
            "The tide and the moon were what we all had to see and that…",
        ),
        ("They gave the boat to those who came and to us also -", "They gave the boat to those who came and to us…"),
        ("It came to a harbour that we like -- ", "It came to a harbour that we…"),
        ("This is the world that we live in --", "This is the world that we live in…"),
        (
            "We left the harbour in the early morning with all of our boats and with the other people of the place and"
            " it was a long way to the island, but nobody of us wanted to stay there for a single day longer.",
            "We left the harbour in the early morning with all of our boats and with the other people of the place and"
            " it was a long way to the island…",
        ),
    ],
)
def test_three_dots_tell_that_a_sentence_goes_on_or_broke_off(said: str, written: str) -> None:
    assert clean_sentence(said) == written


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ('It means "Oh, no.', 'It means "Oh, no."'),
        ("It means “Oh, no.", "It means “Oh, no.”"),
        ('"The tide never fails.', "The tide never fails."),
        ('The tide never fails."', "The tide never fails."),
        ('They say "ebb" and "flow".', 'They say "ebb" and "flow".'),
    ],
)
def test_both_marks_of_a_quotation_are_there(said: str, written: str) -> None:
    assert clean_sentence(said) == written


def points_of(*turns: str, language: str = "en") -> list[str]:
    found = outline_video(replace(make_transcript([*turns]), language=language), entities=())
    return [point.text for section in found.summary for point in section.points]


def test_a_transcribers_notes_are_in_no_point() -> None:
    points = points_of(
        "[laughter] The tide never fails, and the boats come home [unintelligible 00:12:03] every night."
    )
    assert points == ["The tide never fails, and the boats come home … every night."]


@pytest.mark.parametrize(
    "empty",
    [
        "Let's take a quick break here and come back to all of it.",
        "You are listening to it with some thousand others today.",
        "...and the old harbour wall was built of heavy grey stones.",
        "The old harbour [unintelligible 00:12:03] wall was built of stones.",
        "It is what everybody there always wanted to have at last.",
    ],
)
def test_what_says_nothing_by_itself_is_no_point_where_there_is_better(empty: str) -> None:
    better = [
        "Turbines under the sea catch the strong tide there.",
        "Bakers fold the dough for an hour or longer.",
        "Knights and bishops guard the king from both sides.",
        "Engineers measured the salt in the river water.",
    ]
    points = points_of(" ".join([empty, *better]))
    assert len(points) > 1
    assert not [point for point in points if point.split()[-1] == empty.rsplit(maxsplit=1)[-1]]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "So haben wir im letzten Jahr die alte Firma gerettet."),
        ("de", "Er sagte: „Das wissen die Leute am Ende nur selbst.“"),
        ("fr", "Or, la ville de Lyon est plus grande que la nôtre."),
        ("fr", "Il a dit : « Nous partons demain matin pour la ville. »"),
        ("ja", "今日はとても楽しい一日でした。"),
        ("zh", "真的有用吗？"),
        ("hi", "वे अगले साल यह काम करेंगे।"),
        ("el", "Τι είναι η τεχνητή νοημοσύνη;"),
        ("ar", "ما هو الذكاء الاصطناعي؟"),
        ("th", "วันนี้เป็นวันที่ดี"),
    ],
)
def test_a_sentence_of_another_language_keeps_its_words_and_its_own_marks(language: str, said: str) -> None:
    assert points_of(said, language=language) == [said]


@pytest.mark.parametrize(
    ("language", "said", "after"),
    [
        ("fr", "Il a dit : « Nous partons demain matin pour la ville. »", "Puis il est parti avec la voiture."),
        ("de", "Er sagte: „Wir fahren morgen früh in die Stadt.“", "Dann kam er mit dem Wagen wieder."),
    ],
)
def test_a_sentence_ends_behind_the_quotation_that_it_ends_with(language: str, said: str, after: str) -> None:
    assert points_of(f"{said} {after}", language=language) == [said, after]
