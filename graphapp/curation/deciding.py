"""Makes, revokes and restores decisions. Each is one transaction: the log, the derived rows and the outbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from graphapp.curation.refusals import DecisionConflict
from graphapp.curation.terms import Terms, keys_of, pairs_of, read_terms
from graphapp.graph.results import GraphDelta
from graphapp.runs.outbox import catch_up, enqueue
from graphapp.videos.models import Decision, DecisionEvent, DecisionKey
from graphapp.videos.resolving import Footprint, resolve_footprint
from ingest.ids import hash_id

NOTE_LENGTH = 2000
MADE, REVOKED, RESTORED = "made", "revoked", "restored"


def make_decision(kind: str, fields: Mapping[str, Any], *, author: str, note: str = "") -> Decision:
    """Take a decision and let the graph follow. Raises DecisionInvalid or DecisionConflict; then nothing changed."""
    with transaction.atomic():
        terms = read_terms(kind, fields)
        decision = _write(kind, terms, author=author, note=note[:NOTE_LENGTH])
        _apply(decision)
    catch_up()
    return decision


def revoke_decision(decision: Decision, *, author: str) -> Decision:
    """As if it had never been made; it stays in the log."""
    return _switch(decision, active=False, author=author)


def restore_decision(decision: Decision, *, author: str) -> Decision:
    return _switch(decision, active=True, author=author)


def _switch(decision: Decision, *, active: bool, author: str) -> Decision:
    with transaction.atomic():
        locked = Decision.objects.select_for_update().get(id=decision.id)
        if locked.active == active:
            raise DecisionConflict("It is active already." if active else "It is revoked already.")
        locked.active = active
        locked.save(update_fields=["active"])
        _note_event(locked, RESTORED if active else REVOKED, author=author)
        _apply(locked)
    catch_up()
    return locked


def _write(kind: str, terms: Terms, *, author: str, note: str) -> Decision:
    now = timezone.now()
    order = (Decision.objects.aggregate(last=Max("order"))["last"] or 0) + 1
    decision = Decision.objects.create(
        id=hash_id("decision", (author, now.isoformat(), str(order), kind)),
        order=order,
        kind=kind,
        said=terms.said,
        subject=terms.subject,
        note=note,
        author=author,
        made_at=now,
    )
    DecisionKey.objects.bulk_create([DecisionKey(decision=decision, key=key) for key in terms.keys])
    _note_event(decision, MADE, author=author)
    return decision


def _note_event(decision: Decision, action: str, *, author: str) -> None:
    DecisionEvent.objects.create(decision=decision, action=action, author=author, at=timezone.now())


def _apply(decision: Decision) -> None:
    footprint = Footprint(keys=frozenset(keys_of(decision.said)), relations=frozenset())
    delta = resolve_footprint(footprint, pairs=pairs_of(decision.said))
    enqueue(delta)
    decision.effect = _count(delta)
    decision.save(update_fields=["effect"])


def _count(delta: GraphDelta) -> dict[str, int]:
    """How many rows of each kind the graph changed by."""
    return {kind: len(rows) for kind, rows in asdict(delta).items() if kind != "videos"}
