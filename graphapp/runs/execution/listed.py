"""Tells what is to be read of a listing: what is new in it, and what failed before and may be had now.

An item is known by what the listing calls it for good (a feed's guid), since many hosts sign addresses anew each time,
and by its address, since not every listing has names and some give new ones. Queues nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from graphapp.runs.models import UNREADABLE, Deleted, Run, State, address_key, item_key
from ingest.errors import NoCaptions, SourceError

if TYPE_CHECKING:
    from ingest.sources.listings import Item

    Keyed = Mapping[str, tuple[str, Item]]
    """By the key of their address: the key of their name, "" where they have none, and the item."""

MOST_RETRIES = 5
FIRST_REST = timedelta(minutes=10)
"""After a failure, four times as long after each further one: the last is tried again after two days."""
COMING = (NoCaptions.code, SourceError.code, *UNREADABLE)
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
    keyed = _leave_out(keyed, _find_settled("item_key", _list_names(keyed)))  # nearly all, as a rule
    deleted = set(Deleted.objects.filter(id__in=[*keyed, *_list_names(keyed)]).values_list("id", flat=True))
    _learn_names({address: name for address, (name, _) in keyed.items() if name}, deleted=deleted)
    keyed = _leave_out(keyed, deleted | _find_settled("address_key", keyed))
    failed = _find_failed(keyed)
    unread: list[tuple[Item, Run | None]] = []
    for address, (name, item) in keyed.items():
        tried = [*failed.get(address, ()), *failed.get(name, ())]
        again = _choose_failed(listing, tried, item)
        if again or not tried:
            unread.append((item, again))
    return unread


def _list_names(keyed: Keyed) -> set[str]:
    return {name for name, _ in keyed.values()} - {""}


def _leave_out(keyed: Keyed, known: AbstractSet[str]) -> Keyed:
    return {address: (name, item) for address, (name, item) in keyed.items() if not {address, name} & known}


def _find_settled(column: str, keys: Iterable[str]) -> set[str]:
    """The keys of runs that did not fail."""
    runs = Run.objects.exclude(state=State.FAILED).filter(**{f"{column}__in": list(keys)})
    return set(runs.order_by().values_list(column, flat=True))


def _learn_names(names: Mapping[str, str], *, deleted: AbstractSet[str]) -> None:
    """What was known by its address only is known by its name from now on. `names`: by the key of the address."""
    learned = list(Run.objects.filter(address_key__in=list(names), item_key="").only("id", "address_key"))
    for run in learned:
        run.item_key = names[run.address_key]
    Run.objects.bulk_update(learned, ["item_key"])
    gone = [Deleted(id=name) for address, name in names.items() if address in deleted and name not in deleted]
    Deleted.objects.bulk_create(gone, ignore_conflicts=True)


def _find_failed(keyed: Keyed) -> Mapping[str, list[Run]]:
    """By the key of their address, and by that of their name."""
    found: dict[str, list[Run]] = defaultdict(list)
    known = Q(address_key__in=list(keyed)) | Q(item_key__in=list(_list_names(keyed)))
    for run in Run.objects.filter(known, state=State.FAILED).select_related("parent").defer("log", "parent__log"):
        for key in {run.address_key, run.item_key} - {""}:
            found[key].append(run)
    return found


def _choose_failed(listing: Run, failed: Sequence[Run], item: Item) -> Run | None:
    """The run to try again: of what passes, or because it lay elsewhere. Only this listing's own: it may not send what
    somebody else added to another address."""
    own = (run for run in failed if run.parent and run.parent.address_key == listing.address_key)
    return next((run for run in own if is_ripe(run) and (may_pass(run) or run.source_name != item.address)), None)


def is_ripe(run: Run) -> bool:
    """Whether a failed run has rested long enough for another try."""
    rest = FIRST_REST * 4**run.retries
    return run.retries < MOST_RETRIES and (not run.finished_at or timezone.now() - run.finished_at >= rest)


def may_pass(run: Run) -> bool:
    """Whether it failed of what passes: a host that was away, a server that was busy or wanted to see a person, a
    recording so new that its transcript is announced and not there yet, or that nobody has heard it yet."""
    return is_transient(run) or bool(run.error and run.error["code"] in COMING)


def is_transient(run: Run) -> bool:
    """Whether the same bytes may be read another time, where there are any."""
    return bool(run.error and run.error["details"].get("transient"))


def has_ripe(listing: Run) -> bool:
    """Whether something of a listing may be had now, so that it has to be read though it did not change."""
    failed = Run.objects.filter(parent__address_key=listing.address_key, state=State.FAILED)
    lately = failed.filter(finished_at__gte=timezone.now() - ASKED_FOR)
    return any(is_ripe(run) and may_pass(run) for run in lately.only("id", "retries", "finished_at", "error"))
