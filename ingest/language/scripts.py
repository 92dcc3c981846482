"""Joins what was apart as its script does: Chinese and Japanese stand without spaces between words."""

from __future__ import annotations

import re
from collections.abc import Iterable

UNSPACED = "\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60"
"""Han, kana and their punctuation, for a class of a pattern. Korean has spaces."""
_SEAM = re.compile(f"(?<=[{UNSPACED}]) (?=[{UNSPACED}])")


_POINTS = re.compile("[。！？，、]")


def is_pointed(texts: Iterable[str]) -> bool:
    """Whether it has the points of Chinese and Japanese. Without them, where captions end is all that parts clauses."""
    return any(map(_POINTS.search, texts))


def join_words(pieces: Iterable[str]) -> str:
    """With one space between two pieces, but where both sides are of a script without."""
    kept: list[str] = []
    for piece in filter(None, pieces):
        if kept:
            kept.append("" if _SEAM.search(f"{kept[-1][-1]} {piece[0]}") else " ")
        kept.append(piece)
    return "".join(kept)
