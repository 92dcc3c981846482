"""The tables that Whisper and its relatives write: start, end (milliseconds) and text, with tabs or commas between."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence

from ingest.errors import ParseError
from ingest.parse.format import FileText, Format, Likeness
from ingest.parse.json_text import label_of
from ingest.parse.markup import drop_model_marks
from ingest.parse.stamps import from_ms
from ingest.records import Cue, ParsedFile

_TIMES = re.compile(r"\s{0,20}\"?[0-9.]{1,20}\"?,\s{0,20}\"?[0-9.]{1,20}\"?,")
_LONGEST_ROW = 100_000
_HEADS = ("start\tend\ttext", "start,end,text", "start,end,speaker,text")


def recognise(file: FileText) -> Likeness:
    return Likeness.CERTAIN if _read_head(file) in _HEADS else Likeness.NO


def read(file: FileText) -> ParsedFile:
    head = _read_head(file)
    if "," in head:
        width = head.count(",") + 1
        return ParsedFile("whisper-tsv", tuple(_read_rows(_split_commas(file.lines, width=width), width=width)))
    rows = (line.split("\t", 2) for line in file.lines)
    return ParsedFile("whisper-tsv", tuple(_read_rows(rows, width=len(_HEADS[0].split()))))


def _read_head(file: FileText) -> str:
    return file.lines[0][:100].strip().lower() if file.lines else ""


def _split_commas(lines: Sequence[str], *, width: int) -> Iterator[Sequence[str]]:
    """Words may stand in quotes, with commas and line ends in them, or begin with a quotation of their own."""
    for row in _join_rows(lines):
        if len(row) > _LONGEST_ROW:
            raise ParseError("A line of this table is too long.", advice="Split it.")
        try:
            yield from csv.reader([row], strict=True)
        except csv.Error:
            yield row.split(",", width - 1)


def _join_rows(lines: Sequence[str]) -> Iterator[str]:
    """What does not begin with two times goes on with the row before."""
    row: list[str] = []
    for line in lines:
        if row and _TIMES.match(line):
            yield "\n".join(row)
            row = []
        row.append(line)
    yield "\n".join(row)


def _read_rows(rows: Iterable[Sequence[str]], *, width: int) -> Iterator[Cue]:
    """The head has no times, and so is no row. Commas in words without quotes are theirs."""
    for row in rows:
        if len(row) >= width and (begin := from_ms(row[0])) is not None:
            speaker = label_of({"speaker": row[2].strip()}, "speaker") if width > 3 else None
            yield Cue(drop_model_marks(",".join(row[width - 1 :])), begin, from_ms(row[1]), speaker)


FORMAT = Format("whisper-tsv", ("tsv", "csv"), recognise, read)
