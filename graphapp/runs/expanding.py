"""Makes one run of each recording that a listing names. Those that were queued once, or deleted, are left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from graphapp.runs.given import write_given
from graphapp.runs.models import OUTCOME, Deleted, Run, State, address_key
from graphapp.runs.reporting import add_line
from ingest.errors import SourceError

if TYPE_CHECKING:
    from ingest.sources.listings import Item, Listing

BATCH = 500
MOST = 500
"""So many runs of one address wait at once: whoever owns it decides how much it names."""


def expand(run: Run, listing: Listing) -> tuple[int, int]:
    """Queue what is new in a listing, oldest first as a rule, and say in the run's log what was found.

    How many, and how many are left for the next look. A listing that a listing named is a SourceError.
    """
    if run.parent_id:
        advice = "Add it by itself if you want what it names."
        raise SourceError(f"This is a {listing.kind} inside another one.", where=run.source_name, advice=advice)
    found = [item for items in _cut(listing.items) for item in _leave_out_known(items)]
    new = found[: _count_room(run)]
    left = len(found) - len(new)
    for items in _cut(list(reversed(new))):
        _queue(run, items)
    add_line(run, f"{listing.title}: {len(listing.items):,} recordings, {len(found):,} of them new.")
    if left:
        after = "The next look takes" if run.followed_id else "Add it again, or follow it, for"
        add_line(run, f"{len(new):,} are queued. {after} {left:,} more.")
    if outcome := _tell_outcome(run, listing, new=len(new)):
        run.given = {**run.given, OUTCOME: outcome}
        add_line(run, outcome)
    for note in listing.notes:
        add_line(run, note)
    return len(new), left


def _count_room(run: Run) -> int:
    if not run.followed_id:
        return MOST
    waiting = Run.objects.filter(parent__followed=run.followed_id, state=State.QUEUED)
    return max(0, MOST - waiting.count())


def _tell_outcome(run: Run, listing: Listing, *, new: int) -> str:
    """Where nothing comes of a listing, why, and what can be done."""
    if new:
        return ""
    later = "It is followed, and looked at again." if run.followed_id else "Follow it, and what comes there comes here."
    if not listing.items:
        return f"There is nothing to read at this address yet. {later}"
    return f"Nothing is new there: all of it was queued before. {later}"


def _cut(items: Sequence[Item]) -> list[Sequence[Item]]:
    return [items[start : start + BATCH] for start in range(0, len(items), BATCH)]


def _leave_out_known(items: Sequence[Item]) -> list[Item]:
    """By address: a run of it stands already, whatever became of it, or its video was deleted. By hand both go."""
    by_key = {address_key(item.address): item for item in items}
    known = set(Run.objects.filter(address_key__in=by_key).values_list("address_key", flat=True))
    known |= set(Deleted.objects.filter(id__in=by_key).values_list("id", flat=True))
    return [item for key, item in by_key.items() if key not in known]


@transaction.atomic
def _queue(run: Run, items: Sequence[Item]) -> None:
    rows = (
        Run(
            source_kind="url",
            source_name=item.address,
            address_key=address_key(item.address),
            given=write_given(item.metadata, chapters_address=item.chapters),
            parent=run,
            created_by=run.created_by,
        )
        for item in items
    )
    Run.objects.bulk_create(rows, batch_size=BATCH)
