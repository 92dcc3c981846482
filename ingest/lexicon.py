"""What a library adds to what extraction and resolution know: its own names, and pairs that are never one thing.

Names come from a file in the product's own format, from editors' decisions, or both. Finds and joins nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import SourceError
from ingest.records import EntityType, KnownName

_MOST_BYTES = 16 * 1024 * 1024
_COLUMNS = ("name", "type", "aliases with | between them")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`names`: typed, each with its other forms; they override the product's own list.

    `apart`: pairs of names that resolution may never join within a video, whatever else speaks for it; an
    alias that such a pair names is taken from its entry. Names are compared as `ingest.ids.fold_name` does.
    """

    names: tuple[KnownName, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()


def read_lexicon(path: Path) -> tuple[KnownName, ...]:
    """The names of a file: UTF-8, a name a line, with tabs between name, type and aliases (`A|B`, may be absent).

    Empty lines and lines that begin with # are skipped. Raises `SourceError` with the line that is wrong.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise SourceError(f"The list of names can't be read: {error.strerror}.", where=str(path)) from None
    except UnicodeDecodeError:
        raise SourceError("The list of names is not UTF-8.", where=str(path), advice="Save it as UTF-8.") from None
    if len(data) > _MOST_BYTES:
        raise SourceError(f"The list of names is larger than {_MOST_BYTES:,} bytes.", where=str(path))
    return tuple(_read_lines(text, path))


def _read_lines(text: str, path: Path) -> Iterator[KnownName]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            try:
                yield _read_line(line)
            except ValueError as error:
                advice = f"A line holds {', '.join(_COLUMNS)}, with tabs between."
                raise SourceError(f"{error}.", where=f"{path}, line {number}", advice=advice) from None


def _read_line(line: str) -> KnownName:
    name, kind, aliases, *_ = (*(cell.strip() for cell in line.split("\t")), "", "")
    if not name:
        raise ValueError("There is no name")
    if kind not in set(EntityType):
        raise ValueError(f"“{kind[:40]}” is no type; there are {', '.join(EntityType)}")
    return KnownName(name, EntityType(kind), tuple(alias.strip() for alias in aliases.split("|") if alias.strip()))
