"""Finds where speech recognition got stuck and wrote the same words again and again. Marks, deletes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
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
    words: list[str] = []
    homes: list[int] = []
    for number, segment in enumerate(segments):
        found = [word.strip(".,!?…;:").lower() for word in segment.text.split()]
        words += found
        homes += [number] * len(found)
    return tuple(_describe(place, words, segments[homes[place[0]]]) for place in _find_places(words))


def _find_places(words: Sequence[str]) -> Iterator[Place]:
    known: dict[str, int] = {}
    numbers = [known.setdefault(word, len(known)) for word in words]
    covered = 0
    for place in sorted(place for period in range(1, MAX_PERIOD + 1) for place in _find_period(numbers, period)):
        if place[0] >= covered:
            yield place
            covered = place[1]


def _find_period(numbers: Sequence[int], period: int) -> Iterator[Place]:
    """Runs of words that equal the word `period` places on."""
    same = bytes(map(eq, numbers, islice(numbers, period, None)))
    times = MIN_TIMES_ONE_WORD if period == 1 else MIN_TIMES
    least = max(MIN_REPEATED_WORDS - period, (times - 1) * period)
    for match in re.finditer(rb"\x01{%d,}" % least, same):
        yield match.start(), match.end() + period, period


def _describe(place: Place, words: Sequence[str], segment: Segment) -> Warning:
    first, last, period = place
    phrase = " ".join(words[first : first + period])
    shown = phrase if len(phrase) <= _SHOWN else phrase[:_SHOWN] + "…"
    times = (last - first) // period
    return Warning(
        "repetition", f"“{shown}” stands {times} times in a row, as speech recognition writes when stuck.", segment.id
    )
