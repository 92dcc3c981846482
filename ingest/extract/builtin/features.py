"""What the tagger sees of each token. Training and use must call the same functions, so change both together.

Beside the word itself and its neighbours: how often English talk writes it with a capital, in how many talks it
is, and how this talk writes it elsewhere.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from ingest.language.background import load_background
from ingest.language.tokens import Run

_UPPER = re.compile(r"[^\W\d_a-zß-öø-ÿ]")
_LOWER = re.compile(r"[a-zß-öø-ÿ]")
_DIGIT = re.compile(r"\d")
_REPEATED = re.compile(r"(.)\1{2,}")
_OPENERS = "\"'-(:.?!["

Habits = Mapping[str, str]


@lru_cache(maxsize=60_000)
def _shape(word: str) -> str:
    word = word[:40]
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


def list_features(words: Sequence[str], lows: Sequence[str], *, habits: Habits) -> list[list[str]]:
    """One list of features per token of a run."""
    capitals = [_buckets(low)[0] for low in lows]
    usual = [_buckets(low)[1] for low in lows]
    return [_token_features(words, lows, capitals, usual, habits, index) for index in range(len(words))]


def _token_features(
    words: Sequence[str],
    lows: Sequence[str],
    capitals: Sequence[str],
    usual: Sequence[str],
    habits: Habits,
    i: int,
) -> list[str]:
    last = len(words) - 1
    row = ["1", *_own_features(words[i], lows[i])]
    case = ("C" if words[i][:1].isupper() else "c") + ("" if i else "B")
    row.append(f"ct={capitals[i]}{usual[i]}{case}")
    habit = habits.get(lows[i])
    if habit:
        row.append(f"h={habit}{case}")
        row.append(f"hc={habit}{capitals[i]}{case}")
    if not i:
        row.append("first")
    for side in (-2, -1, 1, 2):
        j = i + side
        if 0 <= j <= last:
            row += _side_features(str(side), words[j], lows[j], side in {-1, 1})
        else:
            row.append(f"{side}none")
    if i:
        row += (f"-1+0={lows[i - 1]}|{lows[i]}", f"-1c={capitals[i - 1]}{capitals[i]}")
    if i < last:
        row += (f"0+1={lows[i]}|{lows[i + 1]}", f"+1c={capitals[i]}{capitals[i + 1]}")
    return row
