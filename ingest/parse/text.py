"""Plain text, Otter's export among it. Says nothing about Markdown or HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.parse.format import FileText, Format, Likeness, is_markup
from ingest.parse.leads import after_stamp
from ingest.parse.markup import find_turn_marks, take_turn_mark
from ingest.parse.stamps import read_clock
from ingest.parse.turns import read_turns
from ingest.records import Metadata, ParsedFile, Warning

_OTTER = re.compile(r"\s{0,20}(?:transcribed by https?://otter\.ai|summary keywords)\s{0,20}$", re.IGNORECASE)
_SECTION = re.compile(r"\s{0,20}(?:summary keywords|speakers|outline|action items)\s{0,20}$", re.IGNORECASE)
_SAVED = re.compile(r"\[([^\[\]]{1,60})\]\s([0-9]{2}:[0-9]{2}:[0-9]{2})\s{0,20}")
_HOUR_MS = 3_600_000
_DAY_MS = 24 * _HOUR_MS
_FOOTER = re.compile(r"\s{0,20}transcribed by https?://otter\.ai/?\s{0,20}$", re.IGNORECASE)
_ARROW = re.compile(r"\s{0,20}[\[(]?[0-9][0-9\s:.,;hms]{2,30}-{1,3}>\s{0,10}[0-9]")
_DASH = re.compile(r"\s{0,20}[\[(]?(?:[0-9]{1,2}[:;]){2}[0-9:;.,]{2,12}\s?[-–—]\s?[0-9]{1,2}[:;]")
_DATE = re.compile(r".{0,40}(?:[0-9]{4}|[0-9]{1,2}/[0-9]{1,2}).{0,30}•\s{0,5}[0-9:]{3,9}\s{0,20}$")


def recognise(file: FileText) -> Likeness:
    return Likeness.NO if file.json is not None or is_markup(file) else Likeness.POSSIBLE


def read(file: FileText) -> ParsedFile:
    return ParsedFile("text", read_turns(_split_turns(_read_saved(file.lines))), warnings=_warn_times(file.lines))


def _read_saved(lines: Sequence[str]) -> Sequence[str]:
    """Zoom's saved captions, “[Ada Winter] 09:02:13” above each text. Times of a day are told from the first."""
    heads = {n: match for n, line in enumerate(lines) if line[:1] == "[" and (match := _SAVED.fullmatch(line[:100]))}
    times = {n: read_clock(match[2]) or 0 for n, match in heads.items()}
    if len(heads) < 2:
        return lines
    first = next(iter(times.values()))
    begun = first if first >= _HOUR_MS else 0
    told = {n: f"{match[1]}  {_write_clock((times[n] - begun) % _DAY_MS)}" for n, match in heads.items()}
    return [told.get(n, line) for n, line in enumerate(lines)]


def _write_clock(ms: int) -> str:
    minutes, seconds = divmod(ms // 1000, 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _warn_times(lines: Sequence[str]) -> tuple[Warning, ...]:
    """Captions in a way that no format knows are read as text; their times then stand among the words."""
    heads = [line[:100] for line in lines if any(dash in line[:100] for dash in "-–—")]
    times = sum(bool(_ARROW.match(head) or _DASH.match(head)) and after_stamp(head) == head for head in heads)
    message = f"{times} lines look like times of captions that could not be read: they stand among the words."
    return (Warning("times", message),) if times > 1 else ()


def _split_turns(lines: Sequence[str]) -> Iterator[str]:
    """Where lines begin with the mark of another speaker, it may stand within lines too."""
    marked = any(take_turn_mark(line[:200])[0] for line in lines)
    for line in lines:
        yield from _split_line(line) if marked and ">>" in line else (line,)


def _split_line(line: str) -> Iterator[str]:
    words, begin = line.split(" "), 0
    for mark in find_turn_marks(words):
        yield " ".join(words[begin:mark])
        begin = mark
    yield " ".join(words[begin:])


def recognise_otter(file: FileText) -> Likeness:
    found = any(_OTTER.match(line[:100]) for line in (*file.lines[:40], *file.lines[-10:]))
    return Likeness.LIKELY if found else Likeness.NO


def read_otter(file: FileText) -> ParsedFile:
    lines = [line for line in file.lines if not _FOOTER.match(line[:100])]
    title, rest = _take_heading(lines)
    parsed = ParsedFile("otter", read_turns(_skip_sections(rest)))
    return replace(parsed, metadata=Metadata(title=title))


def _take_heading(lines: Sequence[str]) -> tuple[str | None, Sequence[str]]:
    """The title, where a line of date and length follows it."""
    filled = [(number, line) for number, line in enumerate(lines[:12]) if line.strip()]
    if len(filled) > 1 and _DATE.match(filled[1][1][:100]):
        return filled[0][1].strip(), lines[filled[1][0] + 1 :]
    return None, lines


def _skip_sections(lines: Sequence[str]) -> list[str]:
    kept: list[str] = []
    skipping = False
    for line in lines:
        skipping = bool(_SECTION.match(line[:100])) or (skipping and bool(line.strip()))
        kept.append("" if skipping else line)
    return kept


FORMAT = Format("text", ("txt", "text"), recognise, read)
OTTER = Format("otter", ("txt",), recognise_otter, read_otter)
