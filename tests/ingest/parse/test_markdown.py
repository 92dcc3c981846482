"""The ways of Markdown: headings that name speakers and times, lists, references, front matter."""

from __future__ import annotations

import pytest

from tests.ingest.parse.reading import parse_text, rows, words


def test_headings_that_come_back_name_the_speakers() -> None:
    text = "# The tide\n\n### Ada\n\nHello.\n\nWelcome.\n\n### Bo Pier\n\nHi.\n\n### Ada\n\nWell.\n"
    parsed = parse_text(text)
    assert parsed.metadata.title == "The tide"
    assert [(cue.speaker, cue.text, cue.heading) for cue in parsed.cues] == [
        ("Ada", "Hello.", ""),
        ("Ada", "Welcome.", ""),
        ("Bo Pier", "Hi.", ""),
        ("Ada", "Well.", ""),
    ]


def test_a_section_among_headings_that_name_speakers_is_no_speaker() -> None:
    titles = ("Ada", "Bo Pier", "Ada", "Closing Thoughts", "Bo Pier")
    text = "# The tide\n\n" + "".join(f"## {title}\n\nWords of {n}.\n\n" for n, title in enumerate(titles))
    assert {cue.speaker for cue in parse_text(text).cues} == {"Ada", "Bo Pier"}


@pytest.mark.parametrize("titles", [("The sea", "Ships", "The sea", "Boats"), ("Key points", "so far", "so far", "x")])
def test_headings_of_which_few_come_back_or_none_is_a_name_name_nobody(titles: tuple[str, ...]) -> None:
    text = "".join(f"## {title}\n\nWords of {n}.\n\n" for n, title in enumerate(titles))
    assert {cue.speaker for cue in parse_text(text).cues} == {None}


def test_a_heading_that_is_a_time_is_the_time_of_what_follows_and_no_chapter() -> None:
    text = "# Weekly\n\n### 00:00:00\n\n**Ada:** Hello.\n\n**Bo:** Hi.\n\n### 00:05:00\n\n**Ada:** More.\n"
    parsed = parse_text(text)
    assert rows(parsed.cues) == [
        (0, None, "Ada", "Hello."),
        (None, None, "Bo", "Hi."),
        (300_000, None, "Ada", "More."),
    ]
    assert {cue.heading for cue in parsed.cues} == {""}


def test_a_number_at_the_beginning_of_a_wrapped_line_is_a_word() -> None:
    text = "**Ada:** We had\n12. That was the number.\n\nSteps:\n1. Look\n   around.\n2. Leap.\n\n3. Rest.\n"
    assert [cue.text for cue in parse_text(text).cues] == [
        "We had 12. That was the number.",
        "Steps:",
        "Look around.",
        "Leap.",
        "Rest.",
    ]


@pytest.mark.parametrize(
    "head",
    [
        "The tide\n========\n\n",
        '+++\ntitle = "The tide"\ndate = 2024-01-02\n+++\n\n',
        "---\ntitle: The tide\n---\n\n",
        "<h1>The tide</h1>\n\n",
    ],
)
def test_the_title_is_found_however_it_is_written_and_is_nobody_s_words(head: str) -> None:
    parsed = parse_text(head + "**Ada:** Hello.\n")
    assert (parsed.metadata.title, words(parsed)) == ("The tide", "Hello.")


def test_references_are_links_and_their_addresses_no_words() -> None:
    text = '**Ada:** See [the map][1], [tides][] and [that][x].\n\n[1]: https://map.example "Map"\n[Tides]: <https://t.example>\n'
    parsed = parse_text(text)
    assert words(parsed) == "See the map, tides and [that][x]."
    assert parsed.metadata.links == (("the map", "https://map.example"), ("tides", "https://t.example"))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("[00:01](https://v.example/x?t=1) **Ada Winter:** Hello.", "[00:12](https://v.example/x?t=12) **Bo:** Hi."),
        ("[(00:01)](https://v.example/x) **Ada Winter:** Hello.", "[(00:12)](https://v.example/x) **Bo:** Hi."),
        ("[[00:01]](https://v.example/x) Ada Winter: Hello.", "[[00:12]](https://v.example/x) Bo: Hi."),
        ("**Ada Winter** [00:01](https://v.example/x)  \nHello.", "**Bo** [00:12](https://v.example/x)  \nHi."),
        ("Ada Winter [(00:01)](https://v.example/x) Hello.", "Bo [(00:12)](https://v.example/x) Hi."),
        ("- **[00:01](<https://v.example/x>)** Ada Winter: Hello.", "- **[00:12](https://v.example/x)** Bo: Hi."),
        ("`00:01` **Ada Winter:** Hello.", "`00:12` **Bo:** Hi."),
        ("**00:01** Ada Winter: Hello.", "**00:12** Bo: Hi."),
        ("*[00:01]* **Ada Winter**: Hello.", "*[00:12]* **Bo**: Hi."),
        ("**Ada Winter** `00:01` Hello.", "**Bo** `00:12` Hi."),
        ('<span id="t1">00:01</span> <b>Ada Winter</b>: Hello.', "<span>00:12</span> <b>Bo</b>: Hi."),
    ],
)
def test_names_and_times_are_read_whatever_markup_stands_around_a_stamp(first: str, second: str) -> None:
    parsed = parse_text(f"# Talk\n\n{first}\n\n{second}\n", name="talk.md")
    assert rows(parsed.cues) == [(1000, None, "Ada Winter", "Hello."), (12_000, None, "Bo", "Hi.")]
    assert parsed.metadata.links == ()


