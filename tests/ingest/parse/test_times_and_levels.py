"""Cues come out in time order, with each word once and its text as it was meant."""

from __future__ import annotations

import json

import pytest

from ingest.records import Cue
from tests.ingest.parse.reading import make_vtt, parse_text, rows, words

VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\n{}\n"


def test_cues_come_out_in_time_order_with_a_warning() -> None:
    parsed = parse_text(make_vtt(("00:05.000", "00:06.000", "second"), ("00:01.000", "00:02.000", "first")))
    assert words(parsed) == "first second"
    assert [warning.code for warning in parsed.warnings] == ["order"]


def test_overlapping_cues_keep_their_times_and_words() -> None:
    parsed = parse_text(make_vtt(("00:01.000", "00:05.000", "long"), ("00:02.000", "00:03.000", "short")))
    assert rows(parsed.cues) == [(1000, 5000, None, "long"), (2000, 3000, None, "short")]


def test_an_end_before_its_start_becomes_the_start() -> None:
    assert rows(parse_text(make_vtt(("00:05.000", "00:01.000", "odd"))).cues) == [(5000, 5000, None, "odd")]


def test_untimed_text_stays_behind_what_it_follows() -> None:
    parsed = parse_text("[00:10] later\n\n[00:05] sooner\n\nwithout a time\n")
    assert words(parsed) == "sooner without a time later"


@pytest.mark.parametrize(
    ("stamp", "ms"),
    [
        ("00:00:01.5", 1500),
        ("0:01.5", 1500),
        ("1:00:00", 3_600_000),
        ("00:00:01,0009", 1000),
        ("100:00:00.000", 360_000_000),
    ],
)
def test_stamps_of_every_width_give_whole_milliseconds(stamp: str, ms: int) -> None:
    assert parse_text(f"{stamp} --> {stamp}\nhello\n").cues == (Cue("hello", ms, ms),)


def test_text_in_json_is_plain_text() -> None:
    said = "<b>x</b> &amp;lt; **y** \\n"
    parsed = parse_text(json.dumps([{"text": said, "start": 0, "duration": 1}]))
    assert words(parsed) == said


def test_entities_are_decoded_once_in_webvtt() -> None:
    assert words(parse_text(VTT.format("AT&amp;T &amp;lt; &#39;s"))) == "AT&T &lt; 's"


def test_subrip_made_from_encoded_captions_is_decoded() -> None:
    assert words(parse_text("1\n00:00:01,000 --> 00:00:02,000\nAT&amp;T&#39;s\n")) == "AT&T's"


def test_the_punctuated_level_is_chosen() -> None:
    said = ["Good", "morning.", "Hello,", "you."]
    word_list = [{"text": word, "start": n * 100, "end": n * 100 + 90} for n, word in enumerate(said)]
    value = {"audio_url": "x", "status": "completed", "text": "good morning hello you", "words": word_list}
    assert words(parse_text(json.dumps(value))) == "Good morning. Hello, you."


def test_a_level_that_lacks_words_is_not_chosen() -> None:
    value = {
        "segments": [{"start": 0, "end": 1, "text": "one two three four five six seven eight nine ten"}],
        "word_segments": [{"word": "One.", "start": 0, "end": 1}],
    }
    assert words(parse_text(json.dumps(value))).endswith("ten")


def test_cue_names_numbers_notes_and_styles_are_no_words() -> None:
    head = "WEBVTT\nKind: captions\nLanguage: fr\n\nSTYLE\n::cue{}\n\nNOTE one\ntwo\n\n"
    parsed = parse_text(head + "x-1\n00:01.000 --> 00:02.000\nsaid\n\nNOTE end")
    assert words(parsed) == "said"
    assert parsed.metadata.language == "fr"


def test_a_line_of_one_space_ends_no_cue() -> None:
    assert words(parse_text("WEBVTT\n\n00:01.000 --> 00:02.000\n \nsaid\n")) == "said"


def test_links_and_titles_of_markdown_are_kept_as_metadata() -> None:
    parsed = parse_text("# The talk\n\n**Ada:** See [the paper](https://example.org/p_(1)) and ![x](a.png).\n")
    assert parsed.metadata.title == "The talk"
    assert parsed.metadata.links == (("the paper", "https://example.org/p_(1)"),)
    assert words(parsed) == "See the paper and ."
