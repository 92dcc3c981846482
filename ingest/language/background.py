"""How English talk uses words at large: in how many talks, how often, and how often with a capital in mid-sentence.

Counted once from public talks (docs/model-card.md). Read only; knows nothing of the talk at hand.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class WordCount:
    """How a word is used: see the fields.

    `talks` that hold it; its `count`; `middle`: uses in mid-sentence, `capital` and `upper`: those with a capital
    and in capitals; `fixed`: uses after an article or possessive; `burst`: talks that say it three times or more.
    """

    talks: int
    count: int
    middle: int
    capital: int
    upper: int
    fixed: int
    burst: int


_UNSEEN = WordCount(0, 0, 0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Background:
    """`talks` and `tokens` of the whole collection. Words are asked for in lower case.

    `pairs`: for “word word”, the talks that hold it and those that hold it twice or more.
    """

    talks: int
    tokens: int
    words: Mapping[str, WordCount]
    pairs: Mapping[str, tuple[int, int]]

    def count_of(self, low: str) -> WordCount:
        return self.words.get(low, _UNSEEN)

    def capital_share(self, low: str) -> float | None:
        """How often the word has a capital in mid-sentence, 0..1; None where talks hardly know it."""
        found = self.words.get(low)
        return found.capital / found.middle if found and found.middle >= 3 else None

    def is_ordinary(self, low: str, *, share: float = 0.3, talks: int = 60) -> bool:
        """Whether the word is in many talks and mostly without a capital."""
        found = self.words.get(low)
        return bool(found and found.talks > talks and found.capital < share * max(1, found.middle))

    def rarity(self, low: str) -> float:
        """Inverse document frequency: about 0 for a word of every talk, 7.6 for one of none."""
        return math.log((self.talks + 1) / (self.count_of(low).talks + 1))


@cache
def load_background() -> Background:
    lines = files("ingest.language").joinpath("background.tsv").read_text("utf-8").split("\n")
    talks, tokens, words_end = (int(part) for part in lines[0].split("\t"))
    words = {}
    for line in lines[1 : words_end + 1]:
        word, *counts = line.split("\t")
        words[word] = WordCount(*map(int, counts))
    pairs = {}
    for line in lines[words_end + 1 :]:
        pair, talks_of, burst = line.split("\t")
        pairs[pair] = (int(talks_of), int(burst))
    return Background(talks=talks, tokens=tokens, words=words, pairs=pairs)
