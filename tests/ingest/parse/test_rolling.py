"""Rolling captions lose their doubles, and nobody loses a word that was said twice."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import examples
from tests.ingest.parse.reading import make_vtt, parse_text, rows, words


def test_people_may_repeat_themselves() -> None:
    text = make_vtt(
        ("00:01.000", "00:02.000", "No."), ("00:02.000", "00:03.000", "No."), ("00:03.000", "00:04.000", "No.")
    )
    assert words(parse_text(text)) == "No. No. No."


def test_people_may_start_again() -> None:
    text = make_vtt(
        ("00:01.000", "00:02.000", "I think"),
        ("00:02.000", "00:03.000", "I think that's right"),
        ("00:03.000", "00:04.000", "and so"),
        ("00:04.000", "00:05.000", "on and"),
        ("00:05.000", "00:06.000", "on it"),
        ("00:06.000", "00:07.000", "goes."),
    )
    assert words(parse_text(text)) == "I think I think that's right and so on and on it goes."


def test_a_line_that_grows_is_one_line() -> None:
    text = make_vtt(
        ("00:01.000", "00:02.000", "The"),
        ("00:02.000", "00:03.000", "The tide"),
        ("00:03.000", "00:04.000", "The tide comes"),
        ("00:04.000", "00:05.000", "and goes"),
        ("00:05.000", "00:06.000", "and goes out"),
    )
    assert rows(parse_text(text).cues) == [(1000, 4000, None, "The tide comes"), (4000, 6000, None, "and goes out")]


def test_the_lower_of_two_lines_may_grow_word_by_word() -> None:
    screens = ["we talk today", "we talk today\nabout", "we talk today\nabout tides", "about tides\nand"]
    screens += ["about tides\nand then", "about tides\nand then we stop"]
    cues = [(f"00:0{n}.000", f"00:0{n + 1}.000", text) for n, text in enumerate(screens)]
    assert rows(parse_text(make_vtt(*cues)).cues) == [
        (0, 1000, None, "we talk today"),
        (1000, 3000, None, "about tides"),
        (3000, 6000, None, "and then we stop"),
    ]


WORDS = st.sampled_from(["no", "yes", "the", "tide", "comes", "and", "well"])


@given(st.lists(st.lists(WORDS, min_size=2, max_size=5), min_size=6, max_size=12))
@settings(max_examples=examples(60), deadline=None)
def test_no_word_of_two_growing_lines_is_lost_or_doubled(talk: list[list[str]]) -> None:
    # Every line is known by its first word, or else nobody could tell whether it grew or came anew.
    lines = [[f"{number}.", *line] for number, line in enumerate(talk)]
    above = [[], *lines]
    screens = [
        "\n".join(" ".join(words) for words in (before, line[:shown]) if words)
        for before, line in zip(above, lines, strict=False)
        for shown in range(1, len(line) + 1)
    ]
    cues = [
        (f"{n // 60:02}:{n % 60:02}.000", f"{(n + 1) // 60:02}:{(n + 1) % 60:02}.000", t) for n, t in enumerate(screens)
    ]
    assert words(parse_text(make_vtt(*cues))) == " ".join(" ".join(line) for line in lines)


def test_a_line_below_another_one_may_begin_like_the_last() -> None:
    texts = ["one\nI think", "two\nI think so", "so\nthree", "three\nfour", "four\nfive", "five\nsix"]
    cues = [(f"00:0{n}.000", f"00:0{n + 1}.000", text) for n, text in enumerate(texts)]
    assert words(parse_text(make_vtt(*cues))) == "one I think two I think so so three four five six"


def test_a_rolling_line_said_again_after_a_pause_is_kept() -> None:
    text = make_vtt(
        ("00:01.000", "00:02.000", "one\ntwo"),
        ("00:02.000", "00:03.000", "two\nthree"),
        ("00:03.000", "00:04.000", "three\nfour"),
        ("00:09.000", "00:10.000", "four\nfive"),
    )
    assert words(parse_text(text)) == "one two three four four five"


def test_one_short_word_that_meets_itself_is_no_rolling() -> None:
    text = make_vtt(("00:01.000", "00:02.000", "No.\nNo."), ("00:02.000", "00:03.000", "No.\nYes."))
    assert words(parse_text(text)) == "No. No. No. Yes."


def test_rolling_captions_are_undone_in_subrip_too() -> None:
    text = "".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{lines}\n\n"
        for n, lines in enumerate(["the tide comes in", "the tide comes in\ntwice a day", "twice a day\nand goes"])
    )
    assert words(parse_text(text)) == "the tide comes in twice a day and goes"


def test_a_rolling_line_repeated_beneath_itself_is_kept() -> None:
    text = make_vtt(
        ("00:01.000", "00:02.000", "well\nno"),
        ("00:02.000", "00:03.000", "no\nno"),
        ("00:03.000", "00:04.000", "no\nyes"),
    )
    assert words(parse_text(text)) == "well no no yes"


def test_a_refrain_in_an_ordinary_file_is_kept() -> None:
    cues = [
        (f"00:{n:02}.000", f"00:{n + 1:02}.000", "la la\nla" if n % 7 == 0 else f"line {n}\nmore") for n in range(50)
    ]
    assert words(parse_text(make_vtt(*cues))) == " ".join(" ".join(text.split()) for _, _, text in cues)


def test_a_cue_that_stands_twice_counts_once() -> None:
    same = ("00:01.000", "00:02.000", "Once.")
    assert words(parse_text(make_vtt(same, same, ("00:02.000", "00:03.000", "Once.")))) == "Once. Once."


def test_captions_that_stand_once_for_each_underlined_word_are_read_once() -> None:
    lines = ["<u>The</u> tide turns", "The tide turns", "The <u>tide</u> turns", "The tide <u>turns</u>", "<u>Yes</u>"]
    cues = [(f"00:0{n}.000", f"00:0{n + 1}.000", line) for n, line in enumerate(lines)]
    assert rows(parse_text(make_vtt(*cues)).cues) == [(0, 4000, None, "The tide turns"), (4000, 5000, None, "Yes")]


@pytest.mark.parametrize(
    ("begin", "end"), [('<font color="#00ff00">', "</font>"), ("<b>", "</b>"), ("<c.yellow>", "</c>")]
)
def test_words_that_are_lit_up_one_by_one_are_read_once(begin: str, end: str) -> None:
    spoken = ["The", "tide", "turns"]
    lines = [" ".join(f"{begin}{w}{end}" if n == lit else w for n, w in enumerate(spoken)) for lit in range(3)]
    text = make_vtt(*((f"00:0{n}.000", f"00:0{n + 1}.000", line) for n, line in enumerate(lines, 1)))
    assert rows(parse_text(text).cues) == [(1000, 4000, None, "The tide turns")]
    srt = "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{line}\n\n" for n, line in enumerate(lines, 1))
    assert rows(parse_text(srt).cues) == [(1000, 4000, None, "The tide turns")]


def test_words_that_styles_of_ssa_light_up_one_by_one_are_read_once_by_whoever_says_them() -> None:
    said = [
        ("Ada", "{\\1c&HFF00&}No{\\r} way"),
        ("Ada", "No {\\1c&HFF00&}way{\\r}"),
        ("Bo", "{\\1c&HFF00&}No{\\r} way"),
    ]
    lines = [
        f"Dialogue: 0,0:00:0{n}.00,0:00:0{n + 1}.00,D,{who},0,0,0,,{text}" for n, (who, text) in enumerate(said, 1)
    ]
    parsed = parse_text("[Events]\n" + "\n".join(lines) + "\n")
    assert rows(parsed.cues) == [(1000, 3000, "Ada", "No way"), (3000, 4000, "Bo", "No way")]


def test_who_answers_in_another_colour_says_the_same_words_again() -> None:
    cues = [("00:01.000", "00:02.000", "No way"), ("00:02.000", "00:03.000", "<c.yellow>No way</c>")]
    cues += [("00:03.000", "00:04.000", "<c.cyan>No way</c>")]
    assert words(parse_text(make_vtt(*cues))) == "No way No way No way"


def test_an_underlined_word_that_is_said_again_is_said_twice() -> None:
    again = make_vtt(("00:01.000", "00:02.000", "<u>No</u> way"), ("00:02.000", "00:03.000", "<u>No</u> way"))
    assert words(parse_text(again)) == "No way No way"
    later = make_vtt(("00:01.000", "00:02.000", "<u>No</u> way"), ("00:04.000", "00:05.000", "No <u>way</u>"))
    assert words(parse_text(later)) == "No way No way"


def test_a_line_that_is_still_on_screen_when_the_next_cue_begins_stands_once() -> None:
    cues = [("00:01.000", "00:04.000", "the tide comes"), ("00:03.000", "00:06.000", "the tide comes\nin and stays")]
    text = make_vtt(*cues, ("00:05.000", "00:08.000", "in and stays\nuntil it goes"))
    assert [(cue.start_ms, cue.text) for cue in parse_text(text).cues] == [
        (1000, "the tide comes"),
        (3000, "in and stays"),
        (5000, "until it goes"),
    ]


@pytest.mark.parametrize("gap", [0, 500])
def test_lines_that_roll_over_a_moment_s_empty_screen_are_read_once(gap: int) -> None:
    lines = ["the tide comes", "in and stays", "until it goes", "out again", "and so on"]
    screens = [lines[0], *(f"{a}\n{b}" for a, b in pairwise(lines))]
    cues = [(f"00:0{n}.000", f"00:0{n}.{999 - gap}", text) for n, text in enumerate(screens, 1)]
    assert words(parse_text(make_vtt(*cues))) == " ".join(lines)


def test_one_gap_in_rolling_captions_doubles_nothing() -> None:
    cues = [("00:01.000", "00:02.000", "the tide"), ("00:02.000", "00:03.000", "the tide\ncomes in")]
    cues += [("00:03.000", "00:04.000", "comes in\nand stays"), ("00:04.300", "00:05.000", "and stays\nhere")]
    assert words(parse_text(make_vtt(*cues))) == "the tide comes in and stays here"


def test_who_says_a_line_again_after_a_moment_says_it_twice() -> None:
    cues = [
        ("00:01.000", "00:02.000", "No, sir.\nI don't know that."),
        ("00:02.500", "00:03.000", "I don't know that.\nI do not."),
    ]
    cues += [(f"00:0{n}.000", f"00:0{n}.600", f"That is the end\nof day {n}.") for n in range(4, 8)]
    assert words(parse_text(make_vtt(*cues))).count("I don't know that.") == 2


def test_words_that_are_lit_up_a_second_time_are_said_a_second_time() -> None:
    said = ["<u>So</u> it goes", "So <u>it</u> goes", "So it <u>goes</u>"] * 2
    cues = [(f"00:0{n}.000", f"00:0{n + 1}.000", text) for n, text in enumerate(said, 1)]
    found = rows(parse_text(make_vtt(*cues)).cues)
    assert found == [(1000, 4000, None, "So it goes"), (4000, 7000, None, "So it goes")]


@pytest.mark.parametrize("pause", ["06.000", "45.000"])
def test_the_line_above_one_whose_words_are_timed_is_the_last_one_after_whatever_pause(pause: str) -> None:
    text = make_vtt(
        ("00:01.000", "00:02.990", " \nthe<00:01.500><c> tide</c>"),
        ("00:02.990", "00:03.000", "the tide\n "),
        ("00:03.000", "00:04.990", "the tide\nturns<00:03.500><c> again</c>"),
        ("00:04.990", "00:05.000", "turns again\n "),
        (f"00:{pause}", "00:50.000", "turns again\nso<00:47.000><c> we</c>"),
    )
    assert words(parse_text(text)) == "the tide turns again so we"
