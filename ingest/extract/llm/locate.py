"""Finds where a quoted or named stretch stands in the flow: spacing, case and typography do not count, words do.

What it returns is a place; the verbatim words are the transcript's own. It never guesses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate

from ingest.language.lengths import may_join_names

Stretch = tuple[int, int]

_WORD = re.compile(r"[\w+#&]+")
_WORDS_AND_REST = re.compile(f"({_WORD.pattern})")
_STOPS = ".?!…,;:。！？"
_CLOSING = "\"'”’)] "
_ELISION = re.compile(r"\s*(?:\.{3,}|…|\[\.\.\.\])\s*")
_MOST_ELIDED = 400
_MOST_FIRSTS = 20
_LONGEST = 4000


class Locator:
    """The words of one text, indexed once."""

    def __init__(self, text: str) -> None:
        self._text = text
        pieces = _WORDS_AND_REST.split(text)
        bounds = list(accumulate(map(len, pieces), initial=0))
        self._starts, self._ends = bounds[1::2], bounds[2::2]
        folded = {word: _fold(word) for word in set(pieces[1::2])}
        self._words = [folded[word] for word in pieces[1::2]]
        self._places: dict[str, list[int]] = {word: [] for word in folded.values()}
        for number, word in enumerate(self._words):
            self._places[word].append(number)

    def find_all(self, wanted: str, *, start: int = 0, end: int | None = None) -> tuple[Stretch, ...]:
        """Every place of the words of `wanted` that lies in `start:end`, in order."""
        limit = len(self._text) if end is None else end
        words = [_fold(word) for word in _WORD.findall(wanted[:_LONGEST])]
        found = [place for place in self._find_words(words) if start <= place[0] and place[1] <= limit]
        return tuple(found) or tuple(self._find_exactly(wanted.strip(), start=start, end=limit))

    def find_stem(self, stem: str) -> tuple[Stretch, ...]:
        """Every word that begins with these folded letters, in order."""
        numbers = (n for word, places in self._places.items() if word.startswith(stem) for n in places)
        return tuple((self._starts[number], self._ends[number]) for number in sorted(numbers))

    def prefer_case(self, wanted: str, places: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
        """Only the places written with the same capitals, where there are any: “Go” is not “go”."""
        words = " ".join(_WORD.findall(wanted))
        same = tuple(place for place in places if self._is_written(place, words))
        return same or places

    def _is_written(self, place: Stretch, words: str) -> bool:
        text = self.text_at(place)
        return text == words or " ".join(_WORD.findall(text)) == words

    def text_at(self, place: Stretch) -> str:
        return self._text[slice(*place)]

    def find_quote(self, wanted: str, *, start: int = 0, end: int | None = None) -> Stretch | None:
        """The first place of the quote in `start:end`, with the closing marks that it has itself.

        A quote that leaves words out by an ellipsis stands where its parts stand in order and close together.
        """
        whole = self._find_first(wanted, start=start, end=end)
        return whole or self._find_elided(wanted, start=start, end=end)

    def _find_first(self, wanted: str, *, start: int, end: int | None) -> Stretch | None:
        found = self.find_all(wanted, start=start, end=end)
        return self._close(found[0], wanted) if found else None

    def _find_elided(self, wanted: str, *, start: int, end: int | None) -> Stretch | None:
        parts = [part for part in _ELISION.split(wanted) if part.strip()]
        firsts = self.find_all(parts[0], start=start, end=end) if len(parts) > 1 else ()
        reached = (self._follow(first, parts[1:], end=end) for first in firsts[:_MOST_FIRSTS])
        return next((place for place in reached if place), None)

    def _follow(self, first: Stretch, parts: list[str], *, end: int | None) -> Stretch | None:
        reach = first
        for part in parts:
            following = self._find_first(part, start=reach[1], end=end)
            if following is None or following[1] - first[0] > _MOST_ELIDED:
                return None
            reach = following
        return first[0], reach[1]

    def _find_words(self, words: list[str]) -> Iterator[Stretch]:
        for number in self._places.get(words[0], ()) if words else ():
            if self._words[number : number + len(words)] == words:
                yield self._starts[number], self._ends[number + len(words) - 1]

    def _find_exactly(self, wanted: str, *, start: int, end: int) -> Iterator[Stretch]:
        """For scripts that write no spaces, where a name is a part of what looks like one word."""
        if not may_join_names(wanted):
            return
        place = self._text.find(wanted, start, end)
        while place >= 0:
            yield place, place + len(wanted)
            place = self._text.find(wanted, place + len(wanted), end)

    def _close(self, place: Stretch, wanted: str) -> Stretch:
        start, end = place
        if wanted.rstrip(_CLOSING).endswith(tuple(_STOPS)):
            while end < len(self._text) and self._text[end] in _STOPS:
                end += 1
        return start, end


def fold_words(text: str) -> tuple[str, ...]:
    """The words of `text` as they are compared."""
    return tuple(_fold(word) for word in _WORD.findall(text))


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()
