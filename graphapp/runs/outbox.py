"""The one way by which the graph store follows the record: changes wait in a table until the store has taken them.

A change is committed together with the rows it speaks of (`enqueue`), then sent (`catch_up`). What is sent is
read from the record at that moment, so that a late change carries no old facts. One process sends at a time.
"""

from __future__ import annotations

import logging
import math
import os
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import timedelta
from typing import Any

from celery import current_app
from django.db.models import Q
from django.dispatch import Signal
from django.utils import timezone

from graphapp.graph.errors import GraphError
from graphapp.graph.models import Pending
from graphapp.graph.port import GraphStore
from graphapp.graph.results import GraphDelta, list_facts
from graphapp.runs.models import Hold
from graphapp.videos.projecting import load_change

log = logging.getLogger(__name__)

enqueued = Signal()
"""Sent inside the transaction that changed the record, with the `delta`."""

HOLD_NAME = "outbox"
HOLD_FOR = timedelta(seconds=60)
WAIT_SECONDS = 5.0
BRIEF_SECONDS = 0.3
BRIEF_ROWS = 500
SENDER_TASK = "graphapp.runs.tasks.keep_store"
WAIT_STEP = 0.05
BATCH = 500
ERROR_CHARS = 500


def enqueue(delta: GraphDelta) -> Pending | None:
    """Notes a change; call it in the transaction that writes the record. An empty change is none.

    Nothing waits for a store that reads the record itself: it knows already.
    """
    from graphapp.graph.opening import open_store

    facts = list_facts(delta)
    if not any(facts.values()):
        return None
    enqueued.send(sender=Pending, delta=delta)
    return None if open_store().reads_record else Pending.objects.create(delta=facts)


def catch_up() -> bool:
    """Sends all that waits, oldest first. True when nothing waits any more; False leaves it for the next time."""
    while Pending.objects.exists():
        with _hold_outbox(wait=WAIT_SECONDS) as holder:
            if not holder or not _send_some(holder):
                return not Pending.objects.exists()
    return True


def catch_up_briefly() -> None:
    """The same for whoever has somebody waiting for an answer: who sends already sends this too, and what takes longer
    than BRIEF_SECONDS, or moves much at once, is left to a worker. Until then readers are answered from the record."""
    ends_at = time.monotonic() + BRIEF_SECONDS
    while waiting := Pending.objects.order_by("id").first():
        if time.monotonic() > ends_at or _is_long(waiting):
            return _wake_sender()
        with _hold_outbox(wait=0) as holder:
            if not holder or not _send_some(holder, ends_at=ends_at):
                return None
    return None


def _is_long(waiting: Pending) -> bool:
    return sum(map(len, waiting.delta.values())) > BRIEF_ROWS


def _wake_sender() -> None:
    try:
        current_app.send_task(SENDER_TASK, retry=False, expires=600)
    except Exception as error:
        log.warning("no worker could be woken, the next look at the store will find the changes: %s", error)


def count_pending() -> int:
    return Pending.objects.count()


def _send_some(holder: str, *, ends_at: float = math.inf) -> bool:
    """False where the store does not answer. A change that it can't take waits without stopping the others."""
    from graphapp.graph.opening import open_store  # brings drivers along, which a web page that only reads can spare

    complete = True
    try:
        store = open_store()
        for pending in Pending.objects.order_by("id")[:BATCH]:
            if time.monotonic() > ends_at or not _keep_hold(holder):
                return True
            complete = _send_one(store, pending) and complete
    except GraphError as error:
        log.warning("the graph store does not answer, changes wait: %s", error)
        return False
    return complete


def _send_one(store: GraphStore, pending: Pending) -> bool:
    try:
        if not store.reads_record:
            store.write(load_change(read_delta(pending.delta)))
    except GraphError as error:
        _note_failure(pending, error)
        raise
    except Exception as error:
        log.exception("the graph store could not take change %s", pending.pk)
        _note_failure(pending, error)
        return False
    pending.delete()
    return True


def read_delta(facts: dict[str, Any]) -> GraphDelta:
    """A delta as it came back from JSON. What an older release noted besides is left out."""
    pairs = tuple((video, entity) for video, entity in facts.get("appearances", ()))
    known = {field.name for field in fields(GraphDelta)} - {"appearances"}
    rest = {name: tuple(ids) for name, ids in facts.items() if name in known}
    return GraphDelta(appearances=pairs, **rest)


def _note_failure(pending: Pending, error: Exception) -> None:
    Pending.objects.filter(pk=pending.pk).update(attempts=pending.attempts + 1, error=str(error)[:ERROR_CHARS])


@contextmanager
def _hold_outbox(*, wait: float) -> Iterator[str]:
    """The holder's name where the right to send was had within `wait` seconds, else ""; given back at the end."""
    holder = f"{os.getpid()}-{uuid.uuid4().hex[:12]}"
    held = _wait_for_hold(holder, seconds=wait)
    try:
        yield holder if held else ""
    finally:
        if held:
            Hold.objects.filter(name=HOLD_NAME, holder=holder).update(holder="")


def _wait_for_hold(holder: str, *, seconds: float) -> bool:
    Hold.objects.get_or_create(name=HOLD_NAME, defaults={"until": timezone.now()})
    give_up = time.monotonic() + seconds
    while not _take_hold(holder):
        if time.monotonic() >= give_up:
            return False
        time.sleep(WAIT_STEP)
    return True


def _take_hold(holder: str) -> bool:
    now = timezone.now()
    free = Q(holder="") | Q(until__lt=now)
    return bool(Hold.objects.filter(free, name=HOLD_NAME).update(holder=holder, until=now + HOLD_FOR))


def _keep_hold(holder: str) -> bool:
    until = timezone.now() + HOLD_FOR
    return bool(Hold.objects.filter(name=HOLD_NAME, holder=holder).update(until=until))
