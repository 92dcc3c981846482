"""What a format is: a name, a way to tell it by content, a way to read it. Holds no rule of any format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum

from ingest.errors import ParseError
from ingest.records import ParsedFile

MAX_PARTS = 300_000
"""Lines, cues, tags or items of one list. A day of talk, captioned word by word, has about 200,000."""


class Likeness(IntEnum):
    """How surely content is of a format. The surest wins; the file's name decides between equals."""

    NO = 0
    POSSIBLE = 1
    LIKELY = 2
    CERTAIN = 3


@dataclass(frozen=True, slots=True)
class FileText:
    """A decoded file. `json` is its value where the text is JSON, else None."""

    text: str
    json: object = None
    lines: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Format:
    """`endings`: how names of such files end, without the dot; the first is the usual one."""

    name: str
    endings: tuple[str, ...]
    recognise: Callable[[FileText], Likeness]
    read: Callable[[FileText], ParsedFile]


def check_parts(count: int) -> None:
    """Raises `ParseError` where a file has more parts than can be read in reasonable time and memory."""
    if count > MAX_PARTS:
        raise ParseError(f"It has more than {MAX_PARTS:,} lines or parts, the most that is read.", advice="Split it.")


def is_markup(file: FileText) -> bool:
    """Whether it is an XML document, which only a format that knows its elements can read."""
    return file.text.lstrip()[:6].lower().startswith(("<?xml", "<rss", "<feed", "<svg", "<sami"))


def open_text(text: str, *, json: object = None) -> FileText:
    check_parts(text.count("\n"))
    return FileText(text=text, json=json, lines=tuple(text.split("\n")))
