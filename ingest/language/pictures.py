"""Tells a manner of speaking by what a speaker adds to it: "a phone book, if you like". Looks at words only."""

from __future__ import annotations

from collections.abc import Sequence

_HEDGES = frozenset(
    [("if", "you", "like"), ("if", "you", "will"), ("so", "to", "speak"), ("as", "it", "were"), ("in", "a", "sense")]
)


def is_hedged(after: Sequence[str]) -> bool:
    """Whether the words after a phrase, in lower case and with or without a comma first, take it back as a picture."""
    words = tuple(after[:4])
    return words[:3] in _HEDGES or (words[:1] == (",",) and words[1:] in _HEDGES)
