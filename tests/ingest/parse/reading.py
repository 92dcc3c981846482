"""Reads cases and made-up bytes through the public function, and puts cues in a form that is easy to compare."""

from __future__ import annotations

from pathlib import Path

from ingest.parse import parse_source
from ingest.records import Cue, ParsedFile
from ingest.sources import source_from_bytes

CASES = Path(__file__).parent / "cases"
Row = tuple[int | None, int | None, str | None, str]


def parse_bytes(data: bytes, *, name: str = "talk", format: str | None = None) -> ParsedFile:
    return parse_source(source_from_bytes(data, name=name, kind="file"), format=format)


def parse_text(text: str, *, name: str = "talk", format: str | None = None) -> ParsedFile:
    return parse_bytes(text.encode("utf-8", "surrogatepass"), name=name, format=format)


def parse_case(name: str) -> ParsedFile:
    """The case, under a name that says nothing about its format."""
    return parse_bytes((CASES / name).read_bytes())


def rows(cues: tuple[Cue, ...]) -> list[Row]:
    return [(cue.start_ms, cue.end_ms, cue.speaker, cue.text) for cue in cues]


def words(parsed: ParsedFile) -> str:
    return " ".join(cue.text for cue in parsed.cues)


def make_vtt(*cues: tuple[str, str, str]) -> str:
    """A WebVTT file of cues: start, end, text."""
    return "WEBVTT\n\n" + "\n".join(f"{start} --> {end}\n{text}\n" for start, end, text in cues)
