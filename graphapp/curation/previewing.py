"""What a decision would change, without making it. Changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from graphapp.curation.deciding import Applied, write_decision
from graphapp.curation.fields import Terms
from graphapp.curation.foreseeing import SHOWN, Outlook, Shot, Side, compare_shots, foresee, take_shot
from graphapp.curation.seen import look_at, look_between
from graphapp.curation.terms import read_terms
from graphapp.videos.database.turns import wait_for_turn
from graphapp.videos.premises.judging import SAME


@dataclass(frozen=True, slots=True)
class Change:
    """Of an entity; None where it is not there yet, or would not be any more."""

    before: Side | None
    after: Side | None


@dataclass(frozen=True, slots=True)
class Preview:
    """`changes`: of the entities that the decision is about, and of those that would be new. `survivor`: what a
    merge would become. `counts`: by what they count; `connections_joined` would become one with another or join a thing
    to itself, `entities_losing` stay with fewer connections, `entities_alone` of these without any. `seen`: hand it on
    when deciding.
    """

    seen: Mapping[str, str]
    subject: str
    survivor: Side | None
    changes: tuple[Change, ...]
    counts: Mapping[str, int]
    gone: tuple[str, ...]
    new: tuple[str, ...]


def preview_decision(kind: str, fields: Mapping[str, Any]) -> Preview:
    """Raises DecisionInvalid or DecisionConflict like the decision itself."""
    terms = read_terms(kind, fields)
    outlook = _try(kind, fields) if terms.videos else foresee(kind, terms)
    seen = {**look_at(terms.about), **(look_between(terms.about) if kind == SAME else {})}
    return _tell(terms, outlook, seen=seen)


class _TakeBack(Exception):
    def __init__(self, written: Applied, after: Shot) -> None:
        self.written = written
        self.after = after


def _try(kind: str, fields: Mapping[str, Any]) -> Outlook:
    """What is said of words in a transcript is made and taken back, before anybody sees it: it changes one video."""
    with transaction.atomic():
        wait_for_turn()
        try:
            with transaction.atomic():
                applied = write_decision(kind, fields, author="preview")
                raise _TakeBack(applied, take_shot(applied.delta, applied.terms))
        except _TakeBack as end:
            return compare_shots(
                end.written.delta, before=take_shot(end.written.delta, end.written.terms), after=end.after
            )


def _tell(terms: Terms, outlook: Outlook, *, seen: Mapping[str, str]) -> Preview:
    before, after = outlook.before, outlook.after
    about = [id for id in outlook.about if id in before or id in after]
    new = [id for id in after if id not in before]
    gone = [id for id in before if id not in after]
    shown = list(dict.fromkeys([*about, *new, *gone]))[:SHOWN]
    return Preview(
        seen=seen,
        subject=terms.subject,
        survivor=next((after[id] for id in about if id in terms.about and id in after and id in before), None),
        changes=tuple(Change(before.get(id), after.get(id)) for id in shown),
        counts={
            "entities_new": len(new),
            "entities_gone": len(gone),
            "connections_new": outlook.connections_new,
            "connections_gone": outlook.connections_gone,
            "connections_joined": max(0, outlook.connections_gone - outlook.connections_new),
            "appearances": outlook.appearances,
            "statements": outlook.statements,
            "entities_losing": outlook.losing,
            "entities_alone": outlook.alone,
        },
        gone=outlook.gone,
        new=outlook.new,
    )
