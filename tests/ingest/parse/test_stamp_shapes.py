"""Stamps with an end, with frames or of a day, and where files put them beside names: no part of them is a word."""

from __future__ import annotations

import pytest

from tests.ingest.parse.reading import parse_text, rows


@pytest.mark.parametrize(
    "head",
    [
        "Ada Winter [00:{} - 00:{}]: {}",
        "Ada Winter (00:{} - 00:{})\n{}",
        "Ada Winter [00:{} – 00:{}]\n{}",
        "Ada Winter  00:{} - 00:{}\n{}",
        "Ada Winter: [00:{} - 00:{}] {}",
        "**Ada Winter [00:{} - 00:{}]:** {}",
        "**Ada Winter** (00:{} - 00:{}): {}",
        "[00:00:{}.000 - 00:00:{}.000] Ada Winter: {}",
        "(00:{} to 00:{}) Ada Winter: {}",
        "00:00:{} – 00:00:{} Ada Winter\n{}",
        "00:00:{}:00 - 00:00:{}:24\nAda Winter\n{}",
    ],
)
def test_a_stamp_with_an_end_is_both_times_and_no_word(head: str) -> None:
    turns = [("01", "05", "Hello there."), ("05", "09", "So it turns.")]
    text = "\n\n".join(head.format(*turn) for turn in turns) + "\n"
    assert rows(parse_text(text, name="talk.md" if "**" in head else "talk.txt").cues) == [
        (1000, 5000, "Ada Winter", "Hello there."),
        (5000, 9000, "Ada Winter", "So it turns."),
    ]


def test_frames_at_the_end_of_a_stamp_are_no_words() -> None:
    text = "[00:00:01:12]\nHello there.\n\n[00:00:03:10]\nSo it turns.\n"
    assert rows(parse_text(text).cues) == [(1000, None, None, "Hello there."), (3000, None, None, "So it turns.")]


def test_the_time_of_a_day_beside_a_name_is_no_time_of_the_recording() -> None:
    text = "Ada Winter [10:03 AM]\nHello there.\n\nBo [10:04 AM]\nHi.\n"
    assert rows(parse_text(text).cues) == [(None, None, "Ada Winter", "Hello there."), (None, None, "Bo", "Hi.")]


def test_the_date_and_time_above_a_transcript_are_no_speaker() -> None:
    text = "Weekly Sync\nMarch 5, 2024, 10:01AM\n\nAda Winter   0:03\nHello there.\n\nBo   0:09\nHi.\n"
    assert {cue.speaker for cue in parse_text(text).cues} == {None, "Ada Winter", "Bo"}


def test_first_lines_between_times_and_text_are_names_only_where_they_come_back() -> None:
    text = "0:01\nEarly Tide\nand so on.\n\n0:05\nLate Tide\nand so on.\n"
    assert {cue.speaker for cue in parse_text(text).cues} == {None}


def test_ranges_in_an_unknown_way_are_warned_of() -> None:
    lines = (f"00;00;0{n};00 - 00;00;0{n + 1};00\nHello {n}.\n" for n in range(3))
    assert [warning.code for warning in parse_text("\n".join(lines), format="text").warnings] == ["times"]


@pytest.mark.parametrize(("hour", "first"), [("09", 0), ("00", 133_000)])
def test_saved_captions_of_a_meeting_tell_who_speaks_and_when_after_the_first(hour: str, first: int) -> None:
    text = f"[Ada Winter] {hour}:02:13\nHello there.\n\n[Bo] {hour}:02:20\nHi, it is 9:00.\n"
    assert rows(parse_text(text).cues) == [
        (first, None, "Ada Winter", "Hello there."),
        (first + 7000, None, "Bo", "Hi, it is 9:00."),
    ]


def test_the_day_of_a_note_may_lack_its_year() -> None:
    text = "Weekly\nMon, 4/20 10:01AM • 31:24\n\nSUMMARY KEYWORDS\ntide, sea\n\nAda Winter  00:02\nHello.\n"
    parsed = parse_text(text)
    assert (parsed.metadata.title, rows(parsed.cues)) == ("Weekly", [(2000, None, "Ada Winter", "Hello.")])


