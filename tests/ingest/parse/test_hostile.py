"""Whatever the bytes, reading ends in a document or in one clear error, soon, and what comes out is safe to store."""

from __future__ import annotations

import json
import re
import signal
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.errors import IngestError, ParseError, UnknownFormat
from ingest.language.scripts import join_words
from ingest.parse import FORMATS
from ingest.records import ParsedFile
from ingest.segment import segment_cues
from ingest.sources import source_from_bytes
from tests.examples import examples
from tests.ingest.parse.reading import CASES, parse_bytes, parse_text, words

UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]")
GENEROUS_SECONDS = 30
SEEDS = [path.read_bytes() for path in sorted(CASES.iterdir())]
TOKENS = [
    b'WEBVTT\n\n', b'00:00:01.000 --> 00:00:02.000\n', b'1\n', b'\n\n', b'NOTE ', b'<v Ada>', b'</v>', b'<c>',
    b'&amp;', b'Ada: ', b'**Ada:** ', b'[00:01] ', b'[00:01.00]', b'(0:12)', b'# ', b'[a](http://b)', b'{', b'}',
    b'[', b']', b'"segments":', b'"text":', b'"start":', b':', b',', b'null', b'1e999', b'"results":',
    b'"channels":', b'"words":', b'"events":', b'"segs":', b'"utf8":', b'"body":', b'"\\ud800"', b'<tt>',
    b"<p begin='1s'>", b'</p>', b'</tt>', b'<cite>', b'<time>', b'<script>', b'<!--', b'[Events]\n',
    b'Dialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,', b'\xff\xfe', b'\x00', b'\xe2\x80', b'hello', b' ', b'\n',
    b'\x1b[31m',
]  # fmt: skip

pieces = st.lists(st.sampled_from(TOKENS) | st.binary(max_size=6), max_size=40).map(b"".join)


@st.composite
def spoilt_files(draw: st.DrawFn) -> bytes:
    """A real case with a stretch cut out, doubled or overwritten."""
    data = draw(st.sampled_from(SEEDS))
    start, end = sorted((draw(st.integers(0, len(data))), draw(st.integers(0, len(data)))))
    return data[:start] + draw(pieces) + data[draw(st.sampled_from([start, end])) :]


KEYS = """
    text segments start end speaker words events segs utf8 tStartMs results channels alternatives transcription offsets
    timestamps from to body startTime chunks timestamp utterances snippets paragraphs sentences status
""".split()  # noqa: SIM905

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(KEYS),
            inner,
            max_size=6,
        )
    ),
    max_leaves=25,
)


@pytest.fixture
def no_hang() -> Iterator[None]:
    """Ends a test that backtracking would keep busy for hours."""

    def give_up(*_signal: object) -> None:
        raise TimeoutError("still reading")

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, GENEROUS_SECONDS)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


def read_or_refuse(data: bytes, *, format: str | None = None) -> ParsedFile | None:
    try:
        parsed = parse_bytes(data, format=format)
        transcript = segment_cues(parsed, source=source_from_bytes(data, name="talk", kind="file").source)
    except IngestError:
        return None
    starts = [cue.start_ms for cue in parsed.cues if cue.start_ms is not None]
    assert starts == sorted(starts)
    assert all(cue.end_ms is None or (cue.start_ms is not None and cue.end_ms >= cue.start_ms) for cue in parsed.cues)
    texts = [transcript.title, transcript.language, *(s.speaker or "-" for s in transcript.segments)]
    for text in (*texts, *(segment.text for segment in transcript.segments)):
        assert not UNSAFE.search(text)
        assert text == " ".join(text.split())
        assert text
    # Cues that cut a word without spaces are joined without.
    told, said = " ".join(segment.text for segment in transcript.segments), words(parsed)
    assert join_words(told.split(" ")) == join_words(said.split(" "))
    return parsed


