"""`>>` is the mark of another speaker wherever captions and written transcripts have it, and no word."""

from __future__ import annotations

import json

import pytest

from tests.ingest.parse.reading import make_vtt, parse_text, rows, words

SAID = [("JANE", "HI."), ("BOB", "HO."), (None, "WHO IS IT?"), ("JANE", "THE TIDE.")]
LINES = [f">> {name}: {text}" if name else f">> {text}" for name, text in SAID]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(LINES),
        "\n\n".join(LINES),
        " ".join(LINES),
        "\n".join(f"[00:0{n}] {line}" for n, line in enumerate(LINES)),
        make_vtt(*((f"00:0{n}.000", f"00:0{n + 1}.000", line) for n, line in enumerate(LINES))),
        make_vtt(("00:01.000", "00:05.000", " ".join(LINES))),
        make_vtt(("00:01.000", "00:05.000", " ".join(LINES).replace(">", "&gt;"))),
        make_vtt(("00:01.000", "00:03.000", " ".join(LINES[:2])), ("00:03.000", "00:05.000", " ".join(LINES[2:]))),
    ],
)
def test_one_talk_has_the_same_turns_wherever_their_marks_stand(text: str) -> None:
    assert [(cue.speaker, cue.text) for cue in parse_text(text).cues] == SAID


def test_a_mark_among_stamped_words_parts_them_at_their_times() -> None:
    line = "the show<00:02.000><c> ends.</c><00:03.000><c> &gt;&gt;</c><00:03.500><c> Thank</c><00:04.000><c> you.</c>"
    parsed = parse_text(f"WEBVTT\n\n00:01.000 --> 00:05.000\n{line}\n")
    assert rows(parsed.cues) == [(1000, 3000, None, "the show ends."), (3000, 5000, None, "Thank you.")]
    pieces = [("the show", 0), (" ends.", 1000), (" >>", 2000), (" Thank", 2500), (" you.", 3000)]
    segs = [{"utf8": text, "tOffsetMs": offset} for text, offset in pieces]
    parsed = parse_text(json.dumps({"events": [{"tStartMs": 1000, "dDurationMs": 4000, "segs": segs}]}))
    assert rows(parsed.cues) == [(1000, 3000, None, "the show ends."), (3000, 5000, None, "Thank you.")]


@pytest.mark.parametrize("code", ["x >> 2 is less", "write >> /tmp/log.txt", "a >>= 1 shifts"])
def test_what_a_program_writes_is_no_turn(code: str) -> None:
    assert rows(parse_text(make_vtt(("00:01.000", "00:02.000", code))).cues) == [(1000, 2000, None, code)]


def test_where_nothing_begins_with_it_in_captions_it_is_a_word_amid_a_sentence() -> None:
    said = 'You write echo "hello" >> notes.txt and look.'
    parsed = parse_text(make_vtt(("00:01.000", "00:02.000", f"Ada: {said}"), ("00:02.000", "00:03.000", "Ada: So.")))
    assert rows(parsed.cues)[0] == (1000, 2000, "Ada", said)


def test_where_no_line_begins_with_it_in_text_it_is_a_word() -> None:
    assert words(parse_text("Ada: Use cat >> log.\nBo: Yes.\n")) == "Use cat >> log. Yes."


def test_where_dashes_begin_turns_one_alone_does_too_and_elsewhere_it_stays() -> None:
    alone = ("00:03.000", "00:04.000", "- The tide\nturns.")
    told = parse_text(make_vtt(("00:01.000", "00:03.000", "- Who's there?\n- It's me."), alone))
    assert [cue.text for cue in told.cues] == ["Who's there?", "It's me.", "The tide turns."]
    assert words(parse_text(make_vtt(alone))) == "- The tide turns."
