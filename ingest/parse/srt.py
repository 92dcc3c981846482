"""SubRip captions, and YouTube's own `.sbv`. Numbers, blank lines and commas may be missing."""

from __future__ import annotations

from ingest.parse.blocks import find_timing, read_blocks
from ingest.parse.captions import read_cues
from ingest.parse.format import FileText, Format, Likeness
from ingest.parse.markup import decode_entities, encodes_entities
from ingest.records import ParsedFile

_SEARCHED = 400


def recognise(file: FileText) -> Likeness:
    timing = next((n for n, line in enumerate(file.lines[:_SEARCHED]) if find_timing(line)), None)
    if timing is None:
        return Likeness.NO
    numbered = timing > 0 and file.lines[timing - 1].strip().isdigit()
    comma = "," in file.lines[timing].partition("-->")[0]
    return Likeness.LIKELY if numbered or comma else Likeness.POSSIBLE


def read(file: FileText) -> ParsedFile:
    _, blocks = read_blocks(file.lines, notes=False)
    # SubRip has no entities, but many files were made from formats that have.
    decode = decode_entities if encodes_entities(file.text) else str
    return ParsedFile("srt", read_cues(blocks, decode=decode))


FORMAT = Format("srt", ("srt", "sbv"), recognise, read)
