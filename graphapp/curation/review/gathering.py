"""Gathers questions: of the whole library, or about some entities only. Writes `Question` and nothing else."""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Q, QuerySet, Sum

from graphapp.curation.models import CONNECTION, MISHEARD, SAME, TYPE, Question, Sound, Touched
from graphapp.curation.review.likeness import MISHEARINGS, compare_names, pair_names
from graphapp.curation.review.settling import recheck
from graphapp.curation.review.sounding import hear
from graphapp.graph.models import Entity, Relation
from graphapp.videos.models import Naming, Suggestion
from ingest.ids import hash_id
from ingest.ontology import load_ontology
from ingest.records import EntityType

SURE_SHARE = 0.8
"""A type that less of the mentions stand behind is asked about."""
WEAK = 0.45
WEAK_DEGREE = 4
MOST_WEAK = 400
NEAR = 300
RARE = 2
BATCH = 500
AT_ONCE = 40
SMALL_LIBRARY = 1000
PATIENCE = 0.05
"""Seconds that an editor who asks for the next card waits at most before the last of them is begun."""


class _Thing(NamedTuple):
    id: str
    folded: str
    name: str
    type: str
    videos: int
    mentions: int
    relations: int
    confidence: float

    @property
    def weight(self) -> float:
        return math.log1p(self.mentions + self.relations)


_FIELDS = ("id", "folded", "name", "type", "video_count", "mention_count", "relation_count", "confidence")


def gather_some() -> None:
    """Small libraries are looked through at once; of large ones a little with each visit, the rest by a worker."""
    new = Touched.objects.exists()
    if (new or not Question.objects.exists()) and Entity.objects.count() <= SMALL_LIBRARY:
        gather_all()
    elif new:
        gather_touched()


@transaction.atomic
def gather_all() -> int:
    """Every question of the library anew; those that nothing asks any more are gone. How many there are."""
    found = {question.id: question for question in _gather(None)}
    _drop_others(found)
    _write(found.values())
    Sound.objects.all().delete()
    _note_sounds(Entity.objects.values_list("id", "folded").iterator())
    Touched.objects.all().delete()
    return len(found)


def gather_touched(*, seconds: float = PATIENCE) -> bool:
    """About entities that ingests changed since: as many as there is time for, one at least. Whether more are left.

    What to ask is worked out before it is written: with SQLite editors wait for who writes.
    """
    give_up = time.monotonic() + seconds
    found: dict[tuple[str, int], list[Question]] = {}
    touched = list(Touched.objects.values_list("entity", "times")[:AT_ONCE])
    _note_sounds(Entity.objects.filter(id__in=[entity for entity, _ in touched]).values_list("id", "folded"))
    for entity, times in touched:
        found[entity, times] = list(_gather({entity}))
        if time.monotonic() > give_up:
            break
    if found:
        _keep(found)
    return Touched.objects.exists()


@transaction.atomic
def _keep(found: Mapping[tuple[str, int], Sequence[Question]]) -> None:
    """What an ingest has changed once more stays touched, and is looked at again."""
    rows = Touched.objects.filter(entity__in=[entity for entity, _ in found]).values_list("entity", "times")
    unchanged = found.keys() & set(rows)
    _write(question for each in sorted(unchanged) for question in found[each])
    Touched.objects.filter(entity__in=[entity for entity, _ in unchanged]).delete()


def _note_sounds(names: Iterable[tuple[str, str]]) -> None:
    """Before it is asked which names sound alike, so that two new ones find each other."""
    heard = ((id, hear(folded)) for id, folded in names)
    Sound.objects.bulk_create(
        [Sound(entity=id, code=code) for id, code in heard if code],
        update_conflicts=True,
        unique_fields=["entity"],
        update_fields=["code"],
        batch_size=BATCH,
    )


def _drop_others(found: Collection[str]) -> None:
    old = [id for id in Question.objects.values_list("id", flat=True) if id not in found]
    for start in range(0, len(old), BATCH):
        Question.objects.filter(id__in=old[start : start + BATCH]).delete()


def _write(questions: Iterable[Question]) -> None:
    rows = list({question.id: question for question in questions}.values())
    fields = ["proposal", "why", "alike", "doubt", "impact", "rank"]
    Question.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=fields, batch_size=BATCH
    )
    for start in range(0, len(rows), BATCH):
        recheck([row.id for row in rows[start : start + BATCH]])


