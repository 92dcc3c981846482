"""Finds words in a transcript again, whatever was cut into segments meanwhile. Pure; reads no rows.

An edit speaks of a place by the words around it: `quote` is a verbatim stretch, `at` where in it the words begin,
`nth` how many equal stretches come before. So it survives a new extraction, a re-import and another database. Where
the stretch is gone, since something near the words was corrected, they are known by what is left around them.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

AROUND = 48
"""Characters on each side that are kept to know a place again."""
LEFT = 16
"""So many of these must still stand next to the words, on both sides together, where others are gone."""


@dataclass(frozen=True, slots=True)
class Spot:
    """`start:end` of the text of the segment of this `number`."""

    number: int
    start: int
    end: int


class Flat:
    """A transcript as one text: its segments, joined by one space each."""

    def __init__(self, segments: Sequence[tuple[int, str]]) -> None:
        """`segments`: (number, text) in order."""
        self.segments = segments
        self.text = " ".join(text for _, text in segments)
        self.starts = [0]
        for _, text in segments:
            self.starts.append(self.starts[-1] + len(text) + 1)
        self._index = {number: index for index, (number, _) in enumerate(segments)}

    def __contains__(self, number: int) -> bool:
        return number in self._index

    def write_place(self, spot: Spot) -> dict[str, Any]:
        """What is kept of a place that lies in one segment: what stands around it there, and beyond where that is said
        elsewhere too."""
        index = self._index[spot.number]
        begin = self.starts[index]
        limit = begin + len(self.segments[index][1])
        at, end = begin + spot.start, begin + spot.end
        left, right = max(begin, at - AROUND), min(limit, end + AROUND)
        if len(list(_find_all(self.text, self.text[left:right]))) > 1:
            left, right = max(0, at - AROUND), min(len(self.text), end + AROUND)
        return self._write(left, right, at=at, length=end - at)

    def write_quote(self, number: int, quote: str) -> dict[str, Any] | None:
        """The same of a quote in the segment, or across its borders, or else in one beside it; None where it is not
        there."""
        index = self._index[number]
        begin, end = self.starts[index], self.starts[index + 1]
        lower, upper = self.starts[max(0, index - 1)], self.starts[min(len(self.segments), index + 2)]
        reach = max(0, len(quote) - 1)
        stretches = [(begin, end), (max(lower, begin - reach), min(upper, end + reach)), (lower, upper)]
        found = next((at for left, right in stretches if (at := self.text.find(quote, left, right)) >= 0), -1)
        return self._write(found, found + len(quote), at=found, length=len(quote)) if found >= 0 else None

    def _write(self, left: int, right: int, *, at: int, length: int) -> dict[str, Any]:
        quote = self.text[left:right]
        nth = sum(1 for found in _find_all(self.text, quote) if found < left)
        return {"quote": quote, "at": at - left, "text": self.text[at : at + length], "nth": nth}

    def locate(self, place: Mapping[str, Any]) -> Spot | None:
        """Where the place's words begin now, and end if that is in the same segment; None where they are gone."""
        there = list(_find_all(self.text, place["quote"]))
        if not there:
            return self._locate_by_rest(place)
        known = place["nth"] < len(there)
        return self._spot(there[place["nth"]] + place["at"], len(place["text"])) if known else None

    def _locate_by_rest(self, place: Mapping[str, Any]) -> Spot | None:
        """Where more is left of what stood around the words than anywhere else."""
        words = place["text"]
        left = [(self._count_left(at, place), at) for at in self._find_whole(words)]
        most, at = max(left, default=(0, 0))
        surely = most >= LEFT and sum(1 for count, _ in left if count == most) == 1
        return self._spot(at, len(words)) if surely else None

    def _count_left(self, at: int, place: Mapping[str, Any]) -> int:
        """Characters next to words that begin here which are those that stood around the place."""
        end, rest = at + len(place["text"]), place["at"] + len(place["text"])
        before, after = place["quote"][: place["at"]], place["quote"][rest:]
        now_before, now_after = self.text[max(0, at - len(before)) : at], self.text[end : end + len(after)]
        return _count_alike(before[::-1], now_before[::-1]) + _count_alike(after, now_after)

    def find_words(self, words: str) -> Iterator[Spot]:
        """Each place inside one segment where exactly these words stand, not as a part of longer ones."""
        for found in self._find_whole(words):
            spot = self._spot(found, len(words))
            if self.fits(spot):
                yield spot

    def _find_whole(self, words: str) -> Iterator[int]:
        for found in _find_all(self.text, words):
            before, after = self.text[found - 1 : found], self.text[found + len(words) : found + len(words) + 1]
            if not _is_in_word(before) and not _is_in_word(after):
                yield found

    def fits(self, spot: Spot) -> bool:
        return spot.end <= len(self.segments[self._index[spot.number]][1])

    def _spot(self, position: int, length: int) -> Spot:
        index = min(bisect_right(self.starts, position) - 1, len(self.segments) - 1)
        start = position - self.starts[index]
        return Spot(self.segments[index][0], start, start + length)


def _find_all(text: str, words: str) -> Iterator[int]:
    found = text.find(words) if words else -1
    while found >= 0:
        yield found
        found = text.find(words, found + 1)


def _is_in_word(character: str) -> bool:
    """A mark belongs to the letter before it."""
    return character.isalnum() or (character != "" and unicodedata.category(character).startswith("M"))


def _count_alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
