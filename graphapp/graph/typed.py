"""What somebody typed into a search field, as it is compared with names. Text, never query syntax."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.ids import fold_name

LONGEST = 200
"""Characters that count; names are not longer by much."""
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Typed:
    """`folded` as names are folded; `words` of it, each the beginning of a word that is looked for."""

    folded: str
    words: tuple[str, ...]


def read_typed(text: str) -> Typed | None:
    """None where nothing was typed that could be looked for."""
    plain = text[: LONGEST * 4].encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
    if not plain.strip():
        return None
    folded = fold_name(plain)[:LONGEST].strip()
    words = tuple(dict.fromkeys(folded.split()))[:MOST_WORDS]
    return Typed(folded, words) if words else None
