"""The one way by which the graph store follows the record: changes wait in a table until the store has taken them.

A change is committed together with the rows it speaks of (`enqueue`), then sent (`catch_up`). What is sent is
read from the record at that moment, so that a late change carries no old facts, and what waits is sent together: ten
new names of one thing are one row. One process sends at a time.
"""

from __future__ import annotations

import json
import logging
import math
import os
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import timedelta
from functools import partial, reduce
from itertools import takewhile
from operator import or_
from typing import Any

from django.db import DatabaseError, connection
from django.db.models import F, Q
from django.dispatch import Signal
from django.utils import timezone

from graphapp.graph.errors import GraphError, GraphMisconfigured, GraphOverburdened, GraphUnavailable
from graphapp.graph.models import Pending
from graphapp.graph.port import GraphStore
from graphapp.graph.results import GraphDelta, list_facts
from graphapp.runs.models import Hold, Run, State
from graphapp.runs.workers.beating import beat_beside
from graphapp.runs.workers.waking import wake_sender
from graphapp.videos.database.column_updates import run_many
from graphapp.videos.database.prepared import Prepared
from graphapp.videos.deriving.projecting import load_change
from graphapp.videos.models import Video
from graphapp.videos.premises.facts import listed

log = logging.getLogger(__name__)

enqueued = Signal()
"""Sent inside the transaction that changed the record, with the `delta`."""

HOLD_NAME = "outbox"
HOLD_FOR = timedelta(seconds=60)
BEAT_SECONDS = 20.0
REMAKING_FOR = timedelta(minutes=15)
"""Longer than a store takes to forget a large library, and the record to be resolved again."""
WAIT_SECONDS = 5.0
LINGER_SECONDS = 1.0
GATHER_SECONDS = 0.4
BRIEF_SECONDS = 0.3
BRIEF_ROWS = 500
TOGETHER_ROWS = 2000
VIDEO_ROWS = 400
"""About as many rows of its own as a talk has: with what else a new one touches, more than BRIEF_ROWS."""
NOTE = "INSERT INTO graph_pending (created_at, delta, attempts, error) VALUES (%s, %s, 0, '')"
"""Not by Django, which waits for the row's number."""
WAIT_STEP = 0.05
BATCH = 500
ERROR_CHARS = 500
_NEWEST = Prepared(lambda: Pending.objects.order_by("-id").values_list("id")[:1], lists=0)
_OLDEST = Prepared(lambda: Pending.objects.order_by("id").values_list("id")[:1], lists=0)
_WAITING = Prepared(lambda: Pending.objects.order_by("id").values_list("delta")[:BATCH], lists=0)


def enqueue(delta: GraphDelta) -> bool:
    """Notes a change, and whether it waits; call it in the transaction that writes the record. An empty change is none.

    Nothing waits for a store that reads the record itself: it knows already.
    """
    from graphapp.graph.opening import open_store

    facts = list_facts(delta)
    if not any(facts.values()):
        return False
    enqueued.send(sender=Pending, delta=delta)
    if open_store().reads_record:
        return False
    run_many(NOTE, [(connection.ops.adapt_datetimefield_value(timezone.now()), json.dumps(facts))])
    return True


def make_ready() -> None:
    """Opens the store, which takes seconds the first time on a busy machine: not while others wait for their turn."""
    from graphapp.graph.opening import open_store

    open_store()


def catch_up(*, patient: bool = True) -> bool:
    """Sends what waits, oldest first. True when nothing of what waited at the beginning does any more; False leaves it
    for the next time. What comes meanwhile is sent too, what editors change each GATHER_SECONDS together, since the
    store takes ten changes in little more time than one; but not for longer than LINGER_SECONDS: whoever makes many
    changes does not keep a worker from its work. Who is not `patient` leaves it to whoever sends already."""
    last = _find(_NEWEST)
    linger = time.monotonic() + LINGER_SECONDS
    while (first := _find(_OLDEST)) and (first <= last or _gather(until=linger)):
        with _hold_outbox(wait=WAIT_SECONDS if patient else 0) as holder:
            if not holder or not _send_patiently(holder):
                return not 0 < _find(_OLDEST) <= last
    return True


