"""Makes, revokes and restores decisions. Each is one transaction: the log, the derived rows and the outbox."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q

from graphapp.curation.drafting import (
    Draft,
    draft_decision,
    next_order,
    number_decision,
    shape_decision,
    take_turn,
)
from graphapp.curation.fields import Terms
from graphapp.curation.log_rows import log_decision, log_event
from graphapp.curation.refusals import DecisionConflict
from graphapp.curation.repeating import find_known
from graphapp.curation.seen import check_seen
from graphapp.curation.signals import decided
from graphapp.curation.terms import read_terms
from graphapp.graph.models import Appearance, Relation
from graphapp.graph.results import GraphDelta, list_facts
from graphapp.runs.projection.outbox import catch_up_briefly, enqueue, make_ready
from graphapp.videos.database.column_updates import sent_together
from graphapp.videos.database.turns import wait_for_turn
from graphapp.videos.deriving.planning import Plan, plan_trial
from graphapp.videos.deriving.resolving import carry_out, follow_decisions
from graphapp.videos.models import Decision
from graphapp.videos.premises.judging import Trial

MADE, REVOKED, RESTORED = "made", "revoked", "restored"
DRAFTS = 2
"""So often a decision is worked out before its turn, if others change what it rests on; then while they wait."""
NOT_TOLD = {"videos", "counted", "toggled"}


@dataclass(frozen=True, slots=True)
class Sent:
    """`seen`: fingerprints of what the editor looked at (`graphapp.curation.seen`); DecisionStale where that changed.

    `request`: the sender's word for this one time; the same word of the same author again is answered with the
    decision that it made, and refused with another.
    """

    seen: Mapping[str, Any] = field(default_factory=dict)
    request: str = ""


NOTHING = Sent()


@dataclass(frozen=True, slots=True)
class Applied:
    """`delta`: the graph rows that changed. `terms`: of what was decided."""

    decision: Decision
    terms: Terms
    delta: GraphDelta


def make_decision(
    kind: str,
    fields: Mapping[str, Any],
    *,
    author: str,
    note: str = "",
    sent: Sent = NOTHING,
) -> Decision:
    """Take a decision and let the graph follow. Raises DecisionInvalid or DecisionConflict; then nothing changed.

    The graph store follows once it is committed: it could not take back what the record does.
    """
    make_ready()
    decision = _decide(_Wish(kind, fields, author, note, sent))
    transaction.on_commit(catch_up_briefly)
    return decision


@dataclass(frozen=True, slots=True)
class _Wish:
    """What somebody wants to be decided."""

    kind: str
    fields: Mapping[str, Any]
    author: str
    note: str
    sent: Sent

    @property
    def signed(self) -> dict[str, str]:
        return {"author": self.author, "note": self.note, "request": self.sent.request}


def _decide(wish: _Wish) -> Decision:
    for draft in _draft(wish):
        with transaction.atomic(), sent_together():
            if take_turn(draft):
                return _find_made(wish) or _write(draft.decision, draft.terms, draft.plan).decision
    with transaction.atomic():
        wait_for_turn()
        return _find_made(wish) or write_decision(wish.kind, wish.fields, **wish.signed).decision


def _draft(wish: _Wish) -> Iterator[Draft]:
    """A new one each time that the one before does not hold any more: others need not wait meanwhile."""
    for _ in range(DRAFTS):
        draft = draft_decision(wish.kind, wish.fields, **wish.signed)
        if not draft:
            return
        yield draft


def _find_made(wish: _Wish) -> Decision | None:
    """What the same request made before. Raises DecisionStale where its author saw something else."""
    known = find_known(wish.sent.request, wish.kind, wish.fields, author=wish.author)
    if not known:
        check_seen(wish.sent.seen)
    return known


def write_decision(kind: str, fields: Mapping[str, Any], *, author: str, note: str = "", request: str = "") -> Applied:
    """The same inside the caller's transaction, which must have taken its turn and must catch up afterwards."""
    terms = read_terms(kind, fields)
    decision = shape_decision(kind, terms, author=author, note=note, request=request)
    number_decision(decision, next_order())
    if terms.videos:
        return Applied(decision, terms, _lay(decision, terms))
    return _write(decision, terms, plan_trial(Trial(decision, terms.keys)))


def _write(decision: Decision, terms: Terms, plan: Plan) -> Applied:
    with sent_together():
        delta = carry_out(plan)
        decision.effect = _count(delta)
        log_decision(decision, terms)
        log_event(decision, MADE, author=decision.author)
        pass_on(delta)
    return Applied(decision, terms, delta)


def _lay(decision: Decision, terms: Terms) -> GraphDelta:
    """What is said of words is found by reading the log, so it stands there first."""
    log_decision(decision, terms)
    log_event(decision, MADE, author=decision.author)
    return _follow(decision)


def revoke_decision(decision: Decision, *, author: str) -> Decision:
    """As if it had never been made; it stays in the log."""
    return _switch(decision, active=False, author=author)


def restore_decision(decision: Decision, *, author: str) -> Decision:
    return _switch(decision, active=True, author=author)


def _switch(decision: Decision, *, active: bool, author: str) -> Decision:
    with transaction.atomic():
        wait_for_turn()
        current = Decision.objects.get(id=decision.id)
        if current.active == active:
            raise DecisionConflict("It is active already." if active else "It is revoked already.")
        current.active = active
        current.save(update_fields=["active"])
        log_event(current, RESTORED if active else REVOKED, author=author)
        _follow(current)
    transaction.on_commit(catch_up_briefly)
    return current


def _follow(decision: Decision) -> GraphDelta:
    delta = follow_decisions([decision.id])
    decision.effect = _count(delta)
    Decision.objects.filter(id=decision.id).update(effect=decision.effect)
    pass_on(delta)
    return delta


def pass_on(delta: GraphDelta) -> None:
    """To the graph store and the desk, in the transaction of the decisions that changed it so."""
    enqueue(delta)
    decided.send(sender=Decision, delta=delta)


def _count(delta: GraphDelta) -> dict[str, int]:
    """How many rows of each kind the graph changed by. What went out of sight, or came back, changed with what it
    hangs on."""
    counts = {kind: len(rows) for kind, rows in list_facts(delta).items() if kind not in NOT_TOLD}
    if delta.toggled:
        either = Q(subject__in=delta.toggled) | Q(object__in=delta.toggled)
        counts["relations"] += Relation.everything.filter(either).count()
        counts["appearances"] += Appearance.everything.filter(entity__in=delta.toggled).count()
    return counts
