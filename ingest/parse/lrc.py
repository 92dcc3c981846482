"""LRC: lines with stamps in brackets, as lyrics and some podcast players have them. Lines have no end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.parse.format import FileText, Format, Likeness
from ingest.parse.stamps import limit_ms, read_clock
from ingest.records import Cue, Metadata, ParsedFile

_STAMP = re.compile(r"\s{0,20}\[([0-9]{1,3}:[0-9]{1,2}(?:[.:][0-9]{1,3})?)\]")
_FRACTION = re.compile(r"\s{0,20}\[[0-9]{1,3}:[0-9]{2}[.:][0-9]{2,3}\]")
_TAG = re.compile(r"\s{0,20}\[(ti|ar|al|la|by|re|ve|au|length|offset|tool|#):([^\]]{0,300})\]\s{0,20}$", re.IGNORECASE)
_WORD = re.compile(r"<[0-9]{1,3}:[0-9]{1,2}(?:[.:][0-9]{1,3})?>")
_SEARCHED = 400


def recognise(file: FileText) -> Likeness:
    lines = [line[:400] for line in file.lines[:_SEARCHED] if line.strip()]
    stamped = sum(_FRACTION.match(line) is not None for line in lines)
    tags = sum(_TAG.match(line) is not None for line in lines)
    if stamped == 0 or stamped + tags < 0.7 * len(lines):
        return Likeness.NO
    return Likeness.CERTAIN if tags else Likeness.LIKELY


def read(file: FileText) -> ParsedFile:
    tags = {match[1].lower(): match[2].strip() for line in file.lines if (match := _TAG.match(line[:400]))}
    shift = _read_shift(tags.get("offset", ""))
    cues = tuple(cue for line in file.lines for cue in _read_line(line, shift=shift))
    metadata = Metadata(title=tags.get("ti") or None, language=tags.get("la") or None, channel=tags.get("ar") or None)
    return ParsedFile("lrc", cues, metadata)


def _read_line(line: str, *, shift: int) -> Iterator[Cue]:
    if _TAG.match(line[:400]):
        return
    starts, position = [], 0
    while match := _STAMP.match(line, position):
        starts.append(read_clock(_with_dot(match[1])))
        position = match.end()
    text = _WORD.sub("", line[position:])
    for start in starts or [None]:
        yield Cue(text, None if start is None else limit_ms(start - shift))


def _with_dot(stamp: str) -> str:
    minutes, _, rest = stamp.partition(":")
    return f"{minutes}:{rest.replace(':', '.')}"


def _read_shift(text: str) -> int:
    return int(text) if re.fullmatch(r"[+-]?[0-9]{1,7}", text) else 0


FORMAT = Format("lrc", ("lrc",), recognise, read)