@pytest.mark.parametrize(
    "text",
    [
        "Ada Winter:\n00:00:01\nHello there.\n\nBo:\n00:00:05\nHi.\n",
        "<p>Ada Winter: <br>0:01<br>Hello there.</p><p>Bo: <br>0:05<br>Hi.</p>",
    ],
)
def test_a_colon_behind_a_name_above_a_stamp_is_no_part_of_it(text: str) -> None:
    assert rows(parse_text(text).cues) == [(1000, None, "Ada Winter", "Hello there."), (5000, None, "Bo", "Hi.")]


@pytest.mark.parametrize(
    "turns",
    [
        ("0:01\n{}\n", "0:05\n{}\n", "0:09\n{}\n"),
        ("00:00:01\nAda Winter\n{}\n\n", "00:00:05\nBo\n{}\n\n", "00:00:09\nAda Winter\n{}\n\n"),
        ("Ada Winter\n0:01\n{}\n", "Bo\n0:05\n{}\n", "Ada Winter\n0:09\n{}\n"),
        ("0:01 Ada Winter\n{}\n\n", "0:05 Bo\n{}\n\n", "0:09 Ada Winter\n{}\n\n"),
    ],
)
@pytest.mark.parametrize("clock", ["9:30", "0:03", "2:1"])
def test_a_clock_time_that_begins_what_somebody_says_costs_no_stamp(turns: tuple[str, ...], clock: str) -> None:
    said = ["We sailed at", f"{clock} it was, I think.", "So it was."]
    cues = parse_text("".join(turn.format(words) for turn, words in zip(turns, said, strict=True))).cues
    assert [(cue.start_ms, cue.text) for cue in cues] == list(zip((1000, 5000, 9000), said, strict=True))


def test_the_time_of_a_day_beside_a_name_needs_no_brackets() -> None:
    text = "Ada Winter  10:03 AM\nHello there.\n\nBo  10:05 a.m.\nHi.\n"
    assert rows(parse_text(text).cues) == [(None, None, "Ada Winter", "Hello there."), (None, None, "Bo", "Hi.")]


@pytest.mark.parametrize(
    "head",
    [
        "Duration 45:30",
        "Recorded 10:30",
        "Runtime: 1:02:03",
        "Published: 2024-01-05",
        "Speakers: Ada, Bo",
        "File: a.mp3",
        "May 5, 1999, 10:30",
        "Jan 5, 2024 45:30",
    ],
)
def test_what_stands_above_a_transcript_says_nothing_and_gives_no_turn_its_time(head: str) -> None:
    cues = parse_text(f"{head}\n\nAda: Hello there.\n\nBo: Hi.\n\nAda: So.\n").cues
    assert rows(cues[:2]) == [(None, None, None, head), (None, None, "Ada", "Hello there.")]


def test_a_time_beside_a_title_is_not_the_first_turn_s_and_one_of_a_sound_is_the_next_one_s() -> None:
    text = "The Harbour 45:30\n\nAda: Hello there.\n\nBo: Hi.\n\nSample: [02:33]\n\nAda: So.\n"
    assert [(cue.speaker, cue.start_ms) for cue in parse_text(text).cues] == [
        ("Ada", None),
        ("Bo", None),
        ("Ada", 153000),
    ]


def test_empty_lines_between_a_time_a_name_and_a_text_change_nothing() -> None:
    turns = [("Ada Winter", "It turns again."), ("Bo", "Yes, it does."), ("Ada Winter", "So we sail.")]
    lines = [line for n, turn in enumerate(turns) for line in (f"00:00:0{n}", *turn)]
    for between in ("\n", "\n\n"):
        cues = parse_text(between.join(lines)).cues
        assert [(cue.speaker, cue.text) for cue in cues] == turns
        assert [cue.start_ms for cue in cues] == [0, 1000, 2000]
