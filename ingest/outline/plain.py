"""Plain subjects, by which a library is filtered ("technical debt"), told by the words that go with them.

The list (`plain.tsv`) names each with its cues, and may be added to by hand; a subject's name is its first cue.
Finds what a talk gives away of each; judges none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from ingest.outline.reading import Reading, stem_word

Cue = tuple[str, ...]
"""Stems of the words of an expression, in order."""

_PARTS = re.compile(r"[^\W_]+(?:'[^\W\d_]+)?")
_SHORTEST = 4
_USUAL_WORDS = 2000
_FEWEST_CUES = 2
_LIKELIEST = 60


@dataclass(frozen=True, slots=True)
class Told:
    """A plain subject of which a talk says something.

    `sentences` hold its cues, once each. `weights`: how much each cue that is said tells, most first: more the rarer
    it is in talk at large and the more often it is said here. `cues`: how many are said, `named`: how often its own
    name is. All but the first are as of 2,000 words, where the talk has more.
    """

    name: str
    sentences: tuple[int, ...]
    weights: tuple[float, ...]
    cues: float
    named: float

    @property
    def weight(self) -> float:
        return math.fsum(self.weights)


def find_told(reading: Reading) -> tuple[Told, ...]:
    """The sixty of which most is said, at least two cues of each; most first."""
    places, scale = _find_cues(reading), scale_counts(reading)
    counts = {cue: scale * len(found) for cue, found in places.items()}
    told = []
    for name, cues in load_plain().items():
        said = [cue for cue in cues if cue in places]
        if len(said) >= _FEWEST_CUES:
            weights = sorted((math.log1p(counts[cue]) * _weigh_cues()[cue] for cue in said), reverse=True)
            sentences = tuple(sorted({number for cue in said for number in places[cue]}))
            heard = math.fsum(min(1.0, counts[cue]) for cue in said)
            told.append(Told(name, sentences, tuple(weights), heard, counts.get(cues[0], 0.0)))
    return tuple(sorted(told, key=lambda one: (-one.weight, one.name))[:_LIKELIEST])


def scale_counts(reading: Reading) -> float:
    """Makes counts of a long talk comparable to those of 2,000 words of it; 1 for shorter ones."""
    return min(1.0, _USUAL_WORDS / max(1, reading.words))


def _find_cues(reading: Reading) -> dict[Cue, list[int]]:
    """Numbers of the sentences in which each stands, once per standing."""
    places: dict[Cue, list[int]] = {}
    for sentence in reading.sentences:
        stems = [stem for word in sentence.words for stem in list_cue_stems(word.low)]
        for cue in find_cues(stems):
            places.setdefault(cue, []).append(sentence.number)
    return places


def find_cues(stems: Sequence[str]) -> Iterator[Cue]:
    """Each that stands there, once per standing."""
    begins = _index_cues()
    for at, stem in enumerate(stems):
        for cue in begins.get(stem, ()):
            if len(cue) == 1 or tuple(stems[at : at + len(cue)]) == cue:
                yield cue


@cache
def load_plain() -> Mapping[str, Sequence[Cue]]:
    """Each subject's cues, its name first; in the order of the list."""
    lines = files("ingest.outline").joinpath("plain.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {name: _read_cues(name, told=told) for name, told in rows}


def _read_cues(name: str, *, told: str) -> Sequence[Cue]:
    cues = (list_cue_stems(form.lower()) for form in (name, *told.split(",")))
    return tuple(dict.fromkeys(cue for cue in cues if cue))


@cache
def _index_cues() -> Mapping[str, Sequence[Cue]]:
    """By their first stem."""
    begins: dict[str, dict[Cue, None]] = {}
    for cue in (cue for cues in load_plain().values() for cue in cues):
        begins.setdefault(cue[0], {})[cue] = None
    return {stem: tuple(cues) for stem, cues in begins.items()}


@cache
def _weigh_cues() -> Mapping[Cue, float]:
    """What the saying of each tells: how rare it is in stretches of other talks (`cues.tsv`, counted)."""
    total, *lines = files("ingest.outline").joinpath("cues.tsv").read_text("utf-8").splitlines()
    holding = {tuple(cue.split()): int(count) for cue, count in (line.split("\t") for line in lines)}
    cues = (cue for cues in load_plain().values() for cue in cues)
    return {cue: math.log((int(total) + 1) / (holding.get(cue, 0) + 1)) for cue in cues}


@lru_cache(maxsize=65536)
def list_cue_stems(low: str) -> Cue:
    """Those of a word or an expression in lower case: "unit-tests" is "unit", "test"."""
    return tuple(_reduce(part) for part in _PARTS.findall(low))


def _reduce(part: str) -> str:
    stem = stem_word(part)
    if stem == part and len(part) >= _SHORTEST and part.endswith("s") and not part.endswith("ss"):
        stem = part[:-1]
    return stem[:-1] if len(stem) > _SHORTEST and stem.endswith("e") else stem
