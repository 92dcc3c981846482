"""Decisions as a file, one JSON object a line, and back: they speak of keys, so they hold in any library that has
the same videos."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from graphapp.curation.carrying import call_otherwise, list_carried, list_known_by_before
from graphapp.curation.deciding import pass_on
from graphapp.curation.fields import keys_of, read_note, videos_of
from graphapp.curation.shapes import fits_kind, fits_log, keep_known, leave_out
from graphapp.runs.projection.outbox import catch_up
from graphapp.videos.database.turns import wait_for_turn
from graphapp.videos.deriving.resolving import follow_decisions
from graphapp.videos.models import Decision, DecisionEvent, DecisionKey, DecisionVideo
from graphapp.videos.premises.facts import cut_list
from graphapp.videos.premises.judging import KINDS
from graphapp.web.limits import list_texts

BATCH = 1000
FIELDS = ("id", "order", "kind", "said", "subject", "note", "author", "active")


class LineUnreadable(Exception):
    """A line of the file is not a decision. Nothing was imported."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"Line {line}: {reason} Nothing was imported; mend the file and try again.")


@dataclass(frozen=True, slots=True)
class Imported:
    """`known` were there already, or stood in the file before, and stayed as they were."""

    added: int
    known: int


def export_decisions() -> Iterator[str]:
    """One line a decision, oldest first, with its events."""
    carried = list_carried()
    for decision in Decision.objects.order_by("order").prefetch_related("events"):
        facts = {name: getattr(decision, name) for name in FIELDS}
        facts["said"] = call_otherwise(decision.said, carried)
        facts["before"] = {carried[id]: id for id in set(list_texts(decision.said)) & carried.keys()}
        facts["made_at"] = decision.made_at.isoformat()
        facts["events"] = [[e.action, e.author, e.at.isoformat()] for e in decision.events.all()]
        yield json.dumps(facts, ensure_ascii=False, sort_keys=True)


@transaction.atomic
def import_decisions(lines: Iterable[str]) -> Imported:
    """Add the decisions of a file that are not here yet, whole or not at all, after those that are. Raises
    LineUnreadable."""
    wait_for_turn()
    rows = [_read_line(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    known = _list_known([row["id"] for row in rows])
    first = {row["id"]: row for row in reversed(rows) if row["id"] not in known}
    new = sorted(first.values(), key=lambda row: row["order"])
    called = {name: id for row in new for name, id in row["before"].items()}
    names = list_known_by_before(called) if called else {}
    names |= {name: id for id, name in list_carried().items()}
    for row in new:
        row["said"] = call_otherwise(row["said"], names)
    last = Decision.objects.order_by("-order").values_list("order", flat=True).first() or 0
    for start in range(0, len(new), BATCH):
        batch = new[start : start + BATCH]
        _write_batch(batch, order=last + start + 1)
        pass_on(follow_decisions([row["id"] for row in batch]))
    if new:
        transaction.on_commit(catch_up)
    return Imported(added=len(new), known=len(rows) - len(new))


def _list_known(ids: Sequence[str]) -> set[str]:
    return {id for batch in cut_list(ids) for id in Decision.objects.filter(id__in=batch).values_list("id", flat=True)}


def _read_line(number: int, line: str) -> dict[str, Any]:
    try:
        line.encode()
        row = json.loads(line)
        json.dumps(row, ensure_ascii=False).encode()  # halves of characters are no text
        if not isinstance(row, dict) or row["kind"] not in KINDS or not isinstance(row["said"], dict):
            raise LineUnreadable(number, "this is no decision.")
        row["said"] = leave_out(row["said"])
        if not fits_kind(row["kind"], row["said"]):
            raise LineUnreadable(number, f"this is not what is said of “{row['kind']}”.")
        row["said"] = keep_known(row["kind"], row["said"])
        if not fits_log(row):
            raise LineUnreadable(number, "its number, author, times or events can't be read.")
        row["note"] = read_note(row["note"])
        before = row.get("before", {})  # older files have none
        row["before"] = {name: id for name, id in before.items() if name.isalnum() and id.isalnum()}
        return {name: row[name] for name in (*FIELDS, "made_at", "events", "before")}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        raise LineUnreadable(number, "this can't be read as a decision.") from None


def _write_batch(rows: Sequence[dict[str, Any]], *, order: int) -> None:
    Decision.objects.bulk_create(
        Decision(
            **{name: row[name] for name in FIELDS if name != "order"},
            order=order + offset,
            made_at=datetime.fromisoformat(row["made_at"]),
        )
        for offset, row in enumerate(rows)
    )
    DecisionKey.objects.bulk_create(
        DecisionKey(
            decision_id=row["id"],
            key=key,
            kind=row["kind"],
            order=order + offset,
            meant=row["said"].get("key", ""),
        )
        for offset, row in enumerate(rows)
        for key in keys_of(row["said"])
    )
    DecisionVideo.objects.bulk_create(
        DecisionVideo(decision_id=row["id"], video=ref) for row in rows for ref in videos_of(row["said"])
    )
    DecisionEvent.objects.bulk_create(
        DecisionEvent(decision_id=row["id"], action=action, author=author, at=datetime.fromisoformat(at))
        for row in rows
        for action, author, at in row["events"]
    )
