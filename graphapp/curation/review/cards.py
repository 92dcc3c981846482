"""A question as it is put: the sentence, both sides with their evidence, and what yes and no would decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graphapp.curation.models import CONNECTION, TYPE, Question
from graphapp.curation.review.answering import NO, YES, Plan, plan_answer
from graphapp.curation.review.settling import locate
from graphapp.curation.seen import look_at
from graphapp.graph.models import Entity, Relation
from graphapp.videos.models import Mention, Naming
from graphapp.videos.portrait.excerpts import cut_after, cut_before
from graphapp.videos.portrait.wording import phrase_of
from graphapp.videos.reading.connections import Evidence, load_evidence

PLACES = 2
AROUND = 70
TESTIMONIES = 3
ALIASES = 6
WORDS = {
    "Person": "a person",
    "Organization": "a company or other organization",
    "Product": "a product",
    "Media": "a show or publication",
    "Event": "an event",
    "Concept": "a concept",
    "Place": "a place",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is named, with what stands around it."""

    title: str
    address: str
    start_ms: int | None
    before: str
    text: str
    after: str


@dataclass(frozen=True, slots=True)
class Side:
    entity: Entity
    aliases: Sequence[str]
    places: Sequence[Place]


@dataclass(frozen=True, slots=True)
class Card:
    """`ask`: the sentence, in parts that alternate between words and names. `yes`, `no`: what they decide."""

    question: Question
    ask: tuple[str, ...]
    yes: Plan | None
    no: Plan | None
    yes_words: str
    no_words: str
    seen: dict[str, str]
    sides: tuple[Side, ...] = ()
    relation: Relation | None = None
    testimonies: tuple[Evidence, ...] = ()


def show_card(question: Question) -> Card | None:
    """None where what it asks about is gone."""
    if question.kind == CONNECTION:
        return _show_connection(question)
    entity_of = locate([question.left, question.right])
    wanted = [key for key in (question.left, question.right) if key]
    entities = Entity.objects.in_bulk(list(entity_of.values()))
    found = [entities.get(entity_of.get(key, "")) for key in wanted]
    sides = tuple(_show_side(entity) for entity in found if entity)
    if len(sides) < len(wanted):
        return None
    return _show_type(question, sides) if question.kind == TYPE else _show_pair(question, sides)


def _show_pair(question: Question, sides: tuple[Side, ...]) -> Card:
    left, right = (side.entity.name for side in sides)
    return Card(
        question=question,
        ask=("Are ", left, " and ", right, " one and the same?"),
        yes=plan_answer(question, YES),
        no=plan_answer(question, NO),
        yes_words=f"one thing, named “{left}”",
        no_words="two things; never asked again",
        seen=look_at([*(side.entity.id for side in sides), question.id]),
        sides=sides,
    )


def _show_type(question: Question, sides: tuple[Side, ...]) -> Card:
    entity = sides[0].entity
    instead = WORDS.get(question.proposal, "")
    return Card(
        question=question,
        ask=("Is ", entity.name, f" {WORDS.get(entity.type, entity.type)}?"),
        yes=plan_answer(question, YES),
        no=plan_answer(question, NO),
        yes_words="it is, and is marked as approved",
        no_words=f"it is {instead}" if instead else "open it, and choose what it is",
        seen=look_at([entity.id, question.id]),
        sides=sides,
    )


def _show_connection(question: Question) -> Card | None:
    relation = Relation.objects.select_related("subject", "object").filter(id=question.relation).first()
    if relation is None:
        return None
    mood = {"denied": "Is it denied that ", "hypothetical": "Is it supposed that "}
    return Card(
        question=question,
        ask=(
            mood.get(relation.polarity, "Is it said that "),
            relation.subject.name,
            f" {phrase_of(relation.predicate)} ",
            relation.object.name,
            "?",
        ),
        yes=plan_answer(question, YES),
        no=plan_answer(question, NO),
        yes_words="it is said, and the connection is approved",
        no_words="it is not; the connection is hidden",
        seen=look_at([relation.id, question.id]),
        relation=relation,
        testimonies=load_evidence(relation)[:TESTIMONIES],
    )


def _show_side(entity: Entity) -> Side:
    names = Naming.objects.filter(key__entity=entity).exclude(name=entity.name).order_by("name").distinct()
    aliases = list(names.values_list("name", flat=True)[:ALIASES])
    rows = Mention.objects.filter(key__entity=entity).select_related("segment", "video").order_by("id")[:PLACES]
    return Side(entity, aliases, [_show_place(row, entity) for row in rows])


def _show_place(row: Mention, entity: Entity) -> Place:
    text, segment = row.segment.text, row.segment
    at = f"at={segment.start_ms // 1000}&" if segment.start_ms is not None else ""
    return Place(
        title=row.video.title,
        address=f"/videos/{row.video.slug}/?{at}e={entity.slug}#s{segment.number}",
        start_ms=segment.start_ms,
        before=cut_before(text[: row.start], size=AROUND),
        text=text[row.start : row.end],
        after=cut_after(text[row.end :], size=AROUND),
    )


def plan_facts(plan: Plan | None) -> dict[str, Any] | None:
    """A plan as the API takes it."""
    return {"kind": plan.kind, **plan.fields} if plan else None
