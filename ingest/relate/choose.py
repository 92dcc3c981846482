"""Keeps the connections worth showing: what is stated outright, then the likeliest of the others.

Knows hits and probabilities; reads no text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ingest.relate.hit import Hit

PER_ENTITY = 1.6
FLOOR = 0.17
STATED_FLOOR = 0.2
EXPLICIT = 0.5
"""The least confidence in an explicit wording: of those in the annotated talks, half to two thirds are right."""
_EXPLICIT_TRUST = 0.6
_MOST_PLACES = 3

Ends = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stated:
    """One connection with the places that state it, the most trusted first."""

    ends: Ends
    predicate: str
    hits: tuple[Hit, ...]
    trust: float


def gather_stated(hits: Iterable[Hit]) -> tuple[Stated, ...]:
    """One connection per pair: the predicate and direction that its wordings support most."""
    by_pair: dict[Ends, list[Hit]] = {}
    for hit in hits:
        by_pair.setdefault(ends_of(hit), []).append(hit)
    return tuple(_settle_pair(ends, found) for ends, found in by_pair.items())


def is_explicit(known: Stated) -> bool:
    """Whether a trusted wording, or several that agree, join two names of one sentence."""
    best = known.hits[0]
    named = not best.subject.pronoun and not best.object.pronoun and best.subject.sentence == best.object.sentence
    return named and best.rule.startswith("wording") and known.trust >= _EXPLICIT_TRUST


def ends_of(hit: Hit) -> Ends:
    one, other = sorted((hit.subject.entity, hit.object.entity))
    return one, other


def _settle_pair(ends: Ends, hits: Sequence[Hit]) -> Stated:
    readings: dict[tuple[int, str], list[Hit]] = {}
    for hit in hits:
        readings.setdefault((hit.subject.entity, hit.predicate), []).append(hit)
    best = max(readings.values(), key=_joint_trust)
    ranked = sorted(_one_per_place(best), key=lambda hit: (-hit.trust, hit.object.start))
    return Stated(ends, ranked[0].predicate, tuple(ranked[:_MOST_PLACES]), _joint_trust(best))


def _one_per_place(hits: Sequence[Hit]) -> list[Hit]:
    places: dict[int, Hit] = {}
    for hit in hits:
        held = places.get(hit.object.sentence)
        if held is None or hit.trust > held.trust:
            places[hit.object.sentence] = hit
    return list(places.values())


def _joint_trust(hits: Sequence[Hit]) -> float:
    """The chance that not all of several independent wordings err."""
    doubt = 1.0
    for hit in _one_per_place(hits):
        doubt *= 1 - hit.trust
    return min(0.97, 1 - doubt)


def choose_links(links: Mapping[Ends, float], *, stated: Mapping[Ends, Stated], entities: int) -> tuple[Ends, ...]:
    """What is stated outright, then the likeliest other pairs above `FLOOR`, up to `PER_ENTITY` per entity."""
    kept = [ends for ends in links if ends in stated and links[ends] >= STATED_FLOOR]
    room = max(0, round(PER_ENTITY * entities) - len(kept))
    others = [ends for ends in links if ends not in stated and links[ends] >= FLOOR]
    ranked = sorted(others, key=lambda ends: (-links[ends], ends))
    return (*kept, *ranked[:room])
