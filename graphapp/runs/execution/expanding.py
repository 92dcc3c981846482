"""Makes one run of each recording that is new in a listing, and tries again what failed of it and may be had now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from graphapp.runs.execution.given import write_item
from graphapp.runs.execution.listed import drop_shared_names, find_unread, is_transient
from graphapp.runs.execution.reporting import add_line
from graphapp.runs.models import OUTCOME, Run, State, address_key, item_key
from graphapp.runs.services import forget_unused, make_fresh
from ingest.errors import SourceError

if TYPE_CHECKING:
    from ingest.sources.listings import Item, Listing

    Found = Sequence[tuple[Item, Run | None]]

BATCH = 400
MOST = 500
"""So many runs of one address wait at once: whoever owns it decides how much it names."""


def expand(run: Run, listing: Listing) -> tuple[int, int]:
    """Queue what is to be read of a listing, oldest first as a rule, and say in the run's log what was found.

    How many are new, and how many are left for the next look. A listing that a listing named is a SourceError.
    """
    if run.parent_id:
        advice = "Add it by itself if you want what it names."
        raise SourceError(f"This is a {listing.kind} inside another one.", where=run.source_name, advice=advice)
    found = [pair for items in _cut(drop_shared_names(listing.items)) for pair in find_unread(run, items)]
    taken = found[: _count_room(run)]
    new = _leave_out_failed(taken)
    for items in _cut(new[::-1]):
        _queue(run, items)
    for item, failed in taken:
        if failed:
            _queue_again(run, failed, item)
    _tell(run, listing, found=found, taken=taken)
    return len(new), len(found) - len(taken)


def _leave_out_failed(found: Found) -> list[Item]:
    return [item for item, failed in found if not failed]


def _tell(run: Run, listing: Listing, *, found: Found, taken: Found) -> None:
    add_line(run, f"{listing.title}: {len(listing.items):,} recordings, {len(_leave_out_failed(found)):,} of them new.")
    if again := len(taken) - len(_leave_out_failed(taken)):
        add_line(run, f"{again:,} that failed before are tried again.")
    if left := len(found) - len(taken):
        after = "The next look takes" if run.followed_id else "Add it again, or follow it, for"
        add_line(run, f"{len(taken):,} are queued. {after} {left:,} more.")
    if outcome := _tell_outcome(run, listing, queued=len(taken)):
        run.given = {**run.given, OUTCOME: outcome}
        add_line(run, outcome)
    for note in listing.notes:
        add_line(run, note)


def _count_room(run: Run) -> int:
    if not run.followed_id:
        return MOST
    waiting = Run.objects.filter(parent__followed=run.followed_id, state=State.QUEUED)
    return max(0, MOST - waiting.count())


def _tell_outcome(run: Run, listing: Listing, *, queued: int) -> str:
    """Where nothing comes of a listing, why, and what can be done."""
    if queued:
        return ""
    later = "It is followed, and looked at again." if run.followed_id else "Follow it, and what comes there comes here."
    if not listing.items:
        return f"There is nothing to read at this address yet. {later}"
    return f"Nothing is new there: all of it was queued before. {later}"


def _cut(items: Sequence[Item]) -> list[Sequence[Item]]:
    return [items[start : start + BATCH] for start in range(0, len(items), BATCH)]


@transaction.atomic
def _queue(run: Run, items: Sequence[Item]) -> None:
    rows = (
        Run(
            source_kind="url",
            source_name=item.address,
            address_key=address_key(item.address),
            item_key=item_key(run.address_key, item.name),
            given=write_item(item),
            parent=run,
            created_by=run.created_by,
        )
        for item in items
    )
    Run.objects.bulk_create(rows, batch_size=BATCH)


def _queue_again(run: Run, failed: Run, item: Item) -> None:
    """From where the listing says that it is now. What was fetched and could be read is not fetched again."""
    values = make_fresh() | {"retries": failed.retries + 1}
    if not run.followed_id:  # a look may leave no run, whose child it could be
        values["parent"] = run
    if not (failed.payload and is_transient(failed)):
        given = write_item(item)
        values |= {"source_name": item.address, "address_key": address_key(item.address), "given": given}
        values |= {"payload": "", "media_type": ""}
        transaction.on_commit(lambda: forget_unused([failed.payload]))
    Run.objects.filter(id=failed.id, state=State.FAILED).update(**values)
