"""Files that are nearly of a format: as speech models, YouTube's editor, translators and other scripts write them."""

from __future__ import annotations

import json

import pytest

from ingest.errors import ParseError, UnknownFormat
from tests.ingest.parse.reading import Row, make_vtt, parse_text, rows, words

CUES: list[Row] = [(1000, 3000, None, "The tide"), (3000, 5500, None, "turns.")]


@pytest.mark.parametrize(
    "text",
    [
        "0:00:01.000,0:00:03.000\nThe tide\n\n0:00:03.000,0:00:05.500\nturns.\n",
        "1\n00:00:01:000 --> 00:00:03:000\nThe tide\n\n2\n00:00:03:000 --> 00:00:05:500\nturns.\n",
        "1\n00: 00: 01,000 --> 00: 00: 03,000\nThe tide\n\n2\n00: 00: 03,000 --> 00: 00: 05,500\nturns.\n",
        "1\n00:00:01，000 – > 00:00:03，000\nThe tide\n\n2\n00：00：03,000 -- > 00：00：05,500\nturns.\n",
        "[1.00s -> 3.00s] The tide\n[3.00s -> 5.50s] turns.\n",
        'start,end,text\n1000,3000,"The tide"\n3000,5500,turns.\n',
    ],
)
def test_times_are_read_as_hands_editors_and_models_write_them(text: str) -> None:
    assert rows(parse_text(text).cues) == CUES


def test_a_table_with_commas_keeps_those_of_its_words_and_tells_who_speaks() -> None:
    text = 'start,end,speaker,text\n0,900,0,"The ""tide"", they say"\n900,2000,1,turns, and turns\n'
    assert rows(parse_text(text).cues) == [
        (0, 900, "Speaker 0", 'The "tide", they say'),
        (900, 2000, "Speaker 1", "turns, and turns"),
    ]


def test_a_quotation_in_a_table_with_commas_takes_no_row_with_it() -> None:
    text = 'start,end,text\n0,900,"Yes, I think so\n900,2000,It turns.\n2000,3000,"no" and left\n'
    assert [(start, words) for start, _, _, words in rows(parse_text(text).cues)] == [
        (0, '"Yes, I think so'),
        (900, "It turns."),
        (2000, '"no" and left'),
    ]
    whole = 'start,end,text\n0,900,"The tide,\nthey say, ""turns"""\n900,2000,So.\n'
    assert [cue.text for cue in parse_text(whole).cues] == ['The tide, they say, "turns"', "So."]


def test_a_document_of_a_word_processor_is_refused() -> None:
    with pytest.raises(UnknownFormat, match="RTF"):
        parse_text("{\\rtf1\\ansi\\deff0 Hello and welcome.\\par}")


SAID = ["[BLANK_AUDIO]", "(speaker 0) The tide turns.", "(speaker ?) Yes.", "(speaker 1) Does it? [SPEAKER_TURN]"]
STAMPS = [f"00:00:0{n}" for n in range(5)]


@pytest.mark.parametrize(
    "text",
    [
        make_vtt(*((STAMPS[n] + ".000", STAMPS[n + 1] + ".000", said) for n, said in enumerate(SAID))),
        "".join(f"{n}\n{STAMPS[n]},000 --> {STAMPS[n + 1]},000\n{said}\n\n" for n, said in enumerate(SAID)),
        "".join(f"[{STAMPS[n]}.000 --> {STAMPS[n + 1]}.000]   {said}\n" for n, said in enumerate(SAID)),
    ],
)
def test_what_a_model_notes_is_no_word_and_its_voices_are_speakers(text: str) -> None:
    parsed = parse_text(text)
    assert words(parsed).split() == ["The", "tide", "turns.", "Yes.", "Does", "it?"]
    assert {cue.text: cue.speaker for cue in parsed.cues if cue.speaker and cue.text != "Yes."} == {
        "The tide turns.": "Speaker 0",
        "Does it?": "Speaker 1",
    }


@pytest.mark.parametrize(
    ("text", "format", "found"),
    [
        ("Speakers\nAda and Bo talk here.\n\nAda: Hi.\n\nBo: Ho.\n", "txt", "text"),
        ('<transcript><text start="0.5" dur="2">Hello</text></transcript>', "xml", "youtube-xml"),
        ('<tt><body><div><p begin="1s">Hello</p></div></body></tt>', "xml", "ttml"),
        (json.dumps({"segments": [{"start": 0, "end": 1, "text": "Hello"}]}), "json", "whisper"),
    ],
)
def test_an_ending_that_several_formats_share_leaves_the_choice_to_the_content(
    text: str, format: str, found: str
) -> None:
    parsed = parse_text(text, format=format)
    assert parsed.format == found
    assert "Hello" in words(parsed) or "Speakers" in words(parsed)


