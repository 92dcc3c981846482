"""Works out a decision before its turn to write, and says when the turn has come whether that still holds. Writes
nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from graphapp.curation.fields import Terms, read_note
from graphapp.curation.terms import read_terms
from graphapp.videos.database.column_updates import sent_together
from graphapp.videos.database.prepared import Prepared
from graphapp.videos.database.turns import wait_for_turn
from graphapp.videos.deriving.planning import Plan, plan_trial
from graphapp.videos.deriving.tracing import ask_newest, ask_untouched
from graphapp.videos.models import Decision
from graphapp.videos.premises.judging import Trial
from ingest.ids import hash_id

NOTE_LENGTH = 2000
REQUEST_LENGTH = 64
_LAST = Prepared(lambda: Decision.objects.order_by("-order").values_list("order")[:1], lists=0)


@dataclass(frozen=True, slots=True)
class Draft:
    """`since`: the last change that it knows of."""

    decision: Decision
    terms: Terms
    plan: Plan
    since: int


def draft_decision(kind: str, fields: Mapping[str, Any], *, author: str, note: str, request: str) -> Draft | None:
    """None where nothing can be worked out before, is refused, or does not fit together: what stands when the turn has
    come counts."""
    try:
        with sent_together():
            newest, last = ask_newest(), _LAST.ask()
            terms = read_terms(kind, fields)
        if terms.videos:
            return None
        since, order = newest(), _follow(last())
        decision = shape_decision(kind, terms, author=author, note=note, request=request)
        number_decision(decision, order)
        return Draft(decision, terms, plan_trial(Trial(decision, terms.keys)), since)
    except Exception:  # between two reads others may have changed what both are about
        return None


def take_turn(draft: Draft) -> bool:
    """Whether the draft holds now that nobody else changes anything; its decision is then the last of all."""
    rests_on = draft.plan.rests_on | {*draft.terms.about, *draft.terms.keys}
    with sent_together():
        wait_for_turn()
        untouched, last = ask_untouched(rests_on, since=draft.since), _LAST.ask()
        holds, rows = untouched(), last()
    number_decision(draft.decision, _follow(rows))
    return holds


def shape_decision(kind: str, terms: Terms, *, author: str, note: str, request: str) -> Decision:
    """As it will stand in the log, but for its number."""
    return Decision(
        kind=kind,
        said=terms.said,
        subject=terms.subject,
        note=read_note(note)[:NOTE_LENGTH],
        author=author,
        made_at=timezone.now(),
        request=request[:REQUEST_LENGTH] or None,
    )


def number_decision(decision: Decision, order: int) -> None:
    decision.order = order
    decision.id = hash_id("decision", (decision.author, decision.made_at.isoformat(), str(order), decision.kind))


def next_order() -> int:
    return _follow(_LAST())


def _follow(rows: list[tuple[Any, ...]]) -> int:
    return max((last for (last,) in rows), default=0) + 1
