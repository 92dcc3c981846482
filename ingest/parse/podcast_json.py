"""Transcripts as Podcasting 2.0 defines them in JSON: segments with startTime, endTime, body and sometimes speaker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.parse.format import FileText, Format, Likeness
from ingest.parse.json_text import Item, items_of, label_of, text_of
from ingest.parse.judging import hold_names
from ingest.parse.stamps import from_seconds
from ingest.records import Cue, ParsedFile


def recognise(file: FileText) -> Likeness:
    segments = items_of(file.json, "segments")
    return Likeness.CERTAIN if segments and "body" in segments[0] else Likeness.NO


def read(file: FileText) -> ParsedFile:
    segments = items_of(file.json, "segments")
    names = [label_of(segment, "speaker") for segment in segments]
    held = hold_names(names, resets=[False] * len(names))
    return ParsedFile("podcast-json", tuple(_read_segments(segments, held)))


def _read_segments(segments: Sequence[Item], speakers: Sequence[str | None]) -> Iterator[Cue]:
    for segment, speaker in zip(segments, speakers, strict=True):
        start, end = from_seconds(segment.get("startTime")), from_seconds(segment.get("endTime"))
        yield Cue(text_of(segment, "body"), start, end, speaker)


FORMAT = Format("podcast-json", ("json",), recognise, read)
