"""A name that is found once is found wherever the talk says it again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ingest.extract import open_extractor
from ingest.pipeline import read_transcript
from ingest.records import Transcript
from ingest.sources import read_source

TALKS = Path(__file__).parents[3] / "graphapp" / "runs" / "sample" / "talks"


def list_unnamed(transcript: Transcript) -> list[str]:
    """Places where a found name of several capitalised words stands, and no mention covers it."""
    texts = {segment.id: segment.text for segment in transcript.segments}
    spans = [span.mention for span in open_extractor("builtin").extract(transcript).spans]
    covered = {(m.segment, n) for m in spans for n in range(m.start, m.end)}
    names = {texts[m.segment][m.start : m.end] for m in spans}
    repeated = [name for name in names if len(name.split()) > 1 and all(w[0].isupper() for w in name.split())]
    return [
        f"{segment}: {name}"
        for name in repeated
        for segment, text in texts.items()
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
        if not any((segment, n) in covered for n in range(found.start(), found.end()))
    ]


@pytest.mark.parametrize("name", ["02-chips.srt", "09-knowledge-graphs.txt", "10-compilers.srt"])
def test_a_name_of_several_words_is_named_wherever_it_is_said(name: str) -> None:
    assert list_unnamed(read_transcript(read_source(str(TALKS / name)))) == []
