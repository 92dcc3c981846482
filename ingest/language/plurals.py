"""English words in the singular, as far as that shows in their letters."""

from __future__ import annotations

import re

from ingest.language.words import word_set

_KEEPS_S = re.compile(r"(?:ss|us|is|ics|as|os)$")
_ES = re.compile(r"(?:sses|shes|ches|xes|[tz]zes|[rpnt]uses)$")
_SINGULAR_IN_S = word_set("series species means news headquarters lens diabetes rabies measles clothes")
_IN_E = word_set(
    "caches aches headaches heartaches niches avalanches cliches psyches movies cookies calories selfies zombies"
    " rookies newbies smoothies brownies hoodies foodies indies prairies"
)
"""Of which the letters alone would leave "cach" and "movy"."""


def singular(word: str) -> str:
    """A rough singular: good enough to bring a word's forms together. `word`: in lower case."""
    if len(word) < 4 or _KEEPS_S.search(word) or word in _SINGULAR_IN_S:
        return word
    if word.endswith("ies") and len(word) > 4 and word not in _IN_E:
        return word[:-3] + "y"
    if _ES.search(word) and word not in _IN_E:
        return word[:-2]
    return word.removesuffix("s")
