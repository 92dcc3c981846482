"""How alike what was typed is to a name, slips of the finger forgiven. Pure functions over folded text.

Where at most n letters differ, one of n + 1 pieces of the typed word is intact: so candidates are found by pieces,
exactly and by index, before they are compared (the pigeonhole principle of approximate matching).
"""

from __future__ import annotations

from itertools import pairwise

from rapidfuzz.distance import OSA

SHORTEST = 4
LONG = 8
ALIKE = 0.72
"""Of a name's letters: “nvdia” is 0.83 of “nvidia”, and “nvidai” too, since neighbours may change places."""
INSIDE = 0.92
"""What likeness to the beginning or to one word of a name counts, against likeness to the whole."""


def cut_pieces(folded: str) -> list[str]:
    """Pieces of which a name within reach holds at least one; spaces stand for the ends of words. Empty where too
    little was typed to tell a slip from another word."""
    if len(folded) < SHORTEST:
        return []
    padded = f" {folded} "
    count = 3 if len(folded) >= LONG else 2
    bounds = [round(i * len(padded) / count) for i in range(count + 1)]
    return [padded[start:end] for start, end in pairwise(bounds)]


def measure_likeness(typed: str, name: str) -> float:
    """0 to 1. A name that is typed half counts by its beginning, one of several words by its best word."""
    parts = [word for word in name.split() if len(word) >= SHORTEST] if " " in name else []
    parts.append(name[: len(typed)])
    whole = OSA.normalized_similarity(typed, name)
    return max(whole, *(INSIDE * OSA.normalized_similarity(typed, part) for part in parts))
