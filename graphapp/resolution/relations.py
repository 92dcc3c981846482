"""Claims to relations: all claims that join the same two entities by the same predicate and polarity."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial

from graphapp.resolution.judgements import RelationVerdict
from graphapp.resolution.records import ClaimFact, ResolvedRelation
from ingest.ids import relation_id
from ingest.ontology import load_ontology

CERTAIN = 0.99
"""No number of doubtful claims makes a relation more certain than this."""
MILLION = 1_000_000

Shape = tuple[str, str, str, str]
"""Subject entity, predicate, object entity, polarity."""


Names = Mapping[str, str]
"""By which key a claim names each of two entities."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """A verdict at its place in the order in which they were made. `known`: of each end, all names that are meant.
    `turned`: its subject is the object of the shape that it is about."""

    place: int
    verdict: RelationVerdict
    known: Mapping[str, frozenset[str]]
    turned: bool = False

    def means(self, names: Names) -> bool:
        """Whether it speaks of claims that name the two ends so."""
        return all(not known or end in known or names[end] in known for end, known in self.known.items())


@dataclass(frozen=True, slots=True)
class Rules:
    """Editors' verdicts on relations, by the shape that each is about. Made by `index_verdicts`."""

    verdicts: Mapping[Shape, tuple[_Rule, ...]] = field(default_factory=dict)

    def read(self, shape: Shape, names: Names) -> Shape | None:
        """What a claim of this shape is taken to say, decision after decision; None where it was hidden."""
        if not self.verdicts:
            return shape
        last = -1
        while rule := next((r for r in self.verdicts.get(shape, ()) if r.place > last and r.means(names)), None):
            last = rule.place
            if rule.verdict.hidden:
                return None
            shape = _correct(shape, rule)
        return shape

    def is_approved(self, shape: Shape, claims: Callable[[], Iterable[Names]]) -> bool:
        """Whether it was approved of its two ends, or of what one of its claims names so. `claims`: by which keys each
        of them names the ends; asked only where it matters."""
        approving = [rule for rule in self.verdicts.get(shape, ()) if rule.verdict.approved]
        ends = {shape[0]: shape[0], shape[2]: shape[2]}
        if not approving or any(rule.means(ends) for rule in approving):
            return bool(approving)
        return any(rule.means(names) for names in claims() for rule in approving)


NO_RULES = Rules()


def index_verdicts(verdicts: Iterable[RelationVerdict], *, entity_of: Mapping[str, str]) -> Rules:
    """Verdicts about the entities that hold their keys now."""
    by_shape: dict[Shape, list[_Rule]] = defaultdict(list)
    for place, v in enumerate(sorted(verdicts, key=lambda verdict: verdict.order)):
        subject, obj = entity_of.get(v.subject), entity_of.get(v.object)
        if subject and obj and subject != obj:
            known = {subject: v.subjects, obj: v.objects}
            shape = orient(subject, v.predicate, obj, v.polarity)
            by_shape[shape].append(_Rule(place, v, known, turned=shape[0] != subject))
    return Rules({shape: tuple(rules) for shape, rules in by_shape.items()})


def orient(subject: str, predicate: str, obj: str, polarity: str) -> Shape:
    """Where direction says nothing, both orders are one relation."""
    known = load_ontology().predicates.get(predicate)
    if known and known.symmetric and obj < subject:
        subject, obj = obj, subject
    return (subject, predicate, obj, polarity)


def place_claim(claim: ClaimFact, *, entity_of: Mapping[str, str], rules: Rules = NO_RULES) -> str:
    """The id of the relation that a claim belongs to; empty where both ends are one entity, or it was hidden."""
    shape = find_shape(claim, entity_of=entity_of, rules=rules)
    return relation_id(*shape) if shape else ""


def resolve_relations(
    claims: Iterable[ClaimFact], *, entity_of: Mapping[str, str], rules: Rules = NO_RULES
) -> tuple[ResolvedRelation, ...]:
    """The relations of the given claims, sorted by id. `claims` must hold every claim of each relation in it."""
    groups: dict[Shape, list[ClaimFact]] = defaultdict(list)
    for claim in claims:
        shape = find_shape(claim, entity_of=entity_of, rules=rules)
        if shape:
            groups[shape].append(claim)
    found = (
        _sum_relation(shape, rows, approved=rules.is_approved(shape, partial(list_names, rows, entity_of)))
        for shape, rows in groups.items()
    )
    return tuple(sorted(found, key=lambda relation: relation.id))


def list_names(claims: Iterable[ClaimFact], entity_of: Mapping[str, str]) -> Iterator[Names]:
    """By which key each of the claims names its two entities."""
    return ({entity_of[claim.subject]: claim.subject, entity_of[claim.object]: claim.object} for claim in claims)


def join_confidence(confidences: Iterable[float]) -> float:
    """How sure several claims that say the same are together: 1 − ∏(1 − c), at most CERTAIN."""
    return read_surety(sum(map(weigh_confidence, confidences)))


@lru_cache(maxsize=10_000)
def weigh_confidence(confidence: float) -> int:
    """What one claim adds to how sure several are together: −ln(1 − c), in millionths. Whole numbers, because their sum
    depends on no order, and a claim can be taken away again to the last bit."""
    return round(-math.log(1 - min(confidence, CERTAIN)) * MILLION)


@lru_cache(maxsize=10_000)
def read_surety(surety: int) -> float:
    """The confidence that the sum of several claims comes to."""
    return round(min(CERTAIN, 1 - math.exp(-surety / MILLION)), 4)


def find_shape(claim: ClaimFact, *, entity_of: Mapping[str, str], rules: Rules = NO_RULES) -> Shape | None:
    """What a claim is taken to say; None where both ends are one entity, or it was hidden."""
    subject, obj = entity_of.get(claim.subject), entity_of.get(claim.object)
    if subject is None or obj is None or subject == obj:
        return None
    shape = orient(subject, claim.predicate, obj, claim.polarity)
    return rules.read(shape, {subject: claim.subject, obj: claim.object})


def _correct(shape: Shape, rule: _Rule) -> Shape:
    subject, predicate, obj, polarity = shape
    verdict = rule.verdict
    if verdict.swapped != rule.turned:
        subject, obj = obj, subject
    return orient(subject, verdict.predicate_now or predicate, obj, verdict.polarity_now or polarity)


def _sum_relation(shape: Shape, claims: Sequence[ClaimFact], *, approved: bool) -> ResolvedRelation:
    surety = sum(weigh_confidence(claim.confidence) for claim in claims)
    videos = len({claim.video for claim in claims})
    return make_relation(shape, weight=len(claims), videos=videos, surety=surety, approved=approved)


def make_relation(shape: Shape, *, weight: int, videos: int, surety: int, approved: bool) -> ResolvedRelation:
    """`weight` claims of so many videos that are so sure together."""
    subject, predicate, obj, polarity = shape
    return ResolvedRelation(
        id=relation_id(*shape),
        subject=subject,
        predicate=predicate,
        object=obj,
        polarity=polarity,
        weight=weight,
        video_count=videos,
        confidence=read_surety(surety),
        approved=approved,
        surety=surety,
    )
