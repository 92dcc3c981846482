"""Who speaks: names are found however they are written, and none is invented."""

from __future__ import annotations

import json

import pytest

from tests.ingest.parse.reading import make_vtt, parse_text, rows, words


@pytest.mark.parametrize(
    "line",
    [
        "See https://example.org/a for more",
        "We meet at 10:30 sharp",
        "Two rules: look and look again",
        "Remember: it is late",
        "The ratio is 3: 1",
        "In short: nothing",
        "Warning: do not",
        "C:\\temp is a folder",
        "He said: come",
        "Visual Studio Code: an editor",
    ],
)
def test_a_colon_alone_makes_no_speaker(line: str) -> None:
    others = [(f"00:{n:02}.000", f"00:{n + 1:02}.000", f"line number {n} here") for n in range(2, 8)]
    parsed = parse_text(make_vtt(("00:01.000", "00:02.000", line), *others))
    assert parsed.cues[0].text == line
    assert {cue.speaker for cue in parsed.cues} == {None}


def say(*texts: str) -> str:
    return make_vtt(*((f"00:{n:02}.000", f"00:{n + 1:02}.000", text) for n, text in enumerate(texts)))


MEETING = [
    "Maria Lopez: Shall we start?",
    "sam: Sure, go ahead.",
    "Maria Lopez: One thing: the budget.",
    "sam: I spent it all.",
    "iPad: I can't hear you.",
    "bob.smith: Nor can I.",
    "3rd Floor Room: We do.",
    "Jane Doe | Acme: So do I.",
]


def test_where_every_cue_is_named_names_have_any_shape() -> None:
    assert [(cue.speaker, cue.text) for cue in parse_text(say(*MEETING)).cues] == [
        (name, words) for name, _, words in (line.partition(": ") for line in MEETING)
    ]


def test_names_in_small_letters_are_names_where_every_cue_has_one() -> None:
    parsed = parse_text(say("maria: Shall we start?", "sam: Sure.", "maria: And?", "sam: I spent it all."))
    assert [cue.speaker for cue in parsed.cues] == ["maria", "sam", "maria", "sam"]


def test_nobody_is_made_to_say_what_seems_to_be_said_by_another() -> None:
    parsed = parse_text(say("Ada: one", "bo: two", "and", "Ada: three", "bo: four", "x.y: five", "more", "Ada: six"))
    assert [cue.speaker for cue in parsed.cues] == ["Ada", "bo", "bo", "Ada", "bo", None, None, "Ada"]
    assert parsed.cues[5].text == "x.y: five"


def test_what_somebody_says_before_a_colon_makes_no_speaker_though_nearly_every_cue_is_named() -> None:
    said = ["hello there", "hi", "one thing first", "my question: who made it", "and where from", "go on", "well so"]
    names = ["Ada", "Tom", "Ada", "", "", "Tom", "Ada"]
    texts = [f"{name}: {text}" if name else text for name, text in zip(names, said, strict=True)]
    assert [cue.speaker for cue in parse_text(say(*texts)).cues] == ["Ada", "Tom", "Ada", "Ada", "Ada", "Tom", "Ada"]
    texts += ["Tom: yes", "Ada: no", "Tom: yes", "Ada: no", "Tom: yes", "Ada: no", "Tom: yes", "Ada: no"]
    assert "my question" not in {cue.speaker for cue in parse_text(say(*texts)).cues}


@pytest.mark.parametrize(
    "texts",
    [
        ["der Hund: the dog", "die Katze: the cat", "das Haus: the house", "der Baum: the tree"],
        ["and he said: come", "it is late", "and he said: go", "she did not", "and he said: stay", "but I went"],
        ["he said: come", "so I came", "he said: go", "so I went", "he said: stay", "and I was", "tired", "of it"],
        ["note: one", "note: two", "remember: three", "so: four", "question: five", "now: six"],
        ["at 10:30 we met", "at 11:30 we ate", "at 12:00 we left", "see https://example.org/a", "3: 1", "2: 1"],
    ],
)
def test_prose_that_is_full_of_colons_has_no_speakers(texts: list[str]) -> None:
    parsed = parse_text(say(*texts))
    assert [(cue.speaker, cue.text) for cue in parsed.cues] == [(None, text) for text in texts]