def _gather(ids: set[str] | None) -> Iterator[Question]:
    yield from _gather_pairs(ids)
    yield from _gather_suggested(ids)
    yield from _gather_types(ids)
    yield from _gather_connections(ids)


def _gather_pairs(ids: set[str] | None) -> Iterator[Question]:
    if ids is None:
        things = {row[0]: _Thing(*row) for row in Entity.objects.values_list(*_FIELDS).iterator()}
        for one, other in pair_names({id: thing.folded for id, thing in things.items()}):
            yield from _ask_same(things[one], things[other])
        return
    for row in Entity.objects.filter(id__in=ids).values_list(*_FIELDS):
        thing = _Thing(*row)
        begins = thing.folded[:4]
        spelled = Entity.objects.filter(folded__gte=begins, folded__lt=f"{begins}\U0010ffff").exclude(id=thing.id)
        alike = Sound.objects.filter(code=hear(thing.folded) or None).values("entity")
        sounding = Entity.objects.filter(id__in=alike).exclude(id=thing.id)
        for other in dict.fromkeys((*spelled.values_list(*_FIELDS)[:NEAR], *sounding.values_list(*_FIELDS)[:NEAR])):
            yield from _ask_same(thing, _Thing(*other))


def _gather_suggested(ids: set[str] | None) -> Iterator[Question]:
    rows = Suggestion.objects.filter(left__entity__isnull=False, right__entity__isnull=False)
    if ids is not None:
        rows = rows.filter(Q(left__entity__in=ids) | Q(right__entity__in=ids))
    pairs = list(rows.values_list("left__entity", "right__entity", "reason", "confidence"))
    ends = {end for pair in pairs for end in pair[:2]}
    things = {row[0]: _Thing(*row) for row in Entity.objects.filter(id__in=ends).values_list(*_FIELDS)}
    for left, right, reason, confidence in pairs:
        if left != right and left in things and right in things:
            why = f"the extractor doubted it: {reason.replace('-', ' ')}"
            yield _make_pair(things[left], things[right], why=why, likely=confidence)


def _ask_same(one: _Thing, other: _Thing) -> Iterator[Question]:
    likeness = compare_names(one.folded, other.folded)
    if likeness:
        fits = 1.0 if one.type == other.type else 0.75
        yield _make_pair(one, other, why=likeness.why, likely=likeness.likely * fits)


def _make_pair(one: _Thing, other: _Thing, *, why: str, likely: float) -> Question:
    """The one that more is known of stands left."""
    big, small = sorted((one, other), key=lambda thing: (-thing.mentions, -thing.relations, thing.id))
    misheard = why in MISHEARINGS and small.mentions <= RARE < big.mentions
    kind = MISHEARD if misheard else SAME
    told = f"{why}, and rare: may be misheard" if misheard else why
    return _make(
        kind, left=big.id, right=small.id, why=told, alike=f"{kind}:{why}", doubt=likely, impact=_join(big, small)
    )


def _join(big: _Thing, small: _Thing) -> float:
    return round(small.weight * (1 + big.weight / 4), 3)


def _gather_types(ids: set[str] | None) -> Iterator[Question]:
    rows = Naming.objects.filter(is_title=True, key__entity__isnull=False)
    if ids is not None:
        rows = rows.filter(key__entity__in=ids)
    votes: dict[str, dict[str, int]] = defaultdict(dict)
    counted = rows.values_list("key__entity", "type").annotate(n=Sum(F("cluster_mentions") + 1))
    for entity, type, count in counted.order_by():
        votes[entity][type] = count
    asked = {entity for entity, said in votes.items() if len(said) > 1}
    unsure = Entity.objects.filter(confidence__lt=0.5, relation_count__gte=WEAK_DEGREE)
    unsure = unsure if ids is None else unsure.filter(id__in=ids)
    asked |= set(unsure.values_list("id", flat=True)[:MOST_WEAK])
    for start in range(0, len(asked), BATCH):
        part = sorted(asked)[start : start + BATCH]
        for row in Entity.objects.filter(id__in=part).values_list(*_FIELDS):
            yield from _ask_type(_Thing(*row), votes[row[0]])


