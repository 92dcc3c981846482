"""Words come through whatever encoding and line ends a file has."""

from __future__ import annotations

import pytest

from ingest.errors import UnknownFormat
from ingest.parse.decode import decode_bytes
from tests.ingest.parse.reading import make_vtt, parse_bytes, parse_text, rows, words

SAID = "Zoë said “déjà vu” – twice."
VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\n{}\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1252"]
)
def test_words_survive_every_encoding(encoding: str) -> None:
    assert words(parse_bytes(VTT.format(SAID).encode(encoding))) == SAID


@pytest.mark.parametrize(
    "said", ["Привет всем, мы говорим о базах", "Γεια σας, μιλάμε για", "नमस्ते दोस्तों यह", "大家好 我们说 数据库"]
)
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_in_every_script(said: str, encoding: str) -> None:
    assert words(parse_bytes(VTT.format(said).encode(encoding))) == said


@pytest.mark.parametrize("strewn", ["We use\0 Docker. ", "We use Docker.\0 We ", "\0We use Café Docker. "])
def test_zero_bytes_strewn_in_a_text_do_not_make_it_utf_16(strewn: str) -> None:
    text = "Ada: " + strewn * 3
    assert words(parse_bytes(text.encode())) == " ".join(text.replace("\0", "").removeprefix("Ada: ").split())


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    data = VTT.format(SAID * 3 + " ?? end").encode().replace(b"??", b"\xff\xe2")
    parsed = parse_bytes(data)
    assert words(parsed).startswith(SAID)
    assert words(parsed).endswith("end")
    assert [warning.code for warning in parsed.warnings] == ["encoding"]


def test_a_file_cut_in_the_middle_of_a_letter_is_read() -> None:
    assert words(parse_bytes(VTT.format("déjà vu é").encode().rstrip()[:-1])).startswith("déjà vu")


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_of_every_system(end: str) -> None:
    text = make_vtt(("00:01.000", "00:02.000", "one"), ("00:02.000", "00:03.000", "two"))
    assert words(parse_text(text.replace("\n", end))) == "one two"


@pytest.mark.parametrize("end", ["\r\r", "\r\n\r\n", "\r\r\n\r\r\n", "\r\n\r"])
def test_an_empty_line_is_one_in_the_line_ends_of_every_system(end: str) -> None:
    assert decode_bytes(f"one{end}two".encode()).text == "one\n\ntwo"


def test_unusual_line_separators_end_no_cue() -> None:
    assert words(parse_text(VTT.format("one\u2028two\x0bthree\x85four"))) == "one two three four"


@pytest.mark.parametrize("mark", ["\u200f", "\u200e", "\u200b", "\u202b", "\u2067", "\u2060", "\u061c"])
def test_unseen_marks_hide_neither_names_nor_times(mark: str) -> None:
    text = f"{mark}דנה: שלום\u202c\n{mark}יוסי: היי\u202c\n{mark}דנה: טוב\u202c\n"
    said = [("דנה", "שלום"), ("יוסי", "היי"), ("דנה", "טוב")]
    assert [(cue.speaker, cue.text) for cue in parse_text(text).cues] == said
    captions = f"1\n{mark}00:00:01,000 --> 00:00:02,000\nThe tide\n\n2\n{mark}00:00:02,000 --> 00:00:03,000\nturns.\n"
    assert rows(parse_text(captions).cues) == [(1000, 2000, None, "The tide"), (2000, 3000, None, "turns.")]


SRT = "1\n00:00:01,000 --> 00:00:02,000\nThe tide\nturns.\n\n2\n00:00:02,000 --> 00:00:03,000\nI have\n3\n\n"


@pytest.mark.parametrize("end", ["\r\r\n", "\r\n", "\r", "\n\n"])
def test_line_ends_of_any_program_leave_numbers_of_cues_out_and_words_in(end: str) -> None:
    parsed = parse_text(SRT.replace("\n", end))
    assert rows(parsed.cues) == [(1000, 2000, None, "The tide turns."), (2000, 3000, None, "I have 3")]


@pytest.mark.parametrize(
    "words", ["See C:\\new\\notes now.", "The file C:\\Notes.", "Use \\n here.", "In src\\new\\a.c"]
)
def test_a_backslash_in_words_stays(words: str) -> None:
    assert parse_text(f"1\n00:00:01,000 --> 00:00:02,000\n{words}\n").cues[0].text == words


def test_line_breaks_that_other_formats_left_are_spaces() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}The tide\\Ncomes in,\\nand\\Nout\n"
    assert parse_text(text).cues[0].text == "The tide comes in, and out"


@pytest.mark.parametrize(
    ("encoding", "name"), [("windows-1251", "Аня"), ("shift_jis", "田中"), ("iso-8859-2", "Łucja")]
)
@pytest.mark.parametrize(
    "text",
    [
        '<!doctype html><meta charset="{0}"><p>{1}: Hello.</p><p>Bo: Hi.</p><p>{1}: So.</p>',
        '<?xml version="1.0" encoding="{0}"?><tt><head><agent id="a"><name>{1}</name></agent></head>'
        '<body><p begin="1s" end="2s" agent="a">Hello.</p></body></tt>',
    ],
)
def test_a_document_is_read_in_the_encoding_that_it_states(text: str, encoding: str, name: str) -> None:
    parsed = parse_bytes(text.format(encoding, name).encode(encoding))
    assert parsed.cues[0].speaker == name
    assert [warning.code for warning in parsed.warnings] == ["encoding"]


def test_what_states_utf_8_and_is_none_is_read_as_windows_1252() -> None:
    page = '<!doctype html><meta charset="utf-8"><p>Zoë: Hello.</p><p>Bo: Hi.</p><p>Zoë: So.</p>'
    assert parse_bytes(page.encode("cp1252")).cues[0].speaker == "Zoë"


OLD = {"cp1251": "Привет всем", "cp1253": "Καλημέρα σας", "euc_kr": "안녕하세요 여러분", "shift_jis": "こんにちは"}


@pytest.mark.parametrize("encoding", OLD)
def test_text_of_another_alphabet_in_an_old_encoding_is_refused_rather_than_read_as_gibberish(encoding: str) -> None:
    said = f"1\n00:00:01,000 --> 00:00:02,000\n{OLD[encoding] * 3}\n\n"
    with pytest.raises(UnknownFormat, match="UTF-8"):
        parse_bytes(said.encode(encoding))


@pytest.mark.parametrize("before", ["\n", "  \n\n"])
def test_blanks_before_xml_are_nothing(before: str) -> None:
    text = '<?xml version="1.0"?><tt><body><p begin="1s" end="2s">Hello.</p></body></tt>'
    assert parse_text(before + text).cues == parse_text(text).cues