def test_the_second_line_of_a_cue_is_its_speaker_s_too() -> None:
    parsed = parse_text(say("Ada: one", "Ada: two", "Ada: three", "Bo: four\nand five"))
    assert [(cue.speaker, cue.text) for cue in parsed.cues][3:] == [("Bo", "four and five")]


def test_names_only_at_changes_hold_until_the_next() -> None:
    parsed = parse_text(
        make_vtt(
            ("00:01.000", "00:02.000", "<v Ada>one"),
            ("00:02.000", "00:03.000", "two"),
            ("00:03.000", "00:04.000", "<v Bo>three"),
            ("00:04.000", "00:05.000", "four"),
        )
    )
    assert [cue.speaker for cue in parsed.cues] == ["Ada", "Ada", "Bo", "Bo"]


def test_where_every_cue_is_named_a_nameless_one_stays_so() -> None:
    named = [(f"00:{n:02}.000", f"00:{n + 1:02}.000", f"<v Ada>line {n}") for n in range(1, 5)]
    parsed = parse_text(make_vtt(*named, ("00:05.000", "00:06.000", "who?"), ("00:06.000", "00:07.000", "<v Ada>me")))
    assert [cue.speaker for cue in parsed.cues] == ["Ada"] * 4 + [None, "Ada"]


def test_a_turn_mark_without_a_name_ends_the_last_speaker() -> None:
    parsed = parse_text(
        make_vtt(
            ("00:01.000", "00:02.000", "&gt;&gt; ADA: one"),
            ("00:02.000", "00:03.000", "two"),
            ("00:03.000", "00:04.000", ">> three"),
            ("00:04.000", "00:05.000", ">> ADA: four"),
        )
    )
    assert [(cue.speaker, cue.text) for cue in parsed.cues] == [
        ("ADA", "one"),
        ("ADA", "two"),
        (None, "three"),
        ("ADA", "four"),
    ]


def test_speech_recognition_that_knows_no_speaker_gets_none() -> None:
    segments = [
        {"start": 0, "end": 1, "text": "One.", "speaker": "SPEAKER_00"},
        {"start": 1, "end": 2, "text": "Two."},
        {"start": 2, "end": 3, "text": "Three.", "speaker": "SPEAKER_01"},
    ]
    assert [cue.speaker for cue in parse_text(json.dumps({"segments": segments})).cues] == [
        "SPEAKER_00",
        None,
        "SPEAKER_01",
    ]


@pytest.mark.parametrize("label", ["Q", "A"])
def test_questions_and_answers_are_turns(label: str) -> None:
    parsed = parse_text("Q: What is it?\nA: A tide.\nQ: Why?\nA: The moon.\n")
    assert label in {cue.speaker for cue in parsed.cues}


@pytest.mark.parametrize(
    "text",
    [
        "Ada Winter: [00:00:12] text here.\nBo: [00:00:14] more.\n",
        "00:12 Ada Winter: text here.\n00:14 Bo: more.\n",
        "00:12 - Ada Winter: text here.\n00:14 - Bo: more.\n",
        "(00:12) Ada Winter: text here.\n\n(00:14) Bo: more.\n",
        "Ada Winter  0:12\ntext here.\n\nBo  0:14\nmore.\n",
        "Ada Winter 00:12\ntext here.\n\nBo 00:14\nmore.\n",
        "Ada Winter, 00:12\ntext here.\n\nBo, 00:14\nmore.\n",
        "Ada Winter - 00:12\ntext here.\n\nBo - 00:14\nmore.\n",
        "Ada Winter  |  00:12\ntext here.\n\nBo  |  00:14\nmore.\n",
        "Ada Winter\n00:12\ntext here.\n\nBo\n00:14\nmore.\n",
        "00:00:12,000 Ada Winter\ntext here.\n\n00:00:14,000 Bo\nmore.\n",
        "**Ada Winter** (00:12): text here.\n\n**Bo** (00:14): more.\n",
        "[00:00:12] **Ada Winter:** text here.\n\n[00:00:14] **Bo:** more.\n",
        "**[00:00:12] Ada Winter:** text here.\n\n**[00:00:14] Bo:** more.\n",
        "**Ada Winter [00:00:12]:** text here.\n\n**Bo [00:00:14]:** more.\n",
        "**Ada Winter:** \\[00:12\\] text here.\n\n**Bo:** \\[00:14\\] more.\n",
        "# Talk\n\n### Ada Winter (0:12)\n\ntext here.\n\n### Bo (0:14)\n\nmore.\n",
    ],
)
def test_names_and_stamps_in_any_order(text: str) -> None:
    assert rows(parse_text(text).cues) == [(12000, None, "Ada Winter", "text here."), (14000, None, "Bo", "more.")]


