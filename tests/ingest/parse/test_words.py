"""Where single words have times, cues end with sentences; where they have none, nothing is cut and nothing invented."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

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
