"""WebVTT, as written by people, by YouTube, Zoom, Teams and hosts of podcasts. Headers may be missing."""

from __future__ import annotations

from ingest.parse.blocks import find_timing, read_blocks
from ingest.parse.captions import read_cues
from ingest.parse.format import FileText, Format, Likeness
from ingest.parse.markup import decode_entities
from ingest.parse.tracks import refuse_other_tracks
from ingest.records import Metadata, ParsedFile

_SEARCHED = 400


def recognise(file: FileText) -> Likeness:
    if file.text.lstrip()[:6].upper() == "WEBVTT":
        return Likeness.CERTAIN
    timing = next((line for line in file.lines[:_SEARCHED] if find_timing(line)), None)
    if timing is None:
        return Likeness.NO
    return Likeness.POSSIBLE if "," in timing.partition("-->")[0] else Likeness.LIKELY


def read(file: FileText) -> ParsedFile:
    head, blocks = read_blocks(file.lines, notes=True)
    cues = read_cues(blocks, decode=decode_entities)
    refuse_other_tracks(head, cues=cues)
    return ParsedFile("webvtt", cues, Metadata(language=_read_language(head)))


def _read_language(head: tuple[str, ...]) -> str | None:
    for line in head:
        key, colon, value = line.partition(":")
        if colon and key.strip().lower() == "language" and len(value) < 40:
            return value.strip() or None
    return None


FORMAT = Format("webvtt", ("vtt", "webvtt"), recognise, read)
