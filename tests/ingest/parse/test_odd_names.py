"""Speakers whose names have no usual shape: they are told from words by where they stand."""

from __future__ import annotations

import pytest

from tests.ingest.parse.reading import parse_text, rows

ODD = ["Jean-Luc d'Arcy", "Gerard 't Hooft", "bell hooks", "50 Cent", "iJustine", "de Vries, Anna"]
LONG = "Dr. Jane Goodall, primatologist and UN Messenger of Peace"


@pytest.mark.parametrize("name", [*ODD, LONG])
@pytest.mark.parametrize("turn", ["**{}:** {}\n\n", "<p><strong>{}:</strong> {}</p>"])
def test_a_bold_name_before_a_colon_is_a_speaker_whatever_its_shape(name: str, turn: str) -> None:
    said = [("Ada Winter", "Hello."), (name, "Yes, indeed."), ("Ada Winter", "Well."), (name, "It is.")]
    parsed = parse_text("".join(turn.format(*one) for one in said))
    assert [(cue.speaker, cue.text) for cue in parsed.cues] == said


@pytest.mark.parametrize("name", ["50 Cent", "Evan at Pier #2", LONG])
def test_a_bold_name_with_capitals_or_digits_speaks_though_it_stands_once(name: str) -> None:
    parsed = parse_text(f"**Ada Winter:** Hello.\n\n**{name}:** Yes.\n")
    assert [cue.speaker for cue in parsed.cues] == ["Ada Winter", name]


@pytest.mark.parametrize(
    "bold",
    ["Grain of salt", "one thing", "Me a year ago", "Note", "What did he say to them", "my question", "Who else?"],
)
def test_what_is_said_in_bold_before_a_colon_makes_no_speaker(bold: str) -> None:
    parsed = parse_text(f"**Ada Winter:** Hello.\n\n**{bold}:** it is late.\n\n**Bo:** Yes.\n")
    assert {cue.speaker for cue in parsed.cues} == {"Ada Winter", "Bo"}


@pytest.mark.parametrize("name", ["Jean-Luc d'Arcy", "Gerard 't Hooft", "iJustine", "de Vries, Anna"])
@pytest.mark.parametrize("turn", ["{} (00:09):\n{}\n\n", "[00:09] {}: {}\n"])
def test_a_name_at_a_stamp_may_hold_particles_and_small_letters(name: str, turn: str) -> None:
    said = [("Ada Winter", "Hello."), (name, "Yes."), ("Ada Winter", "Well.")]
    parsed = parse_text("".join(turn.format(*one) for one in said))
    assert [(cue.speaker, cue.text) for cue in parsed.cues] == said


@pytest.mark.parametrize("guest", ["de Vries, Anna", "iPhone von Max", "bob smith", "+1 555-123-4567"])
@pytest.mark.parametrize("head", ["{name}\n{stamp}", "{name}  {stamp}", "{stamp} {name}"])
def test_one_odd_participant_costs_nobody_his_name(guest: str, head: str) -> None:
    said = [
        (1000, "Ada Winter", "Shall we?"),
        (7000, guest, "Sure."),
        (9000, "Ada Winter", "Well."),
        (12000, "Bo", "No."),
    ]
    texts = [f"{head.format(name=name, stamp=f'0:{at // 1000:02}')}\n{text}\nIndeed." for at, name, text in said]
    expected = [(at, None, name, f"{text} Indeed.") for at, name, text in said]
    assert rows(parse_text("\n\n".join(texts)).cues) == expected


def test_names_at_stamps_above_their_texts_are_found_below_a_title() -> None:
    text = "Weekly call\n\n0:07 - Ada Winter\nShall we?\nNow.\n\n0:09 - Bo\nSure.\nYes.\n"
    assert rows(parse_text(text).cues)[1:] == [
        (7000, None, "Ada Winter", "Shall we? Now."),
        (9000, None, "Bo", "Sure. Yes."),
    ]


def test_times_of_day_before_prose_are_no_stamps_and_texts_no_names() -> None:
    text = "We met.\nAt night.\n10:30 we ate and talked.\nThen slept.\nAnd slept.\n12:45 came late.\nAnd so on.\n"
    assert {(cue.speaker, cue.start_ms) for cue in parse_text(text).cues} == {(None, None)}


