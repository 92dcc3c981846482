"""What the tagger sees of each token. Training and use must call the same functions, so change both together.

Beside the word itself and its neighbours: how often English talk writes it with a capital, in how many talks it
is, and how this talk writes it elsewhere.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.language.background import load_background
from ingest.language.tokens import Run

_UPPER = re.compile(r"[^\W\d_a-zß-öø-ÿ]")
_LOWER = re.compile(r"[a-zß-öø-ÿ]")
_DIGIT = re.compile(r"\d")
_REPEATED = re.compile(r"(.)\1{2,}")
_OPENERS = "\"'-(:.?!["
_LONGEST = 40

Habits = Mapping[str, str]


@lru_cache(maxsize=60_000)
def _shape(word: str) -> str:
    return _REPEATED.sub(r"\1\1", _DIGIT.sub("d", _LOWER.sub("x", _UPPER.sub("X", word))))


@lru_cache(maxsize=60_000)
def _buckets(low: str) -> tuple[str, str]:
    """How usual a capital is in mid-sentence, and how usual the word is (log2 of its talks)."""
    if not low[0].isalpha():
        return "x", "x"
    background = load_background()
    share = background.capital_share(low)
    talks = background.count_of(low).talks
    capital = "u" if share is None else "l" if share <= 0.02 else str(int(min(share, 0.999) * 6))
    return capital, str(int(math.log2(talks))) if talks else "n"


@lru_cache(maxsize=60_000)
def _own_features(word: str, low: str) -> tuple[str, ...]:
    capital, usual = _buckets(low)
    own = [
        "w=" + low,
        "sh=" + _shape(word),
        "p2=" + low[:2],
        "p3=" + low[:3],
        "s2=" + low[-2:],
        "s3=" + low[-3:],
        "s4=" + low[-4:],
        "c=" + capital,
        "t=" + usual,
    ]
    if word[:1].isupper():
        own.append("cap")
    if len(word) > 1 and word.isupper():
        own.append("up")
    if any(c.isdigit() for c in word):
        own.append("dig")
    if "-" in word:
        own.append("hy")
    return tuple(own)


@lru_cache(maxsize=60_000)
def _side_features(side: str, word: str, low: str, near: bool) -> tuple[str, ...]:
    far = (f"{side}w={low}", f"{side}sh={_shape(word)}")
    return (*far, f"{side}s3={low[-3:]}") if near else far


def read_habits(runs: Iterable[Run]) -> Habits:
    """For each word of a talk, whether it stands in mid-sentence with a capital (C), without (l), or both (b)."""
    capital: set[str] = set()
    lower: set[str] = set()
    for run in runs:
        for index in range(1, len(run)):
            word = run.words[index]
            if word[0].isupper():
                if run.words[index - 1][0] not in _OPENERS:
                    capital.add(run.lows[index])
            elif word[0].isalpha():
                lower.add(run.lows[index])
    habits = dict.fromkeys(capital, "C")
    for low in lower:
        habits[low] = "b" if low in capital else "l"
    return habits


@dataclass(frozen=True, slots=True)
class _View:
    """A run as the features see it. `capitals` and `usual`: buckets of each word's background."""

    words: Sequence[str]
    lows: Sequence[str]
    capitals: Sequence[str]
    usual: Sequence[str]
    habits: Habits

    def describe(self, i: int) -> list[str]:
        case = ("C" if self.words[i][:1].isupper() else "c") + ("" if i else "B")
        row = ["1", *_own_features(self.words[i], self.lows[i]), f"ct={self.capitals[i]}{self.usual[i]}{case}"]
        habit = self.habits.get(self.lows[i])
        if habit:
            row += (f"h={habit}{case}", f"hc={habit}{self.capitals[i]}{case}")
        if not i:
            row.append("first")
        for side in (-2, -1, 1, 2):
            row += self._look_aside(i, side)
        return row + self._pair_up(i)

    def _look_aside(self, i: int, side: int) -> tuple[str, ...]:
        if not 0 <= i + side < len(self.words):
            return (f"{side}none",)
        return _side_features(str(side), self.words[i + side], self.lows[i + side], side in {-1, 1})

    def _pair_up(self, i: int) -> list[str]:
        row: list[str] = []
        lows, capitals = self.lows, self.capitals
        if i:
            row += (f"-1+0={lows[i - 1]}|{lows[i]}", f"-1c={capitals[i - 1]}{capitals[i]}")
        if i + 1 < len(lows):
            row += (f"0+1={lows[i]}|{lows[i + 1]}", f"+1c={capitals[i]}{capitals[i + 1]}")
        return row


def list_features(words: Sequence[str], lows: Sequence[str], *, habits: Habits) -> list[list[str]]:
    """One list of features per token of a run. Of a very long word, only the beginning counts."""
    words, lows = [word[:_LONGEST] for word in words], [low[:_LONGEST] for low in lows]
    buckets = [_buckets(low) for low in lows]
    view = _View(words, lows, [capital for capital, _ in buckets], [usual for _, usual in buckets], habits)
    return [view.describe(index) for index in range(len(words))]