def test_a_word_that_is_cut_by_a_line_s_end_is_whole_where_words_stand_without_spaces() -> None:
    assert (
        words(parse_text("主持人:今天我们谈清华\n大学。\n张伟:好的。\n主持人:谢谢。\n"))
        == "今天我们谈清华大学。 好的。 谢谢。"
    )
    heard = [{"word": word, "start": n, "end": n + 0.5} for n, word in enumerate("你好世界")]
    deepgram = {"results": {"channels": [{"alternatives": [{"transcript": "你好 世界", "words": heard}]}]}}
    assert words(parse_text(json.dumps(deepgram))) == "你好世界"
    assert words(parse_text("오늘 우리는\n베이징에 갑니다.\n")) == "오늘 우리는 베이징에 갑니다."


def test_a_chinese_name_before_a_plain_colon_is_a_speaker() -> None:
    parsed = parse_text("主持人:大家好。\n张伟:谢谢。\n主持人:好的。\n")
    assert [cue.speaker for cue in parsed.cues] == ["主持人", "张伟", "主持人"]


def test_a_table_with_an_endless_field_is_refused() -> None:
    with pytest.raises(ParseError, match="too long"):
        parse_text('start,end,text\n0,900,"' + "tide " * 40_000)


def test_times_in_an_unknown_way_are_warned_of() -> None:
    odd = "1\n00h00m01s --> 00h00m03s\nThe tide\n\n2\n00h00m03s --> 00h00m05s\nturns.\n"
    assert [warning.code for warning in parse_text(odd).warnings] == ["times"]
    known = "[00:00:01.000 --> 00:00:02.000] The tide\n[1.00s -> 3.00s] turns.\nUse 1 -> 2 and 2 -> 3.\n"
    assert parse_text(known).warnings == ()


def test_the_time_at_which_a_line_of_lrc_ends_is_no_word() -> None:
    text = "[00:01.15] Ada: Hello [00:02.00] there. [00:03.10]\n\n[00:03.10] Bo: Hi.\n[00:04.10] Ada: So.\n"
    assert [(cue.speaker, cue.text) for cue in parse_text(text).cues] == [
        ("Ada", "Hello there."),
        ("Bo", "Hi."),
        ("Ada", "So."),
    ]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_words_behind_the_times_of_a_caption_are_its_first_line(between: str) -> None:
    lines = ["00:00:01,000 --> 00:00:02,000 The tide turns.", "00:00:02,000 --> 00:00:03,000 So it", "goes."]
    assert rows(parse_text(f"1\n{lines[0]}{between}{lines[1]}\n{lines[2]}\n").cues) == [
        (1000, 2000, None, "The tide turns."),
        (2000, 3000, None, "So it goes."),
    ]


def test_the_name_of_who_speaks_may_stand_behind_the_times_of_a_caption() -> None:
    said = ["Ada: The tide.", "Bo: So it goes.", "Ada: And turns."]
    lines = (f"00:00:0{n},000 --> 00:00:0{n + 1},000 {words}" for n, words in enumerate(said))
    assert [cue.speaker for cue in parse_text("\n\n".join(lines)).cues] == ["Ada", "Bo", "Ada"]


def test_times_with_a_space_before_their_fraction_leave_nothing_behind() -> None:
    assert words(parse_text("00: 00: 01, 000 -> 00: 00: 02, 000\nThe tide.\n")) == "The tide."


@pytest.mark.parametrize(
    "settings", ["align:start position:0%", "X1:40 X2:600 Y1:20 Y2:50", "align: start", "D:vertical L:50%", "  "]
)
def test_settings_behind_the_times_of_a_caption_are_no_words(settings: str) -> None:
    assert words(parse_text(f"00:00:01.000 --> 00:00:02.000 {settings}\nThe tide.\n")) == "The tide."


def test_ticks_of_a_film_that_are_more_than_a_thousand_million_are_times() -> None:
    said = '<p begin="37405000000t" end="37425000000t">The tide turns.</p>'
    text = f'<tt xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:tickRate="10000000"><body>{said}</body></tt>'
    assert rows(parse_text(text).cues) == [(3_740_500, 3_742_500, None, "The tide turns.")]


def test_the_breaks_of_subviewer_are_spaces() -> None:
    assert words(parse_text("00:02:17.44,00:02:20.38\nThe tide[br]turns.\n")) == "The tide turns."


def test_sami_is_refused_rather_than_read_with_its_tags() -> None:
    with pytest.raises(UnknownFormat):
        parse_text("<SAMI><HEAD></HEAD><BODY><SYNC start=1><P class=EN>The tide.</P></BODY></SAMI>", name="talk.smi")