@given(st.binary(max_size=400) | pieces | spoilt_files())
@example(b"[]")
@example(b"\xef\xbb\xbf")
@example(b'{"text": "\\ud800 hi\\u0000"}')
@settings(max_examples=examples(400))
def test_any_bytes_give_a_document_or_a_clear_error(data: bytes) -> None:
    read_or_refuse(data)


@pytest.mark.parametrize("format", FORMATS)
@given(data=pieces | spoilt_files())
@settings(max_examples=examples(60))
def test_every_parser_takes_any_bytes(format: str, data: bytes) -> None:
    read_or_refuse(data, format=format)


@given(json_values, st.sampled_from(FORMATS))
@settings(max_examples=examples(400))
def test_every_parser_takes_any_json(value: object, format: str) -> None:
    data = json.dumps(value).encode()
    read_or_refuse(data)
    read_or_refuse(data, format=format)


DEEP = 100_000
BAD_JSON = {
    "deep lists": "[" * DEEP + "]" * DEEP,
    "deep objects": '{"segments":' * DEEP + "1" + "}" * DEEP,
    "cut off": '{"segments": [{"text": "hi"',
}


@pytest.mark.parametrize("text", BAD_JSON.values(), ids=BAD_JSON.keys())
def test_json_traps_are_refused(text: str) -> None:
    with pytest.raises(ParseError):
        parse_text(text)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 10_000, "-5", '"soon"', "true"])
def test_absurd_numbers_are_no_times(number: str) -> None:
    parsed = parse_text(f'{{"segments": [{{"start": {number}, "end": {number}, "text": "The tide."}}]}}')
    assert parsed.cues[0].text == "The tide."
    assert parsed.cues[0].start_ms in (None, 0)


BOMB = """<?xml version="1.0"?><!DOCTYPE tt [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<tt><body><div><p begin="1s" end="2s">&b;</p></div></body></tt>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE tt [<!ENTITY secret SYSTEM "file:///etc/passwd">]>
<tt><body><div><p begin="1s" end="2s">&secret; hello</p></div></body></tt>"""


@pytest.mark.parametrize("text", [BOMB, OUTSIDE])
def test_xml_entities_are_refused(text: str) -> None:
    with pytest.raises(ParseError, match="entit"):
        parse_text(text, format="ttml")


def test_an_outside_document_type_is_not_fetched() -> None:
    text = '<!DOCTYPE tt SYSTEM "file:///etc/passwd"><tt><body><div><p begin="1s">hello</p></div></body></tt>'
    assert words(parse_text(text, format="ttml")) == "hello"


