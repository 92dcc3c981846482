"""Which entities are named near each other: the candidates for a connection that no wording states.

Collects; scores nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.language.words import word_set
from ingest.records import EntityType
from ingest.relate.talk import Naming, Talk

_MOST_SENTENCES = 2
_MOST_TOKENS = 60
_MOST_BETWEEN = 12
_THANKING = word_set("thank thanks")


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two namings near each other, `first` before `second`; `between` counts the namings that separate them."""

    first: Naming
    second: Naming
    between: int

    @property
    def tokens(self) -> int:
        return max(0, self.second.first - self.first.last)

    @property
    def sentences(self) -> int:
        return self.second.sentence - self.first.sentence

    @property
    def nearness(self) -> float:
        return -0.5 * math.log(1 + self.tokens) - 0.5 * self.sentences - 0.25 * self.between


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities (by index, the smaller first) and where they meet, nearest first."""

    ends: tuple[int, int]
    meetings: tuple[Meeting, ...]


def find_pairs(talk: Talk) -> tuple[Pair, ...]:
    """All pairs that meet within two sentences, in the order of their first meeting."""
    met: dict[tuple[int, int], list[Meeting]] = {}
    for number in range(len(talk.namings)):
        for meeting in _meet(talk, number=number):
            one, other = sorted((meeting.first.entity, meeting.second.entity))
            met.setdefault((one, other), []).append(meeting)
    return tuple(Pair(ends, _nearest_first(meetings)) for ends, meetings in met.items())


def _nearest_first(meetings: Sequence[Meeting]) -> tuple[Meeting, ...]:
    return tuple(sorted(meetings, key=lambda m: (-m.nearness, m.first.start)))


def _meet(talk: Talk, *, number: int) -> Iterator[Meeting]:
    first = talk.namings[number]
    seen: set[int] = set()
    thanked = _is_thanked(talk, first)
    for step, second in enumerate(talk.namings[number + 1 : number + 2 + _MOST_BETWEEN]):
        sentences = second.sentence - first.sentence
        far = sentences > (0 if thanked else _MOST_SENTENCES) or second.first - first.last > _MOST_TOKENS
        if far or second.entity == first.entity:
            return
        if second.entity not in seen:
            seen.add(second.entity)
            yield Meeting(first, second, step)


def _is_thanked(talk: Talk, naming: Naming) -> bool:
    """Whether a sentence only thanks somebody: "Thank you, Ada." What is said next is of something else."""
    begin, end = talk.tokens_of(naming.sentence)
    last = talk.type_of(naming) is EntityType.PERSON and end - naming.last <= 1
    return last and not _THANKING.isdisjoint(talk.words(begin, naming.first))
