"""Claims to relations: all claims that join the same two entities by the same predicate and polarity."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graphapp.resolution.records import ClaimFact, ResolvedRelation
from ingest.ids import relation_id
from ingest.ontology import load_ontology

CERTAIN = 0.99
"""No number of doubtful claims makes a relation more certain than this."""


def place_claim(claim: ClaimFact, *, entity_of: Mapping[str, str]) -> str:
    """The id of the relation that a claim belongs to; empty where both ends are one entity."""
    subject, obj = _orient(claim, entity_of)
    return "" if subject == obj else relation_id(subject, claim.predicate, obj, claim.polarity)


def resolve_relations(claims: Iterable[ClaimFact], *, entity_of: Mapping[str, str]) -> tuple[ResolvedRelation, ...]:
    """The relations of the given claims, sorted by id. `claims` must hold every claim of each relation in it."""
    groups: dict[str, list[ClaimFact]] = defaultdict(list)
    for claim in claims:
        groups[place_claim(claim, entity_of=entity_of)].append(claim)
    groups.pop("", None)
    return tuple(_sum_relation(id, groups[id], entity_of) for id in sorted(groups))


def _orient(claim: ClaimFact, entity_of: Mapping[str, str]) -> tuple[str, str]:
    """Where direction says nothing, both orders are one relation."""
    ends = (entity_of[claim.subject], entity_of[claim.object])
    predicate = load_ontology().predicates.get(claim.predicate)
    return (min(ends), max(ends)) if predicate and predicate.symmetric else ends


def _sum_relation(id: str, claims: Sequence[ClaimFact], entity_of: Mapping[str, str]) -> ResolvedRelation:
    subject, obj = _orient(claims[0], entity_of)
    # sorted, because a product of floats depends on its order and both paths must agree to the last bit
    doubt = math.prod(sorted(1 - claim.confidence for claim in claims))
    return ResolvedRelation(
        id=id,
        subject=subject,
        predicate=claims[0].predicate,
        object=obj,
        polarity=claims[0].polarity,
        weight=len(claims),
        video_count=len({claim.video for claim in claims}),
        confidence=round(min(CERTAIN, 1 - doubt), 4),
    )
