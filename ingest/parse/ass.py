"""Advanced SubStation Alpha and SubStation Alpha: the dialogue of the Events section, without styles and drawings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.parse.blocks import Block
from ingest.parse.captions import join_screens, show_text
from ingest.parse.format import FileText, Format, Likeness
from ingest.parse.highlights import merge_highlights
from ingest.parse.rolling import Line
from ingest.parse.stamps import read_clock
from ingest.records import Metadata, ParsedFile

_FIELDS = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
_OVERRIDE = re.compile(r"\{([^{}]{0,2000})\}")
_DRAWING = re.compile(r"\\p([0-9])")
_BREAK = re.compile(r"\\[Nn]")
_SEARCHED = 4000


def recognise(file: FileText) -> Likeness:
    head = file.lines[:_SEARCHED]
    if any(line.strip().lower() in ("[script info]", "[events]") for line in head):
        return Likeness.CERTAIN
    return Likeness.LIKELY if any(line.startswith("Dialogue:") for line in head) else Likeness.NO


def read(file: FileText) -> ParsedFile:
    title = next((line[6:].strip() for line in file.lines[:_SEARCHED] if line.startswith("Title:")), "")
    named = "" if title.lower() in ("default aegisub file", "untitled") else title
    return ParsedFile("ass", join_screens(_read_events(file.lines), hold=False), Metadata(title=named or None))


def _read_events(lines: Sequence[str]) -> Iterator[Sequence[Line]]:
    for number, block in enumerate(merge_highlights(tuple(_read_blocks(lines)), marks=_OVERRIDE)):
        name, text = block.lines
        times = (block.start_ms, block.end_ms)
        yield show_text(_strip_styles(text), times=times, number=number, speaker=name or None)


def _read_blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Each event as two lines: who speaks, and the text."""
    fields: Sequence[str] = _FIELDS
    for line in lines:
        key, _, rest = line.partition(":")
        if key == "Format" and "text" in rest.lower():
            fields = [field.strip().lower() for field in rest.split(",")]
        elif key == "Dialogue":
            yield _read_dialogue(rest, fields=fields)


def _read_dialogue(rest: str, *, fields: Sequence[str]) -> Block:
    values = dict(zip(fields, rest.lstrip().split(",", len(fields) - 1), strict=False))
    name = (values.get("name") or values.get("actor") or "").strip()
    times = (read_clock(values.get("start", "")[:40]), read_clock(values.get("end", "")[:40]))
    return Block(*times, [name, values.get("text", "")])


def _strip_styles(text: str) -> str:
    kept, position, drawing = [], 0, False
    for match in _OVERRIDE.finditer(text):
        if not drawing:
            kept.append(text[position : match.start()])
        position = match.end()
        modes = _DRAWING.findall(match[1])
        drawing = modes[-1] != "0" if modes else drawing
    if not drawing:
        kept.append(text[position:])
    return _BREAK.sub("\n", "".join(kept)).replace("\\h", " ")


FORMAT = Format("ass", ("ass", "ssa"), recognise, read)
