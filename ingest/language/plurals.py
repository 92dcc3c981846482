"""English words in the singular, as far as that shows in their letters."""

from __future__ import annotations

import re

_KEEPS_S = re.compile(r"(?:ss|us|is|ics|as|os)$")
_ES = re.compile(r"(?:sses|shes|ches|xes|zes)$")


def singular(word: str) -> str:
    """A rough singular: good enough to bring a word's forms together. `word`: in lower case."""
    if len(word) < 4 or _KEEPS_S.search(word):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if _ES.search(word):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word
