"""Where a source holds markup that is no part of the words: a mark while parsing, then a count of letters.

Counts of letters and digits stay true however white space and invisible characters are cleaned later.
"""

from __future__ import annotations

SEAM = "\ufdd0"
"""Stands where markup was taken away. No character of any text: cleaning drops it wherever it comes from."""


def take_seams(text: str) -> tuple[str, tuple[int, ...]]:
    """The text without marks, and for each mark how many letters and digits stand before it."""
    if SEAM not in text:
        return text, ()
    parts = text.split(SEAM)
    counts: list[int] = []
    before = 0
    for part in parts[:-1]:
        before += sum(map(str.isalnum, part))
        if not counts or counts[-1] != before:
            counts.append(before)
    return "".join(parts), tuple(counts)