def _ask_type(thing: _Thing, votes: dict[str, int]) -> Iterator[Question]:
    total = sum(votes.values()) or 1
    share = votes.get(thing.type, 0) / total
    others = sorted((type for type in votes if type != thing.type), key=lambda type: (-votes[type], type))
    impact = thing.weight * 1.5
    if others and share < SURE_SHARE:
        why = f"{votes.get(thing.type, 0)} mentions stand behind {thing.type}, {votes[others[0]]} behind {others[0]}"
        alike = f"type:{thing.type}>{others[0]}"
        yield _make(TYPE, left=thing.id, why=why, alike=alike, doubt=1 - share, impact=impact, proposal=others[0])
    elif thing.confidence < 0.5 and thing.relations >= WEAK_DEGREE:
        why = f"much hangs on it, and nothing says for sure that it is a {thing.type}"
        yield _make(
            TYPE, left=thing.id, why=why, alike=f"type:{thing.type}?", doubt=1 - thing.confidence, impact=impact
        )


def _gather_connections(ids: set[str] | None) -> Iterator[Question]:
    rows = Relation.objects.filter(approved=False)
    if ids is not None:
        rows = rows.filter(Q(subject__in=ids) | Q(object__in=ids))
    yield from _ask_contradictions(rows)
    yield from _ask_odd_ends(rows)
    yield from _ask_weak(rows)


def _ask_contradictions(rows: QuerySet[Relation]) -> Iterator[Question]:
    for denied in rows.filter(polarity="denied").select_related("subject", "object"):
        same = Relation.objects.filter(
            subject=denied.subject_id, predicate=denied.predicate, object=denied.object_id, polarity="asserted"
        )
        for asserted in same.select_related("subject", "object"):
            weaker = min(asserted, denied, key=lambda relation: (relation.confidence, relation.id))
            yield _make_connection(weaker, why="the opposite is said too", alike="contradiction", doubt=0.8)


def _ask_odd_ends(rows: QuerySet[Relation]) -> Iterator[Question]:
    odd = []
    for predicate in load_ontology().predicates.values():
        subjects = [t.value for t in EntityType if t not in predicate.subjects]
        objects = [t.value for t in EntityType if t not in predicate.objects]
        wrong = Q(subject__type__in=subjects) | Q(object__type__in=objects)
        odd += rows.filter(wrong, predicate=predicate.name).select_related("subject", "object")[:MOST_WEAK]
    for relation in odd:
        phrase = load_ontology().predicates[relation.predicate].phrase
        why = f"a {relation.subject.type} hardly “{phrase}” a {relation.object.type}"
        yield _make_connection(relation, why=why, alike=f"ends:{relation.predicate}", doubt=0.7)


def _ask_weak(rows: QuerySet[Relation]) -> Iterator[Question]:
    weak = rows.filter(
        confidence__lt=WEAK, subject__relation_count__gte=WEAK_DEGREE, object__relation_count__gte=WEAK_DEGREE
    )
    ranked = weak.annotate(degree=F("subject__relation_count") + F("object__relation_count"))
    for relation in ranked.select_related("subject", "object").order_by("-degree", "id")[:MOST_WEAK]:
        why = "only weak evidence, between two that much hangs on"
        yield _make_connection(relation, why=why, alike=f"weak:{relation.predicate}", doubt=1 - relation.confidence)


def _make_connection(relation: Relation, *, why: str, alike: str, doubt: float) -> Question:
    degrees = relation.subject.relation_count + relation.object.relation_count
    return _make(
        CONNECTION,
        left=relation.subject_id,
        right=relation.object_id,
        relation=relation.id,
        why=why,
        alike=alike,
        doubt=doubt,
        impact=0.6 * math.log1p(degrees),
    )


def _make(kind: str, *, left: str, alike: str, doubt: float, impact: float, **rest: str) -> Question:
    right, relation = rest.get("right", ""), rest.get("relation", "")
    pair = sorted((left, right)) if kind in {SAME, MISHEARD} else [left, right]
    id = hash_id("question", (TYPE if kind == TYPE else CONNECTION if relation else SAME, *pair, relation))
    values = {"doubt": round(doubt, 3), "impact": round(impact, 3), "rank": round(doubt * impact, 4)}
    return Question(id=id, kind=kind, left=left, alike=alike, **values, **rest)