def _send_patiently(holder: str) -> bool:
    """However long the store takes for it, the hold is kept."""
    with beat_beside(partial(_beat, holder), every=BEAT_SECONDS):
        return _send_some(holder, most=TOGETHER_ROWS)


def _gather(*, until: float) -> bool:
    """Whether there is time to send more. What editors changed may become more first; a talk waits for nothing."""
    left = until - time.monotonic()
    if left > 0 and not any(delta.get("videos") for (delta,) in _WAITING()):
        time.sleep(min(GATHER_SECONDS, left))
    return left > 0


def _find(waiting: Prepared) -> int:
    """0 where nothing waits."""
    return max((id for (id,) in waiting()), default=0)


def catch_up_briefly() -> None:
    """The same for whoever has somebody waiting for an answer: who sends already sends this too, and what takes longer
    than BRIEF_SECONDS, or moves much at once, is left to a worker. So is all of it while workers have talks to read,
    who send between two of them, and beside a long one. Until then readers are answered from the record."""
    if Run.objects.filter(state__in=(State.QUEUED, State.RUNNING)).exclude(not_before__gt=timezone.now()).exists():
        return
    ends_at = time.monotonic() + BRIEF_SECONDS
    while Pending.objects.exists():
        with _hold_outbox(wait=0) as holder:
            if not holder:
                return
            waiting = Pending.objects.order_by("id").first()
            if waiting and (time.monotonic() > ends_at or _is_long(waiting)):
                wake_sender()
                return
            if not _send_some(holder, most=BRIEF_ROWS, ends_at=ends_at):
                return


def _is_long(waiting: Pending) -> bool:
    return _weigh([waiting])[0] > BRIEF_ROWS


def _weigh(waiting: Sequence[Pending]) -> list[int]:
    """About how many rows each moves. What a deleted video had goes with it, without being told. One query at most."""
    named = {id for pending in waiting for id in pending.delta.get("videos", ())}
    there = set(Video.objects.filter(id__in=listed(named)).values_list("id", flat=True)) if named else set()
    return [
        sum(map(len, pending.delta.values())) + VIDEO_ROWS * len(there.intersection(pending.delta.get("videos", ())))
        for pending in waiting
    ]


def count_pending() -> int:
    return Pending.objects.count()


def _send_some(holder: str, *, most: int, ends_at: float = math.inf) -> bool:
    """False where the store does not answer. A change that it can't take waits without stopping the others."""
    from graphapp.graph.opening import open_store  # brings drivers along, which a web page that only reads can spare

    waiting = _cut(list(Pending.objects.order_by("id")[:BATCH]), most=most)
    in_time = takewhile(lambda _: time.monotonic() <= ends_at, waiting)
    try:
        return _send_each(open_store(), in_time, keep=partial(_keep_hold, holder))
    except GraphError as error:
        log.warning("the graph store does not answer, changes wait: %s", error)
        return False


def _send_each(store: GraphStore, waiting: Iterable[Sequence[Pending]], *, keep: Callable[[], bool]) -> bool:
    """False where the store can't take some. Raises GraphUnavailable where two in a row are too much for it: it is not
    the changes then."""
    complete, tired = True, False
    for together in waiting:
        try:
            complete, tired = _send(store, together, keep=keep) and complete, False
        except GraphOverburdened as error:
            if tired:
                raise GraphUnavailable(error.message) from error
            complete, tired = False, True
    return complete


def _cut(waiting: Sequence[Pending], *, most: int) -> Iterator[list[Pending]]:
    """Changes that are sent together: one at least, or as many as move about `most` rows."""
    together: list[Pending] = []
    rows = 0
    weights = _weigh(waiting) if len(waiting) > 1 else [0] * len(waiting)  # one goes alone, whatever its weight
    for pending, weight in zip(waiting, weights, strict=True):
        if together and rows + weight > most:
            yield together
            together, rows = [], 0
        together.append(pending)
        rows += weight
    if together:
        yield together


