"""Where single words have times, cues end with sentences; where they have none, nothing is cut and nothing invented."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ingest.parse.reading import make_vtt, parse_text, rows, words

Event = Mapping[str, object]


def event(start: int, length: int, *pieces: tuple[str, int | None]) -> Event:
    segs = [{"utf8": text} if at is None else {"utf8": text, "tOffsetMs": at} for text, at in pieces]
    return {"tStartMs": start, "dDurationMs": length, "segs": segs}


def json3(*events: Event) -> str:
    return json.dumps({"events": events})


def whisper(text: str, stamps: Sequence[tuple[str, float, float]]) -> str:
    said = [{"word": word, "start": start, "end": end} for word, start, end in stamps]
    return json.dumps({"segments": [{"start": 1.0, "end": 5.0, "text": text, "words": said}]})


SPOKEN = [(" It", 1.0, 1.2), (" turns.", 1.3, 2.0), (" Then", 3.5, 3.8), (" Dr.", 3.9, 4.1), (" Bo", 4.1, 5.0)]


def test_json3_is_cut_where_a_sentence_begins() -> None:
    text = json3(
        event(1000, 4000, ("the", None), (" tide.", 300), (" He", 900), (" came", 1200)),
        event(3000, 2000, ("to", None), (" Dr.", 200), (" Winter.", 500)),
    )
    assert rows(parse_text(text).cues) == [
        (1000, 1900, None, "the tide."),
        (1900, 3000, None, "He came"),
        (3000, 5000, None, "to Dr. Winter."),
    ]


def test_rolling_captions_are_cut_where_a_sentence_begins() -> None:
    text = make_vtt(
        ("00:01.000", "00:03.000", " \nthe<00:01.300><c> tide.</c><00:01.900><c> R&amp;D</c><00:02.200><c> came</c>"),
        ("00:03.000", "00:03.010", "the tide. R&amp;D came\n "),
        ("00:03.010", "00:05.000", "the tide. R&amp;D came\nto<00:03.500><c> stay.</c>"),
    )
    assert rows(parse_text(text).cues) == [
        (1000, 1900, None, "the tide."),
        (1900, 3010, None, "R&D came"),
        (3010, 5000, None, "to stay."),
    ]


def test_whisper_is_cut_with_the_words_own_start_and_end() -> None:
    text = whisper(" It turns. Then Dr. Bo", SPOKEN)
    assert rows(parse_text(text).cues) == [(1000, 2000, None, "It turns."), (3500, 5000, None, "Then Dr. Bo")]


def test_words_that_are_not_those_of_the_text_cut_nothing() -> None:
    text = whisper(" It turns. Then Dr. Bo spoke.", SPOKEN)
    assert rows(parse_text(text).cues) == [(1000, 5000, None, "It turns. Then Dr. Bo spoke.")]


def test_a_word_timed_outside_its_caption_cuts_nothing() -> None:
    text = json3(event(1000, 500, ("the tide.", None), (" He", 900), (" came.", None), (" She", None), (" went.", 100)))
    assert rows(parse_text(text).cues) == [(1000, 1500, None, "the tide. He came. She went.")]


def test_a_speaker_keeps_every_sentence_of_a_cut_caption() -> None:
    events = [
        event(n * 3000, 2500, (f"{name}:", None), (" It", 100), (" turns.", 300), (" We", 900), (" go.", 1200))
        for n, name in enumerate(["Ada Winter", "Bo Reed"])
    ]
    assert rows(parse_text(json3(*events)).cues) == [
        (0, 900, "Ada Winter", "It turns."),
        (900, 2500, "Ada Winter", "We go."),
        (3000, 3900, "Bo Reed", "It turns."),
        (3900, 5500, "Bo Reed", "We go."),
    ]


def test_people_who_talk_at_once_in_captions_without_stamped_words_keep_their_ends() -> None:
    text = make_vtt(
        ("00:01.000", "00:04.000", "<v Ada>It turns."),
        ("00:03.000", "00:05.000", "<v Bo>No."),
        ("00:06.000", "00:07.000", "<v Ada>Yes."),
    )
    assert [cue.end_ms for cue in parse_text(text).cues] == [4000, 5000, 7000]


@given(
    st.lists(
        st.tuples(st.sampled_from(["a", " b.", " C", "d.", " ", " E. F", "\n"]), st.integers(0, 3000)), max_size=20
    )
)
def test_no_word_is_lost_and_every_time_is_the_files(drawn: list[tuple[str, int]]) -> None:
    said = "".join(text for text, _ in drawn)
    parsed = parse_text(json3(event(0, 2500, ("Well", None), *drawn), event(9000, 10, ("end", None))))
    assert words(parsed).split() == [*f"Well{said}".split(), "end"]
    assert {cue.start_ms for cue in parsed.cues} <= {0, 9000, *(at for _, at in drawn)}
    assert all(
        cue.end_ms is not None and cue.start_ms is not None and cue.start_ms <= cue.end_ms for cue in parsed.cues
    )


def recognised(*turns: str) -> tuple[str, str]:
    """What AssemblyAI and Deepgram give of turns that take a second a word: a turn each, with its words."""
    items, at = [], 0
    for number, text in enumerate(turns):
        said = [(word, at + n) for n, word in enumerate(text.split())]
        items.append((f"{number}", text, at, at := at + len(said), said))
    assembly = [
        {
            "speaker": who,
            "text": text,
            "start": a * 1000,
            "end": b * 1000,
            "words": [{"text": word, "start": n * 1000, "end": n * 1000 + 900} for word, n in said],
        }
        for who, text, a, b, said in items
    ]
    deepgram = [
        {
            "speaker": int(who),
            "transcript": text,
            "start": a,
            "end": b,
            "words": [{"word": word.lower(), "punctuated_word": word, "start": n, "end": n + 0.9} for word, n in said],
        }
        for who, text, a, b, said in items
    ]
    return json.dumps({"audio_url": "a.mp3", "utterances": assembly}), json.dumps({"results": {"utterances": deepgram}})


def test_a_turn_of_a_speech_service_is_cut_where_its_sentences_begin() -> None:
    for text in recognised("It turns. Then Dr. Winter came.", "Who is it?"):
        assert rows(parse_text(text).cues) == [
            (0, 1900, "Speaker 0", "It turns."),
            (2000, 6000, "Speaker 0", "Then Dr. Winter came."),
            (6000, 9000, "Speaker 1", "Who is it?"),
        ]


@pytest.mark.parametrize("said", ["The tide comes in again. ", "and then we sail on "])
def test_a_turn_of_thousands_of_words_is_cut_with_or_without_stops(said: str) -> None:
    for text in recognised((said * 500).strip()):
        cues = parse_text(text).cues
        assert max(len(cue.text.split()) for cue in cues) <= 48
        assert len({cue.start_ms for cue in cues}) == len(cues)
        assert " ".join(cue.text for cue in cues) == (said * 500).strip()


def test_words_that_whisper_parts_are_whole_and_their_sentences_cut() -> None:
    parts = [" A", " well", "-known", " 10", ",000", " tides.", " So", " we", " sail."]
    said = [{"word": part, "start": n, "end": n + 1} for n, part in enumerate(parts)]
    segment = {"start": 0, "end": 9, "text": "".join(parts), "words": said}
    assert rows(parse_text(json.dumps({"segments": [segment]})).cues) == [
        (0, 6000, None, "A well-known 10,000 tides."),
        (6000, 9000, None, "So we sail."),
    ]
