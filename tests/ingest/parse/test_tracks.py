"""WebVTT carries more than speech: other tracks get one clear message."""

from __future__ import annotations

import pytest

from ingest.errors import ParseError
from tests.ingest.parse.reading import parse_text

TITLES = ["Introduction", "The boats", "What went wrong", "Questions"]


def make_track(texts: list[str], *, seconds: int, head: str = "") -> str:
    lines = [f"WEBVTT\n{head}"]
    for number, text in enumerate(texts):
        start, end = number * seconds, (number + 1) * seconds
        lines.append(f"{start // 60:02}:{start % 60:02}.000 --> {end // 60:02}:{end % 60:02}.000\n{text}")
    return "\n\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("track", "said"),
    [
        (make_track(TITLES, seconds=300), "chapters"),
        (make_track(TITLES, seconds=5, head="Kind: chapters"), "chapters"),
        (make_track(["A boat is seen.", "It sinks."], seconds=5, head="Kind: descriptions"), "descriptions"),
        (make_track(['{"x": 1}', '{"x": 2}'], seconds=5), "data"),
        (make_track(["a", "b"], seconds=5, head="Kind: metadata"), "data"),
    ],
)
def test_a_track_that_nobody_speaks_is_refused_by_its_kind(track: str, said: str) -> None:
    with pytest.raises(ParseError, match=said) as refusal:
        parse_text(track, name="talk.vtt")
    assert "captions or the transcript" in str(refusal.value)


@pytest.mark.parametrize(
    "track",
    [
        make_track(TITLES, seconds=4),
        make_track(TITLES, seconds=5, head="Kind: captions\nLanguage: en"),
        make_track(["We went down to the water and looked for the boats that were not there."] * 4, seconds=60),
        make_track(["<v Ada>Yes.", "<v Bo>No.", "<v Ada>Yes."], seconds=60),
    ],
)
def test_captions_are_read_however_short_or_slow(track: str) -> None:
    assert parse_text(track, name="talk.vtt").cues
