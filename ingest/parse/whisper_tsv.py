"""The tables that Whisper and its relatives write: start, end (milliseconds) and text, with tabs between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.parse.format import FileText, Format, Likeness
from ingest.parse.markup import drop_model_marks
from ingest.parse.stamps import from_ms
from ingest.records import Cue, ParsedFile

_HEAD = ("start", "end", "text")


def recognise(file: FileText) -> Likeness:
    head = file.lines[0][:100].strip().lower() if file.lines else ""
    return Likeness.CERTAIN if tuple(head.split("\t")) == _HEAD else Likeness.NO


def read(file: FileText) -> ParsedFile:
    return ParsedFile("whisper-tsv", tuple(_read_rows(file.lines)))


def _read_rows(lines: Sequence[str]) -> Iterator[Cue]:
    """The head has no times, and so is no row."""
    for line in lines:
        start, _, rest = line.partition("\t")
        end, tab, text = rest.partition("\t")
        if tab and (begin := from_ms(start)) is not None:
            yield Cue(drop_model_marks(text), begin, from_ms(end))


FORMAT = Format("whisper-tsv", ("tsv",), recognise, read)