@pytest.mark.parametrize(
    "text", ["田中：こんにちは。\n鈴木：はい。\n", "ADA: a.\nBO: b.\n", "[SPEAKER_00]: a.\n[SPEAKER_01]: b.\n"]
)
def test_names_of_every_kind_begin_turns(text: str) -> None:
    assert None not in {cue.speaker for cue in parse_text(text).cues}


def test_names_before_stamps_may_have_any_shape() -> None:
    parsed = parse_text("maria  0:03\nShall we?\n\nsam  0:09\nSure.\n\nmaria  0:12\nWell.\n\nsam\t0:15\nYes.\n")
    assert rows(parsed.cues) == [
        (3000, None, "maria", "Shall we?"),
        (9000, None, "sam", "Sure."),
        (12000, None, "maria", "Well."),
        (15000, None, "sam", "Yes."),
    ]


def test_beside_names_in_capitals_others_in_small_letters_are_names_too() -> None:
    text = "Maria Lopez: Shall we?\nsam: Sure.\nMaria Lopez: Two things: money, and time.\nsam: I spent it.\n"
    assert [cue.speaker for cue in parse_text(text).cues] == ["Maria Lopez", "sam", "Maria Lopez", "sam"]
    assert [cue.speaker for cue in parse_text(text.replace("\n", "\n\n")).cues] == ["Maria Lopez", "sam"] * 2


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Ada  0:03\none\n\nAda  0:09\ntwo\n\n0:40 five for example:\nsix\n", "for example:"),
        ("name: a boat\nrole: a ship\nname: a pier\nrole: a quay\n", "role: a ship"),
        ("At first he said: come.\nAt 12:45 and then: go.\n12:45 it was: late.\n", "12:45 it was: late."),
        ("Ada: one.\nand he said: two.\nAda: three.\nand he said: four.\nAda: five.\n", "and he said: four."),
        ("Ada: one.\nfor example: two.\nAda: three.\nin short: four.\nAda: five.\n", "in short: four."),
    ],
)
def test_what_stands_before_a_colon_in_prose_stays_in_it(text: str, kept: str) -> None:
    parsed = parse_text(text)
    assert {cue.speaker for cue in parsed.cues} <= {None, "Ada"}
    assert kept in words(parsed)


def test_a_timetable_in_small_letters_has_no_speakers() -> None:
    lines = ["opening  9:00", "walk  10:30", "lunch  12:30", "boats  14:00"]
    parsed = parse_text("\n".join(lines))
    assert {cue.speaker for cue in parsed.cues} == {None}
    assert "lunch 12:30" in " ".join(" ".join(cue.text.split()) for cue in parsed.cues)


def make_segment(text: str, labels: str, speaker: str | None) -> dict[str, object]:
    """`labels`: who says each word, one letter a word."""
    words = [
        {"word": word, "start": at + 0.1, "end": at + 0.9, "speaker": f"SPEAKER_{label}"}
        for at, (word, label) in enumerate(zip(text.split(), labels, strict=True))
    ]
    return {"start": 0, "end": len(words), "text": text, "speaker": speaker, "words": words}


