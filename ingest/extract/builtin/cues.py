"""Words around a name that tell its type: “CEO of X”, “installed X”, “the book X”, “lives in X”."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ingest.extract.builtin.talk import Place, Talk
from ingest.records import EntityType

LEFT = 6
RIGHT = 6


@dataclass(frozen=True, slots=True)
class Cue:
    type: EntityType
    weight: float
    text: str


@cache
def _load_patterns() -> tuple[tuple[EntityType, float, re.Pattern[str]], ...]:
    lines = files("ingest.extract.builtin").joinpath("models/cues.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return tuple((EntityType(kind), float(weight), re.compile(pattern)) for kind, weight, pattern in rows)


def read_cues(talk: Talk, place: Place) -> Iterator[Cue]:
    """What the words around one place say of its type."""
    return read_window(talk.runs[place.run].lows, place.first, place.last)


def read_window(lows: Sequence[str], first: int, last: int) -> Iterator[Cue]:
    """The same for tokens `first` up to `last` of a run."""
    window = " ".join((*lows[max(0, first - LEFT) : first], "<N>", *lows[last : last + RIGHT]))
    for kind, weight, pattern in _load_patterns():
        found = pattern.search(window)
        if found:
            yield Cue(kind, weight, found.group())


def count_cues(talk: Talk, places: Iterable[Place]) -> dict[EntityType, float]:
    """Summed weights of all cues by type."""
    votes: dict[EntityType, float] = {}
    for place in places:
        for cue in read_cues(talk, place):
            votes[cue.type] = votes.get(cue.type, 0.0) + cue.weight
    return votes