def test_a_clock_time_that_is_said_stays_a_word_whatever_its_markup() -> None:
    said = "**10:30** was late.\n\nWe met again at [12:30](https://v.example/x) and left.\n"
    parsed = parse_text(f"# Talk\n\n{said}", name="talk.md")
    assert rows(parsed.cues) == [
        (None, None, None, "10:30 was late."),
        (None, None, None, "We met again at 12:30 and left."),
    ]


def test_a_time_that_is_linked_to_its_place_in_the_recording_begins_a_cue_within_a_paragraph() -> None:
    text = "# Talk\n\n**Ada:** Hello. [0:12](https://v.example/watch?v=x&t=12s) And on.\n"
    assert rows(parse_text(text).cues) == [(None, None, "Ada", "Hello."), (12_000, None, "Ada", "And on.")]


@pytest.mark.parametrize("end", ["<br>", "<br/>\n", "</p><p>", "\\\n", '<hr class="x">'])
def test_a_line_that_markup_ends_ends_words_and_begins_a_turn(end: str) -> None:
    text = f"# Talk\n\n**Ada:** Hello there.{end}**Bo:** And so{end}on we go.\n"
    said = [(cue.speaker, cue.text) for cue in parse_text(text, name="talk.md").cues]
    assert said[0] == ("Ada", "Hello there.")
    assert {name for name, _ in said[1:]} == {"Bo"}
    assert " ".join(text for _, text in said[1:]) == "And so on we go."


def test_a_tag_that_is_spoken_of_ends_no_turn() -> None:
    text = "# Talk\n\n**Ada:** Write `<br>` there.\n\n**Bo:** I do.\n"
    assert [cue.speaker for cue in parse_text(text, name="talk.md").cues] == ["Ada", "Bo"]


def test_a_tag_that_is_spoken_of_in_code_is_a_word() -> None:
    text = "**Ada:** Put it in a `<div>` and <b>not</b> in `<p class='x'>`.\n\n**Bo:** I do.\n"
    assert parse_text(text, name="talk.md").cues[0].text == "Put it in a <div> and not in <p class='x'>."


def test_the_fences_of_code_are_no_words() -> None:
    text = "**Ada:** So:\n\n```python\nx = 1\n```\n\n**Bo:** I see.\n"
    assert [cue.text for cue in parse_text(text, name="talk.md").cues] == ["So:", "x = 1", "I see."]


def test_a_link_between_notes_is_its_words_and_may_name_who_speaks() -> None:
    text = "[[Ada Winter]]: I sail to [[Places/Quay|the quay]].\n\n**[[Bo]]:** Hi.\n\n[[Ada Winter]]: So.\n"
    cues = parse_text(text, name="talk.md").cues
    assert [(cue.speaker, cue.text) for cue in cues] == [
        ("Ada Winter", "I sail to the quay."),
        ("Bo", "Hi."),
        ("Ada Winter", "So."),
    ]


@pytest.mark.parametrize(
    "turn",
    [
        "**[00:00:0{}.000 --> 00:00:09.000]** {}: {}\n\n",
        "`00:0{} - 00:09` **{}:** {}\n\n",
        "**[0:0{}–0:09]** **{}:** {}\n\n",
    ],
)
def test_a_stamp_with_an_end_is_one_whatever_markup_stands_around(turn: str) -> None:
    text = "".join(turn.format(n, name, "It turns.") for n, name in enumerate(["Ada", "Bo", "Ada"], 1))
    assert rows(parse_text(text, name="talk.md").cues) == [
        (1000, 9000, "Ada", "It turns."),
        (2000, 9000, "Bo", "It turns."),
        (3000, 9000, "Ada", "It turns."),
    ]


@pytest.mark.parametrize("mark", [" | ", " - ", " – ", " "])
def test_a_time_behind_a_bold_name_may_be_parted_from_it(mark: str) -> None:
    text = f"**Ada**{mark}00:01\n\nHello.\n\n**Bo**{mark}00:05\n\nHi.\n"
    assert rows(parse_text(text, name="talk.md").cues) == [(1000, None, "Ada", "Hello."), (5000, None, "Bo", "Hi.")]


@pytest.mark.parametrize(
    ("head", "row", "start"),
    [("| Time | Who | What |\n|---|:-:|---|\n", "| 00:01 | {} | {} |\n", 1000), ("", "| {} | {} |\n", None)],
)
def test_rows_of_a_table_are_turns_and_its_head_is_no_word(head: str, row: str, start: int | None) -> None:
    said = [("Ada", "So a \\| b."), ("Bo", "Hi."), ("Ada", "So.")]
    text = f"# Talk\n\n{head}{''.join(row.format(*one) for one in said)}"
    assert rows(parse_text(text, name="talk.md").cues) == [
        (start, None, "Ada", "So a | b."),
        (start, None, "Bo", "Hi."),
        (start, None, "Ada", "So."),
    ]


def test_stars_that_are_escaped_are_words_beside_those_that_are_not() -> None:
    text = "**Ada:** That is *so* \\*not\\* it, _nor_ a\\_b.\n\n**Bo:** Hi.\n"
    assert parse_text(text, name="talk.md").cues[0].text == "That is so *not* it, nor a_b."


def test_what_folds_a_transcript_is_no_word() -> None:
    text = "# Talk\n\n<details>\n<summary>Read</summary>\n\n**Ada:** Hello.\n\n**Bo:** Hi.\n\n</details>\n"
    assert [cue.text for cue in parse_text(text, name="talk.md").cues] == ["Read", "Hello.", "Hi."]