@pytest.mark.parametrize("speaker", ["SPEAKER_A", "SPEAKER_B", None])
def test_a_sentence_is_said_by_whoever_says_its_words(speaker: str | None) -> None:
    segment = make_segment("Hello there. I am Bob. Who is there?", "AABBABAA", speaker)
    cues = parse_text(json.dumps({"segments": [segment]})).cues
    assert [(cue.speaker, cue.text) for cue in cues] == [
        ("SPEAKER_A", "Hello there."),
        ("SPEAKER_B", "I am Bob."),
        ("SPEAKER_A", "Who is there?"),
    ]


def test_speakers_of_two_channels_are_not_one_person_though_both_are_counted_from_nought() -> None:
    def hear(text: str, start: float) -> dict[str, object]:
        words = [
            {"word": word, "start": start + at, "end": start + at + 0.5, "speaker": 0}
            for at, word in enumerate(text.split())
        ]
        return {"alternatives": [{"transcript": text, "words": words}]}

    utterances = [
        {"transcript": "Hello Bob.", "start": 0.0, "end": 1.5, "speaker": 0, "channel": 0},
        {"transcript": "How are you?", "start": 2.0, "end": 4.5, "speaker": 0, "channel": 1},
    ]
    said = [("Channel 1, Speaker 0", "Hello Bob."), ("Channel 2, Speaker 0", "How are you?")]
    channels = [hear("Hello Bob.", 0.0), hear("How are you?", 2.0)]
    for results in ({"channels": channels}, {"channels": channels, "utterances": utterances}):
        cues = parse_text(json.dumps({"results": results})).cues
        assert [(cue.speaker, cue.text) for cue in cues] == said


def test_a_line_with_nothing_but_a_name_above_each_text_is_its_speaker() -> None:
    text = (
        "A talk of tides\n\nAda Winter\nHello there.\nWelcome.\n\nBo\nHi.\n\nAda Winter\nSo?\n\nIndeed.\n\nBo\nYes.\n"
    )
    assert [(cue.speaker, cue.text) for cue in parse_text(text).cues] == [
        (None, "A talk of tides"),
        ("Ada Winter", "Hello there. Welcome."),
        ("Bo", "Hi."),
        ("Ada Winter", "So?"),
        ("Ada Winter", "Indeed."),
        ("Bo", "Yes."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The Tide\nIt comes in.\n\nThe Moon\nIt goes up.\n\nThe Pier\nIt stays.\n",
        "Yes.\nIt comes in.\n\nYes.\nIt goes up.\n\nYes.\nIt stays.\n",
        "Old Pier\nIt comes in.\n\nAnd then it goes\nout.\n\nOld Pier\nIt stays\n\nand so do we\nall day.\n",
    ],
)
def test_short_lines_above_texts_that_hardly_come_back_are_words(text: str) -> None:
    assert {cue.speaker for cue in parse_text(text).cues} == {None}


@pytest.mark.parametrize("turn", ["{}\n", "{}\n\n"])
def test_names_in_brackets_are_speakers_and_sounds_are_not(turn: str) -> None:
    said = ["[ADAM] The tide.", "[MUSIC] It turns.", "[MARTHA] Yes.", "[MUSIC] Well.", "[ADAM] So?", "[MARTHA] No."]
    cues = parse_text("".join(turn.format(line) for line in said)).cues
    assert {cue.speaker for cue in cues} == {"ADAM", "MARTHA"}
    assert "[MUSIC] Well." in " ".join(cue.text for cue in cues)
    captions = parse_text(say(*said)).cues
    assert [cue.speaker for cue in captions if "[MUSIC]" not in cue.text] == ["ADAM", "MARTHA", "ADAM", "MARTHA"]


def test_what_says_a_time_again_in_words_is_no_word() -> None:
    text = (
        "0:00\n0 seconds\nthe tide comes\n0:02\n2 seconds\n2 seconds later\n1:01:02\n1 hour, 1 minute, 2 seconds\nend\n"
    )
    assert rows(parse_text(text).cues) == [
        (0, None, None, "the tide comes"),
        (2000, None, None, "2 seconds later"),
        (3_662_000, None, None, "end"),
    ]


