"""What yes, no and later decide; and taking an answer back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from graphapp.curation.deciding import NOTHING, Sent, make_decision, revoke_decision
from graphapp.curation.models import CONNECTION, TYPE, Later, Question
from graphapp.curation.refusals import DecisionConflict, DecisionInvalid
from graphapp.curation.repeating import is_known
from graphapp.curation.review.settling import find_open, locate
from graphapp.curation.seen import check_seen
from graphapp.graph.models import Entity
from graphapp.videos.database.turns import wait_for_turn
from graphapp.videos.models import Decision

YES, NO, LATER = "yes", "no", "later"
ANSWERS = (YES, NO, LATER)
NOT_SEEN: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Plan:
    """A decision in the terms of the API: `kind` and its `fields`."""

    kind: str
    fields: Mapping[str, Any]


def plan_answer(question: Question, answer: str, *, swapped: bool = False) -> Plan | None:
    """The decision that an answer makes; None where it makes none, and something must be chosen first."""
    if question.kind == CONNECTION:
        return Plan("approve" if answer == YES else "hide", {"relation": question.relation})
    if question.kind == TYPE:
        return _plan_type(question, answer)
    left, right = _find_both(question)
    if answer == NO:
        return Plan("distinct", {"entities": [left.id, right.id]})
    kept = right if swapped else left
    return Plan("same", {"entities": [left.id, right.id], "name": kept.name, "type": kept.type})


def _plan_type(question: Question, answer: str) -> Plan | None:
    entity = locate([question.left]).get(question.left, question.left)
    if answer == YES:
        return Plan("approve", {"entity": entity})
    return Plan("retype", {"entity": entity, "type": question.proposal}) if question.proposal else None


def _find_both(question: Question) -> tuple[Entity, Entity]:
    entity_of = locate([question.left, question.right])
    rows = Entity.objects.in_bulk(list(entity_of.values()))
    found = [rows.get(entity_of.get(key, "")) for key in (question.left, question.right)]
    if found[0] is None or found[1] is None:
        raise DecisionConflict("One of the two is not there any more. Load the page again.")
    return found[0], found[1]


def answer_question(
    question: Question, answer: str, *, author: str, sent: Sent = NOTHING, swapped: bool = False
) -> Decision | None:
    """The decision made; None for later. Raises DecisionConflict where it was settled meanwhile."""
    if answer == LATER:
        Later.objects.get_or_create(question=question, editor=author)
        return None
    if answer not in ANSWERS:
        raise DecisionInvalid(f"An answer is one of: {', '.join(ANSWERS)}.")
    if not is_known(sent.request) and not find_open([question]):
        raise DecisionConflict("This was settled meanwhile. Load the page again.")
    plan = plan_answer(question, answer, swapped=swapped)
    if plan is None:
        raise DecisionInvalid("Say what it is instead: open it, and choose a type.")
    return make_decision(plan.kind, plan.fields, author=author, note=f"review: {question.why}"[:300], sent=sent)


def answer_alike(
    questions: Sequence[Question], answer: str, *, author: str, seen: Mapping[str, str] = NOT_SEEN
) -> list[Decision]:
    """The same answer to several, all or none; what an answer to one settles of the others needs none of its own.
    `seen`: fingerprints of what they are about, as it was looked at before any of them was answered; DecisionStale
    where that changed."""
    made: list[Decision] = []
    with transaction.atomic():
        wait_for_turn()
        check_seen(seen)
        for question in questions:
            if made and not find_open([question]):
                continue
            decision = answer_question(question, answer, author=author)
            made += [decision] if decision else []
    return made


def take_back(decisions: Sequence[str], *, author: str) -> None:
    """Revoke what is still active of the given decisions, last first; what somebody else takes back just now is."""
    with transaction.atomic():
        wait_for_turn()
        rows = {decision.id: decision for decision in Decision.objects.filter(id__in=decisions, active=True)}
        for id in reversed(decisions):
            if id in rows:
                revoke_decision(rows[id], author=author)
