"""Every format, as real programs write it: found by content alone, no word lost, times and speakers right."""

from __future__ import annotations

import pytest

from ingest.parse import FORMATS
from tests.ingest.parse.reading import CASES, Row, parse_bytes, parse_case, rows

ADA, BJORN = "Ada Winter", "Björn Linden"
AT_TIDE: list[Row] = [(0, 2400, None, "The tide comes in."), (2400, None, None, "It goes out.")]

EXPECTED: dict[str, tuple[str, list[Row]]] = {
    "youtube-auto.vtt": (
        "webvtt",
        [
            (160, 2290, None, "hello and welcome to the harbour"),
            (2290, 4570, None, "where ships and boats AT&T"),
            (4570, 6010, None, "yeah"),
            (6010, 7510, None, "yeah"),
            (12000, 14010, None, "[Music]"),
            (30000, 32000, None, "[Music]"),
        ],
    ),
    "roll-up.vtt": (
        "webvtt",
        [
            (1000, 2500, None, "the tide comes in"),
            (2500, 4000, None, "twice a day"),
            (4000, 5500, None, "and nobody"),
            (5500, 8500, None, "asks it to"),
        ],
    ),
    "voices.vtt": (
        "webvtt",
        [
            (1000, 4000, "Roger Bingham", "We are in New York City"),
            (4000, 6000, "Roger Bingham", "We're actually at the Lucern Hotel <again>"),
            (6000, 9500, "Neil deGrasse Tyson", "Didn't we talk about enough in that?"),
            (6000, 9500, "Roger Bingham", "No, no."),
        ],
    ),
    "zoom.vtt": (
        "webvtt",
        [
            (3150, 5430, ADA, "Can everybody hear me?"),
            (5940, 8100, ADA, "I'll share my screen."),
            (8700, 10020, "Björn van der Linden", "Yes: loud and clear."),
            (10500, 12000, None, "Thanks, everyone."),
            (12500, 14000, ADA, "Great. One thing: the agenda."),
        ],
    ),
    "teams.vtt": (
        "webvtt",
        [
            (3416, 6066, "Winter, Ada", "Good morning. Shall we begin?"),
            (6500, 7866, "Linden, Björn (External)", "We shall."),
        ],
    ),
    "careless.srt": (
        "srt",
        [
            (1000, 3000, "MARTA", "The first line and the second."),
            (3000, 5000, "MARTA", "Still Marta, who says a line after a blank one."),
            (5500, 6500, "OLIVER", "42"),
            (6500, 7000, "OLIVER", "42"),
            (7000, 9000, None, "Who's there?"),
            (7000, 9000, None, "It's me."),
            (9000, 10000, "MARTA", "See https://example.org at 10:30, two rules: be kind."),
            (11000, 12000, "OLIVER", "Bye."),
        ],
    ),
    "plain.srt": (
        "srt",
        [
            (500, 2000, None, "No."),
            (2000, 3000, None, "No."),
            (3000, 5000, None, "Remember: the tide waits for nobody."),
            (5000, 7000, None, "There are two rules: look, and"),
            (7000, 9000, None, "look again. R&D taught us that &amp; is spelt so."),
        ],
    ),
    "auto.json3": (
        "youtube-json3",
        [
            (160, 2290, None, "hello and welcome to"),
            (2290, 5990, None, "the harbour &amp; docks"),
            (6000, None, None, "yeah"),
        ],
    ),
    "transcript-api.json": (
        "youtube-transcript",
        [
            (0, 1540, None, "Hey there"),
            (1540, 5700, None, "how are you &amp; yours"),
            (5700, 8939, None, "two lines"),
        ],
    ),
    "transcript-api-object.json": ("youtube-transcript", [(0, 1500, None, "Guten Tag")]),
    "timedtext.xml": ("youtube-xml", [(160, 2290, None, "hello and welcome"), (2290, 5990, None, "it's AT&T")]),
    "transcript.xml": ("youtube-xml", [(160, 2660, None, "it's the tide"), (2660, 3660, None, "AT&T")]),
    "whisper.json": ("whisper", AT_TIDE),
    "whisper.tsv": ("whisper-tsv", [(0, 2400, None, "The tide comes in."), (2400, 4100, None, "It goes out.")]),
    "transformers.json": ("whisper", AT_TIDE),
    "whisperx.json": (
        "whisper",
        [
            (31, 1200, "SPEAKER_00", "Hello there."),
            (1300, 2000, "SPEAKER_00", "Good to be here."),
            (2100, 2400, None, "Mm."),
            (2500, 4000, "SPEAKER_01", "So am I."),
        ],
    ),
    "whisper-cpp.json": (
        "whisper-cpp",
        [(0, 3240, None, "The tide comes in."), (4000, 5500, None, "It goes out.")],
    ),
    "podcast.json": (
        "podcast-json",
        [
            (500, 750, "Darth Vader", "I"),
            (750, 1000, "Darth Vader", "am"),
            (1000, 1500, "Darth Vader", "your father."),
            (1500, 2500, "Luke", "Nooooo."),
        ],
    ),
    "podcast.html": (
        "podcast-html",
        [
            (
                0,
                None,
                "Kevin",
                "We have an update planned where we would like to give the ability to upload &amp; share.",
            ),
            (3723000, None, "Alban Brooke", "You said uploading, the actual words."),
            (None, None, "Alban Brooke", "And one more thing."),
        ],
    ),
    "page.html": (
        "podcast-html",
        [
            (None, None, ADA, "The tide comes in."),
            (None, None, ADA, "It goes out."),
            (12000, None, BJORN, "So it does."),
        ],
    ),
    "captions.ttml": (
        "ttml",
        [
            (11000, 12500, ADA, "The tide comes in & stays."),
            (13500, 14000, None, "Twice."),
            (15200, 16000, None, "A day …"),
        ],
    ),
    "karaoke.ass": (
        "ass",
        [(1000, 2500, ADA, "The tide comes in, full of fish."), (3000, 5000, None, "And goes out, twice.")],
    ),
    "song.lrc": (
        "lrc",
        [
            (11500, None, None, "The tide comes in"),
            (20600, None, None, "and goes out again"),
            (64750, None, None, "and goes out again"),
        ],
    ),
    "assemblyai.json": (
        "assemblyai",
        [(250, 1022, "Speaker A", "Good morning."), (1500, 2000, "Speaker B", "Hello to you.")],
    ),
    "assemblyai-words.json": (
        "assemblyai",
        [(250, 1022, None, "Good morning."), (1500, 2000, None, "Hello to you.")],
    ),
    "deepgram.json": (
        "deepgram",
        [(80, 320, "Speaker 0", "Yeah."), (320, 2100, "Speaker 1", "As much as it's worth celebrating.")],
    ),
    "deepgram-channels.json": (
        "deepgram",
        [(100, 900, "Channel 1", "Good morning."), (500, 800, "Channel 2", "Hello.")],
    ),
    "otter.txt": (
        "otter",
        [
            (0, None, ADA, "Good morning, and welcome."),
            (7000, None, "Speaker 2", "Thank you. Two rules: look, and look again. It's 10:30 already."),
            (3612000, None, ADA, "Then let's begin."),
        ],
    ),
    "changelog.md": (
        "markdown",
        [
            (None, None, ADA, "Welcome. We talk about tide tables and tide.py, [laughs] and nobody knows them."),
            (232000, None, ADA, "A second paragraph with 2 * 3 * 4 and snake_case_name."),
            (250000, None, "Björn Linden, PhD", "Thanks. I have said"),
            (269000, None, "Björn Linden, PhD", "what I think."),
            (None, None, "Björn Linden, PhD", "Quoted from a book, over two lines."),
            (None, None, ADA, "First point"),
            (None, None, ADA, "Second & last point"),
            (None, None, ADA, "Note: this is no speaker."),
        ],
    ),
    "dialogue.txt": (
        "text",
        [
            (None, None, ADA, "Good morning. There are two rules: look, and look again."),
            (None, None, "Björn", "See https://example.org or come at 10:30."),
            (None, None, ADA, "Warning: the tide waits for nobody. It goes on over a second line."),
            (None, None, ADA, "Here is a paragraph that still is Ada's."),
            (None, None, "Björn", "Bye."),
        ],
    ),
    "stamped.txt": (
        "text",
        [
            (1000, None, ADA, "Good morning."),
            (5000, None, BJORN, "Good morning. It is 10:30 now, and a second line."),
            (3723000, None, ADA, "Bye."),
        ],
    ),
    "copied.txt": (
        "text",
        [
            (0, None, None, "hello and welcome to the harbour"),
            (3000, None, None, "where ships come in"),
            (3723000, None, None, "and go out"),
        ],
    ),
    "console.txt": ("text", [(0, 2400, None, "The tide comes in."), (2400, 5000, None, "It goes out.")]),
    "rev.txt": ("text", [(2000, None, "Speaker 1", "Good morning, everybody."), (12000, None, ADA, "Good morning.")]),
    "zoom.txt": ("text", [(1000, None, ADA, "Good morning."), (5000, None, BJORN, "Good morning to you.")]),
    "prose.txt": (
        "text",
        [
            (None, None, None, "The tide comes in twice a day. Nobody asks it to. Remember: it waits for nobody."),
            (None, None, None, "At 10:30 it turns. 12:45 is too late."),
        ],
    ),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_format_is_found_by_content_and_read_in_full(name: str) -> None:
    form, cues = EXPECTED[name]
    parsed = parse_case(name)
    assert (parsed.format, rows(parsed.cues)) == (form, cues)


def test_every_case_and_every_format_is_tested() -> None:
    assert {path.name for path in CASES.iterdir()} == set(EXPECTED)
    assert {form for form, _ in EXPECTED.values()} == set(FORMATS)


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize("ending", ["vtt", "srt", "json", "md", "html", "xml"])
def test_a_wrong_name_does_not_mislead(name: str, ending: str) -> None:
    data = (CASES / name).read_bytes()
    plain = {"text", "markdown"}
    found = parse_bytes(data, name=f"talk.{ending}").format
    assert found == EXPECTED[name][0] or {found, EXPECTED[name][0]} <= plain


@pytest.mark.parametrize("name", EXPECTED)
def test_naming_the_format_gives_the_same(name: str) -> None:
    data = (CASES / name).read_bytes()
    assert rows(parse_bytes(data, format=EXPECTED[name][0]).cues) == EXPECTED[name][1]
