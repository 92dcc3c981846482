"""Decisions as a file, one JSON object a line, and back: they speak of keys, so they hold in any library that has
the same videos."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from graphapp.curation.terms import keys_of
from graphapp.runs.outbox import catch_up, enqueue
from graphapp.videos.judging import KINDS
from graphapp.videos.models import Decision, DecisionEvent, DecisionKey
from graphapp.videos.resolving import Footprint, resolve_footprint

FIELDS = ("id", "order", "kind", "said", "subject", "note", "author", "active")


class LineUnreadable(Exception):
    """A line of the file is not a decision. Nothing was imported."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"Line {line}: {reason} Nothing was imported; mend the file and try again.")


@dataclass(frozen=True, slots=True)
class Imported:
    """`known` were there already and stayed as they were."""

    added: int
    known: int


def export_decisions() -> Iterator[str]:
    """One line a decision, oldest first, with its events."""
    for decision in Decision.objects.order_by("order").prefetch_related("events"):
        facts = {name: getattr(decision, name) for name in FIELDS}
        facts["made_at"] = decision.made_at.isoformat()
        facts["events"] = [[e.action, e.author, e.at.isoformat()] for e in decision.events.all()]
        yield json.dumps(facts, ensure_ascii=False, sort_keys=True)


@transaction.atomic
def import_decisions(lines: Iterable[str]) -> Imported:
    """Add the decisions of a file that are not here yet, whole or not at all, after those that are. Raises
    LineUnreadable."""
    rows = [_read_line(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    known = set(Decision.objects.filter(id__in=[row["id"] for row in rows]).values_list("id", flat=True))
    new = [row for row in sorted(rows, key=lambda row: row["order"]) if row["id"] not in known]
    last = Decision.objects.order_by("-order").values_list("order", flat=True).first() or 0
    keys: set[str] = set()
    for offset, row in enumerate(new, 1):
        _write(row, order=last + offset)
        keys.update(keys_of(row["said"]))
    if new:
        pairs = [(row["said"]["subject"], row["said"]["object"]) for row in new if "subject" in row["said"]]
        enqueue(resolve_footprint(Footprint(frozenset(keys), frozenset()), pairs=pairs))
        transaction.on_commit(catch_up)
    return Imported(added=len(new), known=len(rows) - len(new))


def _read_line(number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
        if not isinstance(row, dict) or row["kind"] not in KINDS or not isinstance(row["said"], dict):
            raise LineUnreadable(number, "this is no decision.")
        if not all(isinstance(key, str) for key in keys_of(row["said"])):
            raise LineUnreadable(number, "a key is not a text.")
        for _, _, at in row["events"]:
            datetime.fromisoformat(at)
        datetime.fromisoformat(row["made_at"])
        return {name: row[name] for name in (*FIELDS, "made_at", "events")}
    except (ValueError, KeyError, TypeError, RecursionError):
        raise LineUnreadable(number, "this can't be read as a decision.") from None


def _write(row: dict[str, Any], *, order: int) -> None:
    decision = Decision.objects.create(
        **{name: row[name] for name in FIELDS if name != "order"},
        order=order,
        made_at=datetime.fromisoformat(row["made_at"]),
    )
    DecisionKey.objects.bulk_create([DecisionKey(decision=decision, key=key) for key in keys_of(row["said"])])
    DecisionEvent.objects.bulk_create(
        [
            DecisionEvent(decision=decision, action=action, author=author, at=datetime.fromisoformat(at))
            for action, author, at in row["events"]
        ]
    )
