"""What the type model sees: the words around a name's mentions, and the name itself. Shared by training and use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.language.given import is_given_name

_REACH = 5
_UPPER = re.compile(r"[^\W\d_a-z]+")
_LOWER = re.compile(r"[a-z]+")
_DIGITS = re.compile(r"\d+")
_INNER = frozenset(["of", "the", "to", "for", "and", "a", "in"])
EDGE = "^"


def list_contexts(lows: Sequence[str], first: int, last: int) -> Iterator[str]:
    """Features of one mention: neighbours, pairs of them, and words within five at each side."""

    def at(index: int) -> str:
        return lows[index] if 0 <= index < len(lows) else EDGE

    yield f"-1={at(first - 1)}"
    yield f"+1={at(last)}"
    yield f"-2={at(first - 2)} {at(first - 1)}"
    yield f"+2={at(last)} {at(last + 1)}"
    yield f"-3={at(first - 3)} {at(first - 2)} {at(first - 1)}"
    yield f"-+={at(first - 1)}_{at(last)}"
    for side, words in (("L", lows[max(0, first - _REACH) : first]), ("R", lows[last : last + _REACH])):
        yield from (f"{side}={word}" for word in words if len(word) > 2 and word.isalpha())


def list_name_features(words: Sequence[str], *, caseless: bool) -> Iterator[str]:
    """Features of the name: its words, endings, length and, where case is known, shape."""
    lows = [word.lower() for word in words]
    size = min(len(lows), 4)
    yield f"n={size}"
    yield f"last={lows[-1]}"
    yield f"first={lows[0]}"
    yield f"s3={lows[-1][-3:]}"
    yield f"s4={lows[-1][-4:]}"
    yield f"p3={lows[0][:3]}"
    yield f"given={is_given_name(lows[0])}{size}"
    yield from (f"word={low}" for low in lows)
    if any(c.isdigit() for low in lows for c in low):
        yield "digit"
    if "." in lows[0][1:-1]:
        yield "dot"
    if len(lows[0]) <= 4:
        yield f"short={len(lows[0])}"
    if not caseless:
        yield "shape=" + "_".join(_shape(word) for word in words[:4])
        if _INNER.intersection(lows):
            yield "small"


def _shape(word: str) -> str:
    return _DIGITS.sub("d", _LOWER.sub("x", _UPPER.sub("X", word[:30])))
