"""Tells what is to be read of a listing: what is new in it, and what failed before and may be had now.

An item is known by what the listing calls it for good (a feed's guid), since many hosts sign addresses anew each time,
and by its address, since not every listing has names and some give new ones. Queues nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import chain
from typing import TYPE_CHECKING

from django.utils import timezone

from graphapp.runs.models import Deleted, Run, State, address_key, item_key

if TYPE_CHECKING:
    from ingest.sources.listings import Item

MOST_RETRIES = 5
FIRST_REST = timedelta(minutes=10)
"""After a failure, four times as long after each further one: the last is tried again after two days."""
ASKED_FOR = timedelta(days=7)
"""What failed before that may have left the listing, which is not read in full for it at each look for ever."""


def drop_shared_names(items: Sequence[Item]) -> list[Item]:
    """A name that stands at two items of one listing is none."""
    counts = Counter(item.name for item in items)
    return [item if counts[item.name] == 1 else replace(item, name="") for item in items]


def find_unread(listing: Run, items: Sequence[Item]) -> list[tuple[Item, Run | None]]:
    """Those that are to be read, in their order, with the failed run where they were tried before.

    What was queued once and did not fail is left out, whatever became of it, and so is what was deleted.
    """
    keyed = {address_key(item.address): (item_key(listing.address_key, item.name), item) for item in items}
    names = {name for name, _ in keyed.values()} - {""}
    deleted = set(Deleted.objects.filter(id__in=[*keyed, *names]).values_list("id", flat=True))
    runs = _find_runs(addresses=keyed, names=names)
    unread: list[tuple[Item, Run | None]] = []
    for address, (name, item) in keyed.items():
        known = runs.get(address, []) + [run for run in runs.get(name, []) if run.address_key != address]
        if deleted.intersection((address, name)):
            continue
        if not known:
            unread.append((item, None))
        elif failed := _choose_failed(listing, known, item):
            unread.append((item, failed))
    _learn_names({address: name for address, (name, _) in keyed.items() if name}, runs=runs, deleted=deleted)
    return unread


def is_ripe(run: Run) -> bool:
    """Whether a failed run has rested long enough for another try."""
    rest = FIRST_REST * 4**run.retries
    return run.retries < MOST_RETRIES and (not run.finished_at or timezone.now() - run.finished_at >= rest)


def may_pass(run: Run) -> bool:
    """Whether it failed of what passes: a host that was away, a server that was busy."""
    return bool(run.error and run.error["details"].get("transient"))


def has_ripe(listing: Run) -> bool:
    """Whether something of a listing may be had now, so that it has to be read though it did not change."""
    failed = Run.objects.filter(parent__address_key=listing.address_key, state=State.FAILED)
    lately = failed.filter(finished_at__gte=timezone.now() - ASKED_FOR, error__details__transient=True)
    return any(map(is_ripe, lately.only(*_RIPENESS)))


_RIPENESS = ("id", "retries", "finished_at")
_COLUMNS = (*_RIPENESS, "address_key", "item_key", "state", "source_name", "payload", "error", "parent")


def _find_runs(*, addresses: Iterable[str], names: Iterable[str]) -> Mapping[str, list[Run]]:
    """By the key of their address, and by that of their name."""
    found: dict[str, list[Run]] = {}
    runs = Run.objects.select_related("parent").order_by().only(*_COLUMNS, "parent__address_key")
    for run in chain(runs.filter(address_key__in=list(addresses)), runs.filter(item_key__in=list(names))):
        for key in {run.address_key, run.item_key} - {""}:
            same = found.setdefault(key, [])
            if run not in same:
                same.append(run)
    return found


def _choose_failed(listing: Run, known: Sequence[Run], item: Item) -> Run | None:
    """The run to try again, where all failed: of what passes, or because it lay elsewhere. Only this listing's own:
    it may not send what somebody else added to another address."""
    if any(run.state != State.FAILED for run in known):
        return None
    own = (run for run in known if run.parent and run.parent.address_key == listing.address_key)
    return next((run for run in own if is_ripe(run) and (may_pass(run) or run.source_name != item.address)), None)


def _learn_names(names: Mapping[str, str], *, runs: Mapping[str, list[Run]], deleted: set[str]) -> None:
    """What was known by its address only is known by its name from now on. `names`: by the key of the address."""
    learned = []
    for address, name in names.items():
        for run in runs.get(address, []):
            if run.address_key == address and not run.item_key:
                run.item_key = name
                learned.append(run)
    Run.objects.bulk_update(learned, ["item_key"])
    gone = [Deleted(id=name) for address, name in names.items() if address in deleted and name not in deleted]
    Deleted.objects.bulk_create(gone, ignore_conflicts=True)
