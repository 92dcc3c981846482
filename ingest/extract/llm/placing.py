"""Gives each stretch of the flow to one entity: the longest wins, and nobody is left without a place.

Knows places only; what names what is the model's word.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.extract.llm.locate import Stretch

_LEAST_REST = 4
"""Letters of a word that can still stand for a name of which another name was cut out."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A stretch that may name entity number `entity`, by the word of item number `item`. `spare`: taken only where
    the entity has no other."""

    start: int
    end: int
    item: int
    entity: int
    confidence: float
    spare: bool = False
    cut: bool = False


def give_places(wanted: Sequence[Wanted], *, text: str) -> list[Wanted]:
    """Those that overlap no other, in order of the text.

    An entity that is only named within another's longer name ("the makers of Deep Water") gets its words out of
    it: the longer one keeps the rest, marked `cut`.
    """
    row = _Row(text)
    for want in sorted(wanted, key=lambda w: (w.spare, w.start - w.end, -w.confidence, w.start)):
        if not (want.spare and row.holds(want.entity)):
            row.take(want)
    for want in sorted(wanted, key=lambda w: (w.start, w.end)):
        if not row.holds(want.entity):
            row.cut_out(want)
    return row.list()


class _Row:
    """Taken stretches, sorted, none overlapping another."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] = []
        self._taken: list[Wanted] = []
        self._placed: set[int] = set()

    def holds(self, entity: int) -> bool:
        return entity in self._placed

    def list(self) -> list[Wanted]:
        return self._taken

    def take(self, want: Wanted) -> bool:
        at = bisect_left(self._starts, want.start)
        before = self._taken[at - 1].end if at else 0
        after = self._starts[at] if at < len(self._starts) else len(self._text)
        if before > want.start or after < want.end:
            return False
        self._starts.insert(at, want.start)
        self._taken.insert(at, want)
        self._placed.add(want.entity)
        return True

    def cut_out(self, want: Wanted) -> None:
        at = bisect_left(self._starts, want.start + 1) - 1
        holder = self._taken[at] if at >= 0 else None
        if holder is None or holder.end < want.end:
            return
        rest = max(self._list_rests(holder, want), key=lambda place: place[1] - place[0], default=None)
        if rest:
            del self._starts[at], self._taken[at]
            self.take(want)
            self.take(replace(holder, start=rest[0], end=rest[1], cut=True))

    def _list_rests(self, holder: Wanted, want: Wanted) -> Iterator[Stretch]:
        """The words before and after, where a word among them still says something."""
        for start, end in ((holder.start, want.start), (want.end, holder.end)):
            raw = self._text[start:end]
            words = raw.split()
            if any(sum(map(str.isalpha, word)) >= _LEAST_REST for word in words):
                left = start + raw.index(words[0])
                yield left, left + len(raw.strip())
