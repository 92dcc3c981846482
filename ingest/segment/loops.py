"""Finds where speech recognition got stuck and wrote the same words again and again. Marks, deletes nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, islice
from operator import eq

from ingest.records import Segment, Warning

MAX_PERIOD = 16
MIN_REPEATED_WORDS = 12
MIN_TIMES = 4
MIN_TIMES_ONE_WORD = 8
_SHOWN = 60

Place = tuple[int, int, int]
"""First word, word after the last, words in what is repeated."""


def find_loops(segments: Sequence[Segment]) -> tuple[Warning, ...]:
    """One warning per stretch in which up to 16 words stand at least four times in a row (single words eight times)."""
    texts = [segment.text.split() for segment in segments]
    words = list(chain.from_iterable(texts))
    ends = list(accumulate(map(len, texts)))
    return tuple(_describe(place, words, segments[bisect_right(ends, place[0])]) for place in _find_places(words))


def _find_places(words: Sequence[str]) -> Iterator[Place]:
    known: dict[str, int] = {}
    folded = {word: known.setdefault(_fold(word), len(known)) for word in dict.fromkeys(words)}
    numbers = [folded[word] for word in words]
    covered = 0
    for place in sorted(place for period in _list_periods(numbers) for place in _find_period(numbers, period)):
        if place[0] >= covered:
            yield place
            covered = place[1]


def _fold(word: str) -> str:
    return word.strip(".,!?…;:").lower()


def _list_periods(numbers: Sequence[int]) -> Iterator[int]:
    """Those at which enough words in a row may be equal: in a byte of each, compared all at once as one long number."""
    low = bytes(number & 255 for number in numbers)
    whole = int.from_bytes(low, "little")
    for period in range(1, MAX_PERIOD + 1):
        differences = whole ^ (whole >> (8 * period))
        if bytes(_count_least(period)) in differences.to_bytes(len(low), "little"):
            yield period


def _count_least(period: int) -> int:
    """How many words in a row have to equal the word `period` places on."""
    times = MIN_TIMES_ONE_WORD if period == 1 else MIN_TIMES
    return max(MIN_REPEATED_WORDS - period, (times - 1) * period)


def _find_period(numbers: Sequence[int], period: int) -> Iterator[Place]:
    """Runs of words that equal the word `period` places on."""
    same = bytes(map(eq, numbers, islice(numbers, period, None)))
    for match in re.finditer(rb"\x01{%d,}" % _count_least(period), same):
        yield match.start(), match.end() + period, period


def _describe(place: Place, words: Sequence[str], segment: Segment) -> Warning:
    first, last, period = place
    phrase = " ".join(map(_fold, words[first : first + period]))
    shown = phrase if len(phrase) <= _SHOWN else phrase[:_SHOWN] + "…"
    times = (last - first) // period
    return Warning(
        "repetition", f"“{shown}” stands {times} times in a row, as speech recognition writes when stuck.", segment.id
    )