@pytest.mark.parametrize("end", [" ", "\n"])
def test_who_speaks_once_speaks_for_himself_however_lines_are_wrapped(end: str) -> None:
    names = ["Ada", "Grace", "Ada", "Bo", "Ada", "Grace"]
    said = end.join(["The tide turns and", "so we go", "out to sea."])
    cues = parse_text("".join(f"{name}: {said}\n\n" for name in names)).cues
    assert [cue.speaker for cue in cues] == names


CAPTIONED = """WEBVTT

00:00:08.000 --> 00:00:12.000
(Danyel Winter)
I wanted to start with where

00:00:12.000 --> 00:00:16.000
(Danyel Winter)
the tide is.
-

(bo)
It turns.

00:00:16.000 --> 00:00:20.000
(bo)
So we go.
"""


def test_a_name_alone_in_brackets_above_each_caption_is_who_speaks() -> None:
    assert rows(parse_text(CAPTIONED).cues) == [
        (8000, 12000, "Danyel Winter", "I wanted to start with where"),
        (12000, 16000, "Danyel Winter", "the tide is."),
        (12000, 16000, "bo", "It turns."),
        (16000, 20000, "bo", "So we go."),
    ]


def test_a_sound_in_brackets_above_some_captions_is_none() -> None:
    text = make_vtt(
        *((f"00:0{n}.000", f"00:0{n + 1}.000", f"{'(Laughter)' if n % 3 else 'So'}\nit goes.") for n in range(8))
    )
    assert {cue.speaker for cue in parse_text(text).cues} == {None}


@pytest.mark.parametrize("words", ["Here's a trivial example", "It's one of two"])
def test_who_goes_on_in_another_paragraph_still_speaks_whatever_stands_before_its_colon(words: str) -> None:
    text = "".join(f"**{name}:** It turns.\n\n" for name in ("Ada", "Grace", "Ada", "Grace", "Ada"))
    assert parse_text(f"{text}{words}: the tide.\n", name="talk.md").cues[-1].speaker == "Ada"


@pytest.mark.parametrize("stranger", ["Woman in the audience", "bell hooks", "the man", "Computer voice", "will.i.am"])
@pytest.mark.parametrize("turn", ["{}: {}\n\n", "{}: {}\n", "{}: {}\nand so\non.\n\n"])
def test_nobody_is_made_to_say_what_is_written_as_a_stranger_s(stranger: str, turn: str) -> None:
    names = ["Ada", "Grace", "Ada", stranger, "Grace", "Ada"]
    cues = parse_text("".join(turn.format(name, "It turns.") for name in names)).cues
    assert [cue.speaker for cue in cues] == ["Ada", "Grace", "Ada", None, "Grace", "Ada"]
    assert cues[3].text.startswith(f"{stranger}: It turns.")


@pytest.mark.parametrize(
    "line", ["Slides: https://a.example/s", "**Repo:** https://a.example", "Draft of Tide: <https://a.example>"]
)
def test_what_leads_to_an_address_is_no_speaker(line: str) -> None:
    turns = "".join(f"{name}: It turns.\n\n" for name in ("Ada", "Bo", "Ada", "Bo"))
    assert {cue.speaker for cue in parse_text(f"{line}\n\n{turns}", name="talk.md").cues} == {None, "Ada", "Bo"}


def test_who_says_nothing_but_a_linked_word_says_it() -> None:
    text = "**Ada:** Which?\n\n**Bo:** [Tide](https://a.example)\n\n**Ada:** So.\n"
    assert [cue.speaker for cue in parse_text(text, name="talk.md").cues] == ["Ada", "Bo", "Ada"]


def test_who_answers_with_an_address_answers() -> None:
    text = "Q: Where is it?\n\nA: <https://a.example/>\n\nQ: And then?\n\nA: There.\n"
    assert [cue.speaker for cue in parse_text(text, name="talk.md").cues] == ["Q", "A", "Q", "A"]
