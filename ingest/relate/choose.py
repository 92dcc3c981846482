"""Keeps the connections worth showing: what is stated outright, then the likeliest of the others.

Knows hits and probabilities; reads no text.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ingest.ontology import FALLBACK
from ingest.records import Claim
from ingest.relate.hit import Hit

PER_ENTITY = 1.5
"""Connections per entity of a talk in all; what is stated or typed is kept beyond it."""
CO_MENTION_MOST = 0.6
_EVEN = 0.5
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


def choose_stated(links: Mapping[Ends, float], *, stated: Mapping[Ends, Stated]) -> list[Ends]:
    return [ends for ends in links if ends in stated and links[ends] >= STATED_FLOOR]


def choose_likely(links: Mapping[Ends, float], *, stated: Mapping[Ends, Stated], room: int) -> list[Ends]:
    """The likeliest pairs above `FLOOR` that nothing states, likeliest first: twice the room, to choose from."""
    others = [ends for ends in links if ends not in stated and links[ends] >= FLOOR]
    return sorted(others, key=lambda ends: (-links[ends], ends))[: 2 * room]


def trim_claims(claims: Sequence[Claim], *, room: int) -> list[Claim]:
    """All claims (likeliest first) that tell how two things are connected, and as many others as there is room for."""
    typed = [claim for claim in claims if claim.predicate != FALLBACK]
    return [*typed, *[claim for claim in claims if claim.predicate == FALLBACK][: max(0, room - len(typed))]]


def share_chance(chance: float, *, among: int) -> float:
    """What each of several claims adds to one connection, which is as likely as the two things together suggest, and
    not likelier for being shown at several places. Rounded up, so that together they don't fall below it."""
    share: float = 1 - (1 - chance) ** (1 / among)
    return math.ceil(share * 1000 - 1e-9) / 1000


def temper_co_mention(chance: float) -> float:
    """Being named together shows no more than `CO_MENTION_MOST`; the order stays, and so does what exceeds one half."""
    return chance if chance <= _EVEN else _EVEN + (chance - _EVEN) * (CO_MENTION_MOST - _EVEN) / (1 - _EVEN)