def _send(store: GraphStore, together: Sequence[Pending], *, keep: Callable[[], bool]) -> bool:
    """False where the store can't take some of them, which is found out by sending each alone. Raises GraphUnavailable
    where it took them so late that the hold was lost: another may have sent newer facts before, so all goes once more.
    """
    try:
        if not store.reads_record:
            store.write(load_change(reduce(or_, (read_delta(pending.delta) for pending in together))))
    except Exception as error:
        if len(together) > 1 and not _is_away(error):
            return _send_each(store, ([pending] for pending in together), keep=keep)
        _note_failure(together, error)
        if isinstance(error, GraphUnavailable | GraphMisconfigured):
            raise
        log.exception("the graph store could not take change %s", together[0].pk)
        return False
    if not keep():
        Pending.objects.bulk_create(Pending(delta=pending.delta) for pending in together)
        raise GraphUnavailable("It took so long that another process went on.")
    Pending.objects.filter(pk__in=[pending.pk for pending in together]).delete()
    return True


def _is_away(error: Exception) -> bool:
    """Whether no other change would be taken either."""
    away = isinstance(error, GraphUnavailable) and not isinstance(error, GraphOverburdened)
    return away or isinstance(error, GraphMisconfigured)


def read_delta(facts: dict[str, Any]) -> GraphDelta:
    """A delta as it came back from JSON. What an older release noted besides is left out."""
    pairs = tuple((video, entity) for video, entity in facts.get("appearances", ()))
    known = {field.name for field in fields(GraphDelta)} - {"appearances"}
    rest = {name: tuple(ids) for name, ids in facts.items() if name in known}
    return GraphDelta(appearances=pairs, **rest)


def _note_failure(together: Sequence[Pending], error: Exception) -> None:
    rows = Pending.objects.filter(pk__in=[pending.pk for pending in together])
    rows.update(attempts=F("attempts") + 1, error=str(error)[:ERROR_CHARS])


@contextmanager
def make_again(*, patient: bool = True) -> Iterator[Callable[[], bool]]:
    """While the store is compared, or wiped and written anew, readers are answered from the record, since something
    waits, and nobody else writes to it. Call what this gives each time that a part is done. Raises GraphUnavailable
    where somebody else goes on writing, who is not `patient` at once."""
    with _hold_outbox(wait=HOLD_FOR.total_seconds() + WAIT_SECONDS if patient else 0) as holder:
        if not holder:
            minutes = REMAKING_FOR.total_seconds() / 60
            advice = f"Try again when it has ended; where it was killed, in {minutes:g} minutes."
            raise GraphUnavailable(f"Another process writes to the graph store. {advice}")
        _keep_hold(holder, lasting=REMAKING_FOR)
        mark = Pending.objects.create(delta={})  # like any change, and says nothing
        try:
            yield partial(_keep_hold, holder, lasting=REMAKING_FOR)
        finally:
            mark.delete()


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
    give_up = time.monotonic() + seconds
    while not _take_hold(holder):
        if time.monotonic() >= give_up:
            return False
        time.sleep(WAIT_STEP)
    return True


def _take_hold(holder: str) -> bool:
    now = timezone.now()
    taken = {"holder": holder, "until": now + HOLD_FOR}
    if Hold.objects.filter(Q(holder="") | Q(until__lt=now), name=HOLD_NAME).update(**taken):
        return True
    return Hold.objects.get_or_create(name=HOLD_NAME, defaults=taken)[1]


def _keep_hold(holder: str, *, lasting: timedelta = HOLD_FOR) -> bool:
    until = timezone.now() + lasting
    return bool(Hold.objects.filter(name=HOLD_NAME, holder=holder).update(until=until))


def _beat(holder: str) -> None:
    try:
        _keep_hold(holder)
    except DatabaseError:
        log.warning("the right to send to the graph store could not be kept just now", exc_info=True)
