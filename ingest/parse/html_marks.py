"""Tells the marks of Podcasting 2.0's HTML (`cite`, `time`) from a date and a cited work, which any page may hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.parse.stamps import read_clock

MARKS = frozenset({"cite", "time"})


@dataclass(frozen=True, slots=True)
class Piece:
    """`kind`: cite, time, heading, term or text. `fresh`: a line begins with it. `level`: the depth of a heading."""

    kind: str
    words: str
    fresh: bool
    level: int = 0


def is_marked(pieces: Sequence[Piece]) -> bool:
    """Whether marks are this page's way to say who speaks and when: one of them may stand in any page."""
    count = Counter(piece.kind for piece in pieces)
    if not count["cite"] and any(piece.kind == "text" and piece.words.lstrip().startswith("**") for piece in pieces):
        return False
    marks = count["cite"] + count["time"]
    return count["time"] > 1 or min(count["cite"], count["time"]) > 0 or 0 < count["text"] <= 2 * marks


def settle_marks(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """A mark is a time to listen from, or a name before its text; a date and a cited work are words of their line."""
    before: str | None = None
    settled: list[Piece] = []
    for piece, after in zip(pieces, (*pieces[1:], None), strict=False):
        running = before == "text" and not piece.fresh
        mark = piece.kind == "heading" or (not running and _may_be_mark(piece, after))
        before = piece.kind if mark else "text"
        settled.append(replace(piece, kind=before))
    return join_lines(settled, apart={"heading", *MARKS})


def _may_be_mark(piece: Piece, after: Piece | None) -> bool:
    if piece.kind == "time":
        return read_time(piece.words) is not None
    alone = after is None or after.fresh or after.kind == "time" or after.words.lstrip().startswith(":")
    return piece.kind == "cite" and (alone or piece.words.rstrip().endswith(":"))


def join_lines(pieces: Iterable[Piece], *, apart: set[str]) -> Iterator[Piece]:
    """All but the kinds that stay `apart` as text, one piece a line."""
    line: list[str] = []
    for piece in pieces:
        if line and (piece.fresh or piece.kind in apart):
            yield Piece("text", "".join(line), fresh=True)
            line = []
        if piece.kind in apart:
            yield piece
        else:
            line.append(piece.words)
    if line:
        yield Piece("text", "".join(line), fresh=True)


def read_time(words: str) -> int | None:
    return read_clock(words.strip(" ()[]\n\t")[:40])
