"""Addresses that are looked at again and again. A look is a run like any other.

One that finds nothing new leaves no trace, of those that fail the last is kept. Fetches nothing itself: it queues runs
and notes what became of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from graphapp.runs.execution.storable import make_storable
from graphapp.runs.models import OPEN_STATES, Followed, Run, State, address_key
from graphapp.runs.services import remove_runs, stop_following
from graphapp.runs.workers.waking import wake_workers

if TYPE_CHECKING:
    from ingest.records import Version
    from ingest.sources.listings import Listing

SHORTEST_MINUTES = 5
USUAL_MINUTES = 60
MOST_MINUTES = 365 * 24 * 60
LONGEST_MINUTES = 360
"""After each look in vain the next waits twice as long, up to this or to what was asked for, whichever is longer."""


def follow(address: str, *, every_minutes: int = USUAL_MINUTES, by: Any = None) -> Followed:
    """Look at this address now and from now on. Following it again changes how often."""
    every = min(max(SHORTEST_MINUTES, every_minutes), MOST_MINUTES)
    values = {"every_minutes": every, "next_at": timezone.now()}
    made = {"address": address, "created_by": by}
    key = address_key(address)
    followed, _ = Followed.objects.update_or_create(id=key, defaults=values, create_defaults=values | made)
    queue_due()
    return followed


def unfollow(followed: Followed) -> None:
    """What came from it stays in the library; what was still waiting of it is not read."""
    stop_following([followed.id])


def queue_due() -> int:
    """Queues a look at each address whose time has come; how many. One that is being looked at waits for that."""
    count = 0
    for followed in Followed.objects.filter(next_at__lte=timezone.now()):
        count += _queue_look(followed)
    if count:
        wake_workers()
    return count


@transaction.atomic
def _queue_look(followed: Followed) -> bool:
    now = timezone.now()
    later = now + timedelta(minutes=min(followed.every_minutes, MOST_MINUTES))
    # asked again in the same statement: of two processes that look at the clock, one queues
    if not Followed.objects.filter(id=followed.id, next_at__lte=now).update(next_at=later):
        return False
    if Run.objects.filter(address_key=followed.id, state__in=OPEN_STATES).exists():
        return False
    remove_runs(Run.objects.filter(followed=followed, state=State.FAILED))
    Run.objects.create(
        source_kind="url",
        source_name=followed.address,
        address_key=followed.id,
        followed=followed,
        created_by_id=followed.created_by_id,
    )
    return True


def note_listing(run: Run, listing: Listing, *, new: int) -> None:
    """What a look at a listing found."""
    if run.followed:
        title = make_storable(listing.title)[:300]
        note_look(run, version=listing.version, title=title, found=run.followed.found + new)


def note_look(
    run: Run, *, version: Version | None = None, error: Mapping[str, Any] | None = None, **values: Any
) -> None:
    """When it was looked at last, why in vain, if so, and the version that was read and need not be fetched again."""
    read = {"etag": version.etag, "modified": version.modified} if version else {}
    facts = {"checked_at": timezone.now(), "error": error, "failures": 0, **read, **values}
    followed = Followed.objects.filter(id=run.followed_id)
    if error and (failing := followed.first()):
        facts |= {"failures": failing.failures + 1, "next_at": timezone.now() + _lengthen(failing)}
    followed.update(**facts)


def _lengthen(followed: Followed) -> timedelta:
    """How long to wait after one more look in vain."""
    usual = min(followed.every_minutes, MOST_MINUTES)
    doubled = usual * 2 ** min(followed.failures + 1, 16)
    return timedelta(minutes=max(usual, min(doubled, LONGEST_MINUTES)))
