"""Puts claims into relations and keeps the relations' rows: weight, videos and confidence of their claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from graphapp.graph.models import Relation
from graphapp.resolution.records import ClaimFact, ResolvedRelation
from graphapp.resolution.relations import place_claim, resolve_relations
from graphapp.videos.facts import load_claims
from graphapp.videos.models import Claim, Key

BATCH = 500
_UPDATED = ("subject", "predicate", "object", "polarity", "weight", "video_count", "confidence")


@dataclass(frozen=True, slots=True)
class Relating:
    """What changed: relation ids (gone ones too), the entities at their ends, claim ids of other videos that
    got other ends, and the videos of all claims concerned."""

    relations: set[str]
    ends: set[str]
    moved_claims: set[str]
    videos: set[str]


def relate_claims(moved: set[str], *, video: str, stale: frozenset[str]) -> Relating:
    """Place again the claims of `video` and those at a key in `moved`; `stale` are relations that lost claims."""
    claims = Claim.objects.filter(Q(video=video) | Q(subject__in=moved) | Q(object__in=moved))
    rows = list(claims.order_by("video", "number"))
    entity_of = _map_keys({key for row in rows for key in (row.subject_id, row.object_id)})
    relations = set(stale)
    for row in rows:
        relations.update(filter(None, (row.relation_id, _place_row(row, entity_of))))
    ends = _list_ends(relations)
    _refresh_relations(relations, rows, entity_of)
    return Relating(
        relations=relations,
        ends=ends | _list_ends(relations),
        moved_claims={f"{row.video_id}:{row.number}" for row in rows if row.video_id != video},
        videos={row.video_id for row in rows},
    )


def relate_everything() -> None:
    """Place every claim of the record and make every relation anew."""
    entity_of = _map_keys(None)
    facts = list(load_claims(Claim.objects.all()))
    for start in range(0, len(facts), BATCH):
        batch = facts[start : start + BATCH]
        rows = [Claim(pk=fact.id, relation_id=place_claim(fact, entity_of=entity_of) or None) for fact in batch]
        Claim.objects.bulk_update(rows, ["relation"])
    _upsert_relations(resolve_relations(facts, entity_of=entity_of))


def _map_keys(keys: set[str] | None) -> dict[str, str]:
    found = Key.objects.filter(entity__isnull=False)
    if keys is not None:
        found = found.filter(id__in=keys)
    return dict(found.values_list("id", "entity_id"))


def _place_row(row: Claim, entity_of: dict[str, str]) -> str:
    fact = ClaimFact(row.pk, row.video_id, row.subject_id, row.predicate, row.object_id, row.polarity, row.confidence)
    return place_claim(fact, entity_of=entity_of)


def _list_ends(relations: set[str]) -> set[str]:
    rows = Relation.objects.filter(id__in=relations).values_list("subject_id", "object_id")
    return {end for row in rows for end in row}


def _refresh_relations(relations: set[str], rows: Sequence[Claim], entity_of: dict[str, str]) -> None:
    changed = [row for row in rows if (row.relation_id or "") != _place_row(row, entity_of)]
    for row in changed:
        row.relation_id = _place_row(row, entity_of) or None
    Claim.objects.bulk_update(changed, ["relation"], batch_size=BATCH)
    facts = list(load_claims(Claim.objects.filter(relation__in=relations)))
    ends = _map_keys({key for fact in facts for key in (fact.subject, fact.object)})
    resolved = resolve_relations(facts, entity_of=ends)
    _upsert_relations(resolved)
    Relation.objects.filter(id__in=relations - {relation.id for relation in resolved}).delete()


def _upsert_relations(resolved: Sequence[ResolvedRelation]) -> None:
    rows = [
        Relation(
            id=r.id,
            subject_id=r.subject,
            predicate=r.predicate,
            object_id=r.object,
            polarity=r.polarity,
            weight=r.weight,
            video_count=r.video_count,
            confidence=r.confidence,
        )
        for r in resolved
    ]
    Relation.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=_UPDATED, batch_size=BATCH
    )
