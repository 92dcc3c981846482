"""LRC: lines with stamps in brackets, as lyrics and some podcast players have them. Lines have no end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count

from ingest.parse.captions import join_screens, show_text
from ingest.parse.format import FileText, Format, Likeness, check_parts
from ingest.parse.rolling import Line
from ingest.parse.stamps import limit_ms, read_clock
from ingest.records import Metadata, ParsedFile

_STAMP = re.compile(r"\s{0,20}\[([0-9]{1,2}:[0-9]{2}:[0-9]{2}\.[0-9]{1,3}|[0-9]{1,3}:[0-9]{1,2}(?:[.:][0-9]{1,3})?)\]")
_FRACTION = re.compile(r"\s{0,20}\[(?:[0-9]{1,2}:)?[0-9]{1,3}:[0-9]{2}\.[0-9]{2,3}\]")
_TAG = re.compile(r"\s{0,20}\[(ti|ar|al|la|by|re|ve|au|length|offset|tool|#):([^\]]{0,300})\]\s{0,20}$", re.IGNORECASE)
_WORD = re.compile(r"[<\[](?:[0-9]{1,2}:)?[0-9]{1,3}:[0-9]{1,2}(?:[.:][0-9]{1,3})?[>\]]")
_SEARCHED = 400
_MAX_STAMPS = 20
_MAX_SUNG_AGAIN = 300


def recognise(file: FileText) -> Likeness:
    lines = [line[:400] for line in file.lines[:_SEARCHED] if line.strip()]
    tags = sum(_TAG.match(line) is not None for line in lines)
    # Without tags, a stamp in whole seconds may as well be one of a written transcript.
    stamp = _STAMP if tags else _FRACTION
    stamped = sum(stamp.match(line) is not None for line in lines)
    if stamped == 0 or stamped + tags < 0.7 * len(lines):
        return Likeness.NO
    return Likeness.CERTAIN if tags else Likeness.LIKELY


def read(file: FileText) -> ParsedFile:
    tags = {match[1].lower(): match[2].strip() for line in file.lines if (match := _TAG.match(line[:400]))}
    shift = _read_shift(tags.get("offset", ""))
    numbers = count()
    cues = join_screens(screen for line in file.lines for screen in _read_line(line, shift=shift, numbers=numbers))
    metadata = Metadata(title=tags.get("ti") or None, language=tags.get("la") or None, channel=tags.get("ar") or None)
    return ParsedFile("lrc", cues, metadata)


def _read_line(line: str, *, shift: int, numbers: Iterator[int]) -> Iterator[Sequence[Line]]:
    if _TAG.match(line[:400]):
        return
    starts: list[int | None] = []
    position = 0
    while match := _STAMP.match(line, position):
        starts.append(read_clock(_with_dot(match[1])))
        position = match.end()
    text = _WORD.sub("", line[position:])
    # A chorus stands once for all its times; a long line for many of them is a trap.
    for start in starts[: _MAX_STAMPS if len(text) <= _MAX_SUNG_AGAIN else 1] or [None]:
        shifted = None if start is None else limit_ms(start - shift)
        number = next(numbers)
        check_parts(number)
        yield show_text(text, times=(shifted, None), number=number)


def _with_dot(stamp: str) -> str:
    """A colon may stand before the fraction too, but where hours do."""
    if "." in stamp:
        return stamp
    minutes, _, rest = stamp.partition(":")
    return f"{minutes}:{rest.replace(':', '.')}"


def _read_shift(text: str) -> int:
    return int(text) if re.fullmatch(r"[+-]?[0-9]{1,7}", text) else 0


FORMAT = Format("lrc", ("lrc",), recognise, read)
