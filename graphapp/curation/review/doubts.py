"""Asks what a thing is where talks disagree or nothing says so, and about connections that are contradicted, odd or
weak. Reads only."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from django.db.models import F, Q, QuerySet, Sum

from graphapp.curation.models import CONNECTION, TYPE, Question
from graphapp.curation.review.questions import FIELDS, Thing, make_question
from graphapp.graph.models import Entity, Relation
from graphapp.videos.models import Naming
from graphapp.videos.portrait.wording import phrase_of
from graphapp.videos.premises.facts import listed
from ingest.ids import relation_id
from ingest.ontology import load_ontology
from ingest.records import EntityType, Polarity

SURE_SHARE = 0.8
"""A type that less of the mentions stand behind is asked about."""
WEAK = 0.45
WEAK_DEGREE = 4
MOST_WEAK = 400
BATCH = 500


def ask_about_types(ids: set[str] | None) -> Iterator[Question]:
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
        for row in Entity.objects.filter(id__in=part).values_list(*FIELDS):
            yield from _ask_type(Thing(*row), votes[row[0]])


def _ask_type(thing: Thing, votes: dict[str, int]) -> Iterator[Question]:
    total = sum(votes.values()) or 1
    share = votes.get(thing.type, 0) / total
    others = sorted((type for type in votes if type != thing.type), key=lambda type: (-votes[type], type))
    impact = thing.weight * 1.5
    if others and share < SURE_SHARE:
        why = f"{votes.get(thing.type, 0)} mentions stand behind {thing.type}, {votes[others[0]]} behind {others[0]}"
        alike = f"type:{thing.type}>{others[0]}"
        yield make_question(
            TYPE, left=thing.id, why=why, alike=alike, doubt=1 - share, impact=impact, proposal=others[0]
        )
    elif thing.confidence < 0.5 and thing.relations >= WEAK_DEGREE:
        why = f"much hangs on it, and nothing says for sure that it is a {thing.type}"
        yield make_question(
            TYPE, left=thing.id, why=why, alike=f"type:{thing.type}?", doubt=1 - thing.confidence, impact=impact
        )


def ask_about_connections(ids: set[str] | None) -> Iterator[Question]:
    rows = Relation.objects.filter(approved=False)
    if ids is not None:
        rows = rows.filter(Q(subject__in=ids) | Q(object__in=ids))
    yield from _ask_contradictions(rows)
    yield from _ask_odd_ends(rows)
    yield from _ask_weak(rows)


def ask_about_connection(relation: str) -> Iterator[Question]:
    """And about what denies it, or is denied by it."""
    row = Relation.objects.filter(id=relation).first()
    if row:
        polarity = Polarity.ASSERTED if row.polarity == Polarity.DENIED else Polarity.DENIED
        opposite = relation_id(row.subject_id, row.predicate, row.object_id, polarity)
        rows = Relation.objects.filter(id__in=[relation, opposite], approved=False)
        yield from _ask_contradictions(rows)
        yield from _ask_odd_ends(rows, only=row.predicate)
        yield from _ask_weak(rows)


def _ask_contradictions(rows: QuerySet[Relation]) -> Iterator[Question]:
    denied = {_name_opposite(row): row for row in rows.filter(polarity="denied").select_related("subject", "object")}
    for asserted in Relation.objects.filter(id__in=listed(denied)).select_related("subject", "object"):
        weaker = min(asserted, denied[asserted.id], key=lambda relation: (relation.confidence, relation.id))
        yield _make_connection(weaker, why="the opposite is said too", alike="contradiction", doubt=0.8)


def _name_opposite(denied: Relation) -> str:
    return relation_id(denied.subject_id, denied.predicate, denied.object_id, Polarity.ASSERTED)


def _ask_odd_ends(rows: QuerySet[Relation], *, only: str = "") -> Iterator[Question]:
    """`only`: the predicate of all the rows, where they have one."""
    odd = []
    for predicate in load_ontology().predicates.values():
        if only and predicate.name != only:
            continue
        subjects = [t.value for t in EntityType if t not in predicate.subjects]
        objects = [t.value for t in EntityType if t not in predicate.objects]
        wrong = Q(subject__type__in=subjects) | Q(object__type__in=objects)
        odd += rows.filter(wrong, predicate=predicate.name).select_related("subject", "object")[:MOST_WEAK]
    for relation in odd:
        why = f"a {relation.subject.type} hardly “{phrase_of(relation.predicate)}” a {relation.object.type}"
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
    return make_question(
        CONNECTION,
        left=relation.subject_id,
        right=relation.object_id,
        relation=relation.id,
        why=why,
        alike=alike,
        doubt=doubt,
        impact=0.6 * math.log1p(degrees),
    )