MILLION = 1_000_000
LONG_LINES = {
    "one word": "a" * MILLION,
    "words": "tide " * (MILLION // 5),
    "brackets": "[" * MILLION,
    "open links": "[a](" * (MILLION // 4),
    "stars": "*a" * (MILLION // 2),
    "bold": "**a" * (MILLION // 3),
    "underscores": "_a" * (MILLION // 2),
    "ticks": "`a" * (MILLION // 2),
    "backslashes": "\\" * MILLION,
    "spaces": "a" + " " * MILLION + "b",
    "digits": "1" * MILLION,
    "colons": "a:" * (MILLION // 2),
    "stamps": "[00:01] " * (MILLION // 8),
    "open tags": "<" * MILLION,
    "half tags": "<v a" * (MILLION // 4),
    "ampersands": "&" * MILLION,
    "arrows": "-->" * (MILLION // 3),
    "marks": "a" + "\u0316\u0301" * (MILLION // 2),
    "braces": "{\\" * (MILLION // 2),
    "scripts": "<script>" * (MILLION // 8),
    "comments": "<!--" * (MILLION // 4),
    "stops": "a. " * (MILLION // 3),
    "escapes": "\x1b[" * (MILLION // 2),
}
FRAMES = {
    "webvtt": "WEBVTT\n\n00:01.000 --> 00:02.000\n{}\n",
    "markdown": "# Talk\n\n**Ada:** {}\n",
    "text": "{}",
    "ass": "[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,{}",
    "podcast-html": "<p>{}</p>",
}


@pytest.mark.usefixtures("no_hang")
@pytest.mark.parametrize("line", LONG_LINES.values(), ids=LONG_LINES.keys())
@pytest.mark.parametrize("format", FRAMES)
@pytest.mark.enormous
def test_a_line_of_a_million_characters_is_no_trap(format: str, line: str) -> None:
    read_or_refuse(FRAMES[format].replace("{}", line).encode(), format=format)


@pytest.mark.usefixtures("no_hang")
@pytest.mark.parametrize(
    "text",
    [
        "a\n" * 300_000,
        "00:01.000 --> 00:02.000\n" * 50_000,
        "Ada:\n" * 200_000,
        "\n" * MILLION + "a",
        "\r" * MILLION + "a",
        "a" + "\r\r\n" * 300_000,
        "# a\n" * 200_000,
        ("# a" + " " * 395 + "b\n") * 10_000,
        "00:01.000 --> 00:02.000\n" + "a\n" * 100_000 + "b\n\n00:02.000 --> 00:03.000\n" + "a\n" * 100_000 + "c\n",
        "00:01.000 --> 00:02.000\n" + "<00:01.000>>> a " * 100_000,
        ">> a" + " >> a" * 300_000,
        "<p><table><tr>" + "<td>a" * 200_000,
        "<p><pre>" + "a\n" * 200_000,
        "<p>" + "<h3>Ada</h3>" * 100_000,
        "<p>a" + ("<time>" + " " * 300 + "</time>") * 15_000 + "</p>",
    ],
)
@pytest.mark.enormous
def test_many_lines_are_no_trap(text: str) -> None:
    read_or_refuse(text.encode())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\t ",
        b"WEBVTT\n\n",
        b"[]",
        b"{}",
        b'{"segments": []}',
        b"%PDF-1.7\n",
        b"PK\x03\x04abc",
        b"\x89PNG\r\n",
        b"\x00\x01\x02" * 50,
        b"...\n\n!!!",
    ],
)
def test_what_holds_no_words_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(ParseError) as refused:
        source = source_from_bytes(data, name="empty.vtt", kind="file").source
        segment_cues(parse_bytes(data, name="empty.vtt"), source=source)
    assert str(refused.value).startswith("empty.vtt")
    assert "\n" not in str(refused.value)


def test_a_web_page_is_no_transcript() -> None:
    page = "<!DOCTYPE html><html><head><title>Shop</title><script>x()</script></head><body><p>Hats.</p></body></html>"
    with pytest.raises(ParseError, match="web page"):
        parse_text(page)


@pytest.mark.parametrize(
    "text",
    ['<?xml version="1.0"?><rss><channel><title>Talks</title></channel></rss>', "<rss><channel/></rss>", '{"a": 1}'],
)
def test_other_structured_files_are_no_transcripts(text: str) -> None:
    with pytest.raises(UnknownFormat):
        parse_text(text)


def test_more_parts_than_can_be_read_in_time_are_refused() -> None:
    with pytest.raises(ParseError, match="more than"):
        parse_text("a\n" * 400_000)


def test_an_unknown_format_names_those_there_are() -> None:
    with pytest.raises(UnknownFormat) as refused:
        parse_text("hello", format="docx")
    assert all(form in str(refused.value) for form in FORMATS)


def test_nothing_unsafe_comes_through() -> None:
    nasty = "a\\u0000b \\ud800 c\\u001b[31md \\u202ee\\u2066 f\\u200bg \\ufeffh \\u0007 e\\u0301"
    parsed = parse_text(f'[{{"text": "{nasty}", "start": 0, "duration": 1}}]')
    assert words(parsed) == "ab \ufffd cd e fg h é"


def test_a_long_line_of_lyrics_is_not_said_again_for_each_of_thousands_of_times() -> None:
    parsed = parse_text("[00:01.00]" * 5000 + "the tide comes in " * 500)
    assert len(words(parsed)) < 20_000
    assert "[00:01" not in words(parsed)
    with pytest.raises(ParseError, match="300,000"):
        parse_text(("[00:01.00]" * 20 + "a\n") * 16_000)