@pytest.mark.parametrize(
    "turn",
    [
        "**{}:** {}\n\n",
        "**{}**: {}\n\n",
        "***{}:*** {}\n\n",
        "__{}__: {}\n\n",
        "### {}\n\n{}\n\n",
        "### **{}**\n\n{}\n\n",
        "<p><strong>{}:</strong> {}</p>",
        "<p><b>{}</b>: {}</p>",
    ],
)
def test_the_label_of_a_voice_may_hold_a_stroke_whatever_marks_stand_around(turn: str) -> None:
    turns = [("SPEAKER_00", "Hello there."), ("SPEAKER_01", "Hi."), ("SPEAKER_00", "So it is.")]
    name = "talk.html" if "<" in turn else "talk.md"
    cues = parse_text("".join(turn.format(*one) for one in turns), name=name).cues
    assert [(cue.speaker, cue.text) for cue in cues] == turns


@pytest.mark.parametrize("mark", ["_", "*", "***"])
def test_names_in_any_emphasis_are_speakers(mark: str) -> None:
    text = f"**Ada:** Hello.\n\n{mark}Bo{mark}: Hi.\n\n**Ada:** So.\n"
    assert [cue.speaker for cue in parse_text(text, name="talk.md").cues] == ["Ada", "Bo", "Ada"]


@pytest.mark.parametrize("name", ["Ada Winter (she/her)", "Winter, Ada (External)"])
@pytest.mark.parametrize("head", ["{} (00:09):\n", "{} [00:09]\n", "<p><span>{}</span> <span>(00:09)</span></p>\n<p>"])
def test_what_stands_in_brackets_behind_a_name_leaves_name_and_stamp_where_they_are(name: str, head: str) -> None:
    text = f"{head.format('Bo')}Hi.\n\n{head.format(name)}Hello.\n\n"
    assert [(cue.speaker, cue.start_ms) for cue in parse_text(text).cues] == [("Bo", 9000), (name, 9000)]


def test_a_whole_name_in_brackets_is_a_speaker_as_a_given_name_is() -> None:
    said = [("[Ada Winter]", "Hello."), ("[Jane]", "Hi."), ("[Anna-Lena Winter]", "So."), ("[Ada Winter]", "[Music]")]
    text = "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{a} {b}\n\n" for n, (a, b) in enumerate(said, 1))
    cues = parse_text(text).cues
    assert [(f"[{cue.speaker}]", cue.text) for cue in cues] == said


def test_a_word_with_a_comma_before_a_colon_ends_no_speaker() -> None:
    said = ["Ada: Hello.", "and on.", "Okay, so: first the tide.", "Bo: Hi.", "and on.", "Ada: So."]
    text = "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{a}\n\n" for n, a in enumerate(said, 1))
    assert [cue.speaker for cue in parse_text(text).cues] == ["Ada", "Ada", "Ada", "Bo", "Bo", "Ada"]


@pytest.mark.parametrize(
    "head",
    [
        "{name} ({stamp}):",
        "{name} [{stamp}]",
        "**{name}** [{stamp}]:",
        "**{name}** {stamp}",
        "[{stamp}] - {name}",
        "{stamp}\n{name}",
        "{name}\n{stamp}",
        "{stamp} {name}",
    ],
)
def test_names_that_come_back_at_stamps_need_no_capitals(head: str) -> None:
    names = ["ada", "bo | Pier", "ada", "bo | Pier", "ada", "bo | Pier"]
    said = [f"This is what I say, and {n}." for n in range(6)]
    turns = [f"{head.format(name=name, stamp=f'0:0{n + 1}')}\n{said[n]}\n\n" for n, name in enumerate(names)]
    cues = parse_text("".join(turns)).cues
    assert [(cue.speaker, cue.text, cue.start_ms) for cue in cues] == [
        (name, words, 1000 * n) for n, (name, words) in enumerate(zip(names, said, strict=True), 1)
    ]


@pytest.mark.parametrize("line", ["yeah", "[Music]", "thank you."])
@pytest.mark.parametrize("head", ["[0:0{}] {}", "0:0{}\n{}", "0:0{} {}"])
def test_what_is_said_again_and_again_at_stamps_is_no_name(head: str, line: str) -> None:
    text = "".join(f"{head.format(n, line if n % 2 else 'and then we sail.')}\n" for n in range(9))
    assert {cue.speaker for cue in parse_text(text).cues} == {None}
