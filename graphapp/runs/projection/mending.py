"""Notices a graph store that lost something, such as one that was wiped or set back, and queues what mends it.

Looks at counts only, which costs little; where they differ, at everything. What is queued goes the way of all changes,
through the outbox: it survives the death of whoever sends it. Writes no facts itself.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

from django.db import transaction
from django.utils import timezone

from graphapp.graph.errors import GraphError, GraphUnavailable
from graphapp.graph.models import Pending
from graphapp.graph.port import GraphStore
from graphapp.graph.results import GraphDelta, StoreStatus
from graphapp.runs.models import Hold
from graphapp.runs.projection.graph_upkeep import compare_store, list_deltas, list_everything
from graphapp.runs.projection.outbox import REMAKING_FOR, enqueue, make_again

log = logging.getLogger(__name__)

REBUILDING = "rebuild"
HOLD_FOR = REMAKING_FOR
"""A rebuild that died is mended after that, and no later than its mark is sent: until then the record answers."""
RENEW_SECONDS = 30.0


@contextmanager
def hold_mending() -> Iterator[Callable[[], None]]:
    """Nobody mends the store meanwhile, which would write a second time what is being written. To be called now and
    then while it lasts."""
    renewed_at = 0.0

    def renew() -> None:
        nonlocal renewed_at
        if not renewed_at or time.monotonic() - renewed_at > RENEW_SECONDS:
            renewed_at = time.monotonic()
            Hold.objects.update_or_create(name=REBUILDING, defaults={"until": timezone.now() + HOLD_FOR})

    renew()
    try:
        yield renew
    finally:
        Hold.objects.filter(name=REBUILDING).delete()


def mend_store() -> int:
    """How many changes were queued; 0 where the store is as it should be, is away, is written to or made again."""
    from graphapp.graph.opening import open_record, open_store

    store = open_store()
    rebuilding = Hold.objects.filter(name=REBUILDING, until__gt=timezone.now())
    if store.reads_record or Pending.objects.exists() or rebuilding.exists():
        return 0
    status = store.status()
    if not status.reachable or (status.version and status.counts == open_record().status().counts):
        return 0
    try:
        with make_again(patient=False) as go_on:
            return _mend(store, status, go_on)
    except GraphUnavailable as error:
        log.warning("the graph store can't be mended just now: %s", error)
        return 0


def _mend(store: GraphStore, status: StoreStatus, go_on: Callable[[], bool]) -> int:
    """Nobody sends meanwhile, not even the mark that has readers answered from the record, and nobody mends too."""
    if not status.version or not any(status.counts.values()):
        log.warning("the graph store is empty, it is written anew from the record")
        store.setup()
        return _queue(list_everything())
    log.warning("the graph store holds other counts than the record, it is compared and mended")
    return _queue(list_deltas(compare_store(store, on_progress=lambda *_: go_on()).differences))


def write_anew() -> int:
    """Queues the whole library, for a store that may hold as much of another one; how many changes. What it holds
    beyond this one is found by its counts, once all is sent."""
    from graphapp.graph.opening import open_store

    return 0 if open_store().reads_record else _queue(list_everything())


def prepare_store() -> None:
    """An empty store gets its schema, where it answers; else a worker sees to that."""
    from graphapp.graph.opening import open_store

    store = open_store()
    with suppress(GraphError):
        if not store.reads_record and not store.status().version:
            store.setup()


@transaction.atomic
def _queue(deltas: Iterable[GraphDelta]) -> int:
    return sum(map(enqueue, deltas))
