"""The lines of a page without marks of who speaks: headings and terms that are names, cells, preformatted text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.language.background import load_background
from ingest.language.given import is_given_name
from ingest.parse.html_marks import Piece, read_time
from ingest.parse.leads import read_line
from ingest.parse.markdown_headings import is_turn, name_speakers
from ingest.parse.names import is_label

LINE = "\v"
"""A line's end that shows, as in preformatted text. White space to whoever does not ask."""
CELL = "\x1f"
"""The end of a cell within a row."""
TURN = ">>"
_FEWEST_NAMES = 2


def read_lines(pieces: Sequence[Piece]) -> Iterator[str]:
    """For `read_turns`, names of headings in bold; an empty line behind each piece. Other headings are left out; the
    first behind the last turn ends it, for a page goes on with what nobody says in it."""
    names = _name_headings(pieces)
    last = _find_last_turn(pieces, names)
    for number, (piece, name) in enumerate(zip(pieces, names, strict=True)):
        if name:
            yield name
        elif piece.kind == "heading":
            words = " ".join(piece.words.split())
            yield words if is_turn(words) else TURN if number > last else ""
        else:
            for line in piece.words.split(LINE):
                yield from _read_cells(line)
        yield ""


def _find_last_turn(pieces: Sequence[Piece], names: Sequence[str]) -> int:
    """The number of the last piece that begins with a name which comes back."""
    begun = [name or read_line(piece.words.strip(), bold=True).name for piece, name in zip(pieces, names, strict=True)]
    count = Counter(begun)
    return max((n for n, name in enumerate(begun) if name and count[name] > 1), default=len(pieces))


def _name_headings(pieces: Sequence[Piece]) -> Sequence[str]:
    """For each the name that it says as Markdown writes it, where such headings come back; else nothing.

    Any page repeats “Read More” and “Related Posts”, so that two of the names have to be nothing else.
    """
    headings = [f"{'#' * piece.level} {' '.join(piece.words.split())}" if piece.level else "" for piece in pieces]
    named = name_speakers(headings)
    names = {heading for heading, name in zip(headings, named, strict=True) if heading != name}
    if sum(map(_is_somebody, names)) < _FEWEST_NAMES:
        return [""] * len(headings)
    return [name if name != heading else "" for heading, name in zip(headings, named, strict=True)]


def _is_somebody(heading: str) -> bool:
    name = heading.lstrip("# ").lower()
    words = name.split()
    return is_label(name) or is_given_name(words[0]) or not all(map(load_background().is_ordinary, words))


def _read_cells(line: str) -> Iterator[str]:
    """A row with a time in it is one line; other cells are lines of their own."""
    cells = [" ".join(cell.split()) for cell in line.split(CELL)]
    if len(cells) > 1 and any(read_time(cell) is not None for cell in cells):
        yield "\t".join(filter(None, cells))
    else:
        for number, cell in enumerate(cells):
            yield from ("", cell) if number else (cell,)
