"""Advanced SubStation Alpha and SubStation Alpha: the dialogue of the Events section, without styles and drawings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.parse.format import FileText, Format, Likeness
from ingest.parse.stamps import read_clock
from ingest.records import Cue, Metadata, ParsedFile

_FIELDS = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
_OVERRIDE = re.compile(r"\{([^{}]{0,2000})\}")
_DRAWING = re.compile(r"\\p([0-9])")
_BREAK = re.compile(r"\\[Nnh]")
_SEARCHED = 4000


def recognise(file: FileText) -> Likeness:
    head = file.lines[:_SEARCHED]
    if any(line.strip().lower() in ("[script info]", "[events]") for line in head):
        return Likeness.CERTAIN
    return Likeness.LIKELY if any(line.startswith("Dialogue:") for line in head) else Likeness.NO


def read(file: FileText) -> ParsedFile:
    title = next((line[6:].strip() for line in file.lines[:_SEARCHED] if line.startswith("Title:")), "")
    named = "" if title.lower() in ("default aegisub file", "untitled") else title
    return ParsedFile("ass", tuple(_read_events(file.lines)), Metadata(title=named or None))


def _read_events(lines: Sequence[str]) -> Iterator[Cue]:
    fields: Sequence[str] = _FIELDS
    for line in lines:
        key, _, rest = line.partition(":")
        if key == "Format" and "text" in rest.lower():
            fields = [field.strip().lower() for field in rest.split(",")]
        elif key == "Dialogue":
            yield _read_dialogue(rest, fields=fields)


def _read_dialogue(rest: str, *, fields: Sequence[str]) -> Cue:
    values = dict(zip(fields, rest.lstrip().split(",", len(fields) - 1), strict=False))
    name = (values.get("name") or values.get("actor") or "").strip()
    start, end = (read_clock(values.get(key, "")[:40]) for key in ("start", "end"))
    return Cue(_strip_styles(values.get("text", "")), start, end, name or None)


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
    return _BREAK.sub(" ", "".join(kept))


FORMAT = Format("ass", ("ass", "ssa"), recognise, read)
