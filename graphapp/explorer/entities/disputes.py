"""Where speakers state things of an entity that can hardly both be so: asserted and denied, or contradicting.

What contradicts what is data of the ontology. Two queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graphapp.explorer.entities.named import Named, load_named
from graphapp.explorer.entities.stated import Stated
from graphapp.videos.reading.connections import Evidence, load_best_evidence
from ingest.ontology import load_ontology

LIMIT = 6
CANDIDATES = 16
VOICES = 8
"""Statements of each side among which two by different people are looked for: more than one talk makes of a thing, so
that they come from several."""


@dataclass(frozen=True, slots=True)
class Side:
    relation: Stated
    subject: Named
    object: Named
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Dispute:
    """`kind`: denied, contradicting or reversed."""

    kind: str
    one: Side
    other: Side


def load_disputes(stated: Sequence[Stated]) -> list[Dispute]:
    """Best attested first. The two sides never come from one person in one video: that is a change of mind."""
    pairs = sorted(find_pairs(stated), key=lambda p: (-min(p[1].weight, p[2].weight), p[1].id, p[2].id))[:CANDIDATES]
    if not pairs:
        return []
    relations = {r.id: r for _, one, other in pairs for r in (one, other)}
    evidence = load_best_evidence(list(relations), each=VOICES)
    known = load_named(end for r in relations.values() for end in (r.subject, r.object))
    found: list[Dispute] = []
    for kind, one, other in pairs:
        voices = _choose_voices(evidence.get(one.id, ()), evidence.get(other.id, ()))
        if voices and {one.subject, one.object} <= known.keys():
            found.append(
                Dispute(
                    kind,
                    Side(one, known[one.subject], known[one.object], voices[0]),
                    Side(other, known[other.subject], known[other.object], voices[1]),
                )
            )
    return found[:LIMIT]


def _choose_voices(one: Sequence[Evidence], other: Sequence[Evidence]) -> tuple[Evidence, Evidence] | None:
    """Two that come from different videos, or, failing that, from two people of one."""
    pairs = [(a, b) for a in one for b in other]
    apart = [(a, b) for a, b in pairs if a.video_id != b.video_id]
    named = [(a, b) for a, b in pairs if a.speaker and b.speaker and a.speaker != b.speaker]
    return next(iter(apart or named), None)


def find_pairs(stated: Sequence[Stated]) -> Iterator[tuple[str, Stated, Stated]]:
    """(kind, one, other) of what can hardly both be so, whoever says it."""
    by_pair: dict[frozenset[str], list[Stated]] = defaultdict(list)
    for relation in stated:
        by_pair[frozenset((relation.subject, relation.object))].append(relation)
    for relations in by_pair.values():
        if len(relations) > 1:
            yield from _compare(relations)


def _compare(relations: Sequence[Stated]) -> Iterator[tuple[str, Stated, Stated]]:
    asserted = [r for r in relations if r.polarity == "asserted"]
    for denied in (r for r in relations if r.polarity == "denied"):
        yield from (("denied", r, denied) for r in asserted if _says_same(r, denied))
    for i, one in enumerate(asserted):
        yield from _contradict(one, asserted[i + 1 :])


def _says_same(one: Stated, other: Stated) -> bool:
    return one.predicate == other.predicate and (
        one.subject == other.subject or load_ontology().is_symmetric(one.predicate)
    )


def _contradict(one: Stated, others: Iterable[Stated]) -> Iterator[tuple[str, Stated, Stated]]:
    for other in others:
        along = one.subject == other.subject
        if one.predicate == other.predicate:
            if not along and _is_one_way(one.predicate):
                yield ("reversed", one, other)
        elif _exclude(one.predicate, other.predicate) and (
            along or load_ontology().is_symmetric(one.predicate, other.predicate)
        ):
            yield ("contradicting", one, other)


def _exclude(one: str, other: str) -> bool:
    known = load_ontology().predicates
    return (one in known and other in known[one].contradicts) or (other in known and one in known[other].contradicts)


def _is_one_way(predicate: str) -> bool:
    known = load_ontology().predicates.get(predicate)
    return known is not None and known.one_way
