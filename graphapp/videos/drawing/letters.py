"""How much room a name takes in a drawing, and a name cut to the room that there is. A guess: nothing is rendered."""

from __future__ import annotations

from unicodedata import east_asian_width

GLYPH = 0.56
"""Width of an average letter of the sans, in parts of its size; generous, so that guessing errs to the safe side."""
FULL = 1 / GLYPH
"""Chinese, Japanese and Korean letters are as wide as they are high."""


def count_letters(text: str) -> float:
    """In average letters."""
    return len(text) if text.isascii() else sum(map(_measure, text))


def _measure(letter: str) -> float:
    return FULL if east_asian_width(letter) in "WF" else 1


def shorten(text: str, *, letters: int) -> str:
    """With an ellipsis in place of what has no room."""
    if count_letters(text) <= letters:
        return text
    end, room = 0, letters - 1 - _measure(text[0])
    while room >= 0:
        end += 1
        room -= _measure(text[end])
    return text[:end].rstrip() + "…"
