"""Puts claims into relations and keeps the relations' rows: weight, videos and confidence of their claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from graphapp.graph.models import Entity, Relation
from graphapp.resolution.records import ClaimFact, ResolvedRelation
from graphapp.resolution.relations import Rules, place_claim, resolve_relations
from graphapp.videos.column_updates import set_claim_relations
from graphapp.videos.facts import load_claims
from graphapp.videos.judging import load_rules
from graphapp.videos.models import Claim, Key
from graphapp.videos.projecting import claim_id

BATCH = 500
_UPDATED = ("subject", "predicate", "object", "polarity", "weight", "video_count", "confidence", "approved")


@dataclass(frozen=True, slots=True)
class Relating:
    """What changed: relation ids (gone ones too), the entities at their ends, claim ids of other videos that
    got other ends, and the videos of all claims concerned."""

    relations: set[str]
    ends: set[str]
    moved_claims: set[str]
    videos: set[str]


def list_claims(*, video: str, keys: set[str], pairs: Sequence[tuple[str, str]] = ()) -> QuerySet[Claim]:
    """The claims of a video, those at any of `keys`, and those between the two entities of each pair."""
    wanted = Q(video=video) if video else Q()
    if keys:
        wanted |= Q(subject__in=keys) | Q(object__in=keys)
    between = _list_between(pairs)
    if between:
        wanted |= Q(id__in=between)
    return Claim.objects.filter(wanted).order_by("video", "number") if wanted else Claim.objects.none()


def _list_between(pairs: Sequence[tuple[str, str]]) -> set[int]:
    """By the smaller of the two entities, of which the index finds few claims; the other is looked for in those."""
    keys_of: dict[str, list[str]] = defaultdict(list)
    ends = {entity for pair in pairs for entity in pair}
    for key, entity in Key.objects.filter(entity__in=ends).values_list("id", "entity_id"):
        keys_of[entity].append(key)
    sizes = dict(Entity.objects.filter(id__in=ends).values_list("id", "mention_count"))
    found: set[int] = set()
    for pair in pairs:
        small, big = sorted(pair, key=lambda entity: sizes.get(entity, 0))
        for near, far in (("subject", "object"), ("object", "subject")):
            rows = Claim.objects.filter(**{f"{near}__in": keys_of[small]}).values_list("id", f"{far}_id")
            found |= {id for id, key in rows if key in keys_of[big]}
    return found


def relate_claims(claims: QuerySet[Claim], *, video: str, stale: frozenset[str]) -> Relating:
    """Place the given claims again; `stale` are relations that lost claims. `video` is the one that changed."""
    rows = list(claims)
    if not rows and not stale:
        return Relating(set(), set(), set(), set())
    entity_of = _map_keys({key for row in rows for key in (row.subject_id, row.object_id)})
    rules = load_rules(set(entity_of.values()))
    old = stale | {row.relation_id for row in rows if row.relation_id}
    relations = old | {place for row in rows if (place := _place_row(row, entity_of, rules))}
    ends = _list_ends(old)
    _refresh_relations(relations, rows, entity_of, rules)
    return Relating(
        relations=set(relations),
        ends=ends | _list_ends(relations),
        moved_claims={claim_id(row.video_id, row.number) for row in rows if row.video_id != video},
        videos={row.video_id for row in rows},
    )


def relate_everything() -> None:
    """Place every claim of the record and make every relation anew."""
    entity_of = _map_keys(None)
    rules = load_rules()
    facts = list(load_claims(Claim.objects.all()))
    for start in range(0, len(facts), BATCH):
        batch = facts[start : start + BATCH]
        set_claim_relations((place_claim(f, entity_of=entity_of, rules=rules) or None, f.id) for f in batch)
    _upsert_relations(resolve_relations(facts, entity_of=entity_of, rules=rules))


def _map_keys(keys: set[str] | None) -> dict[str, str]:
    found = Key.objects.filter(entity__isnull=False)
    if keys is not None:
        found = found.filter(id__in=keys)
    return dict(found.values_list("id", "entity_id"))


def _place_row(row: Claim, entity_of: dict[str, str], rules: Rules) -> str:
    fact = ClaimFact(row.pk, row.video_id, row.subject_id, row.predicate, row.object_id, row.polarity, row.confidence)
    return place_claim(fact, entity_of=entity_of, rules=rules)


def _list_ends(relations: frozenset[str]) -> set[str]:
    rows = Relation.objects.filter(id__in=relations).values_list("subject_id", "object_id")
    return {end for row in rows for end in row}


def _refresh_relations(
    relations: frozenset[str], rows: Sequence[Claim], entity_of: dict[str, str], rules: Rules
) -> None:
    placed = [(row, _place_row(row, entity_of, rules)) for row in rows]
    changed = [row for row, place in placed if (row.relation_id or "") != place]
    for row, place in placed:
        row.relation_id = place or None
    set_claim_relations((row.relation_id, row.pk) for row in changed)
    facts = list(load_claims(Claim.objects.filter(relation__in=relations)))
    keys = {key for fact in facts for key in (fact.subject, fact.object)}
    if not keys <= entity_of.keys():  # other videos say the same of the same entities by other names
        entity_of = _map_keys(keys)
        rules = load_rules(set(entity_of.values()))
    resolved = resolve_relations(facts, entity_of=entity_of, rules=rules)
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
            approved=r.approved,
        )
        for r in resolved
    ]
    Relation.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=_UPDATED, batch_size=BATCH
    )
