"""Notices a graph store that lost something, such as one that was wiped or set back, and queues what mends it.

Looks at counts only, which costs little; where they differ, at everything. What is queued goes the way of all changes,
through the outbox: it survives the death of whoever sends it. Writes no facts itself.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.db import transaction

from graphapp.graph.models import Pending
from graphapp.graph.results import GraphDelta
from graphapp.runs.graph_upkeep import compare_store, list_deltas, list_everything
from graphapp.runs.outbox import enqueue

log = logging.getLogger(__name__)


def mend_store() -> int:
    """How many changes were queued; 0 where the store is as it should be, is away, or is being written to."""
    from graphapp.graph.opening import open_record, open_store

    store = open_store()
    if store.reads_record or Pending.objects.exists():
        return 0
    status = store.status()
    if not status.reachable or (status.version and status.counts == open_record().status().counts):
        return 0
    if not status.version or not any(status.counts.values()):
        log.warning("the graph store is empty, it is written anew from the record")
        store.setup()
        return _queue(list_everything())
    log.warning("the graph store holds other counts than the record, it is compared and mended")
    return _queue(list_deltas(compare_store(store).differences))


@transaction.atomic
def _queue(deltas: Iterable[GraphDelta]) -> int:
    return sum(map(enqueue, deltas))
