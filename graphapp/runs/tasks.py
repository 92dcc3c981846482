"""What a Celery worker does. Messages say no more than when they were sent: a worker looks at the run table itself."""

from __future__ import annotations

import logging
import os
import time
from datetime import timedelta
from typing import Any

from celery import shared_task
from celery.signals import worker_init, worker_ready, worker_shutting_down
from django.db import connection
from django.utils import timezone

from graphapp.runs.execution.claiming import claim_next, list_ready, name_worker, requeue_expired
from graphapp.runs.execution.executing import execute_run
from graphapp.runs.execution.following import queue_due
from graphapp.runs.models import Run
from graphapp.runs.projection.mending import mend_store
from graphapp.runs.projection.outbox import catch_up
from graphapp.runs.storage.hearing import forget_unused_transcripts
from graphapp.runs.storage.leftovers import forget_abandoned
from graphapp.runs.storage.results import forget_old_results
from graphapp.runs.workers.beating import beat_beside
from graphapp.runs.workers.stopping import ask_to_stop, is_stopping
from graphapp.runs.workers.waking import SENDER_TASK, WAKE_TASK, is_replaced, note_awake, send_again, wake_workers
from graphapp.videos.deriving.tracing import forget_old_traces
from graphapp.videos.drawing.keeping import draw_undrawn
from graphapp.videos.models import DecisionEvent
from ingest.resident import set_aside_loaded

log = logging.getLogger(__name__)

SHIFT_SECONDS = 30.0
MEANWHILE_SECONDS = 20.0
DRAWING_SECONDS = 0.05
EDITED = timedelta(seconds=5)
LONGEST_REST = 2.0
FEW_PROCESSORS = 4
REST_STEP = 0.2
NICE = 5
"""Below the web server's: who reads or edits a page goes before what nobody waits for. With SQLite only: a worker that
has the turn to write is not to wait for a database server and a graph store on the same machine while editors do."""


class Shift:
    """The last one of this process, by the clock."""

    ended_at = 0.0


@shared_task(name=WAKE_TASK)
def be_woken(sent_at: float = 0.0) -> int:
    """A shift, where runs may be queued. What came during the last one goes behind what else was to be done by then, or
    one shift would follow the other as long as somebody adds something. Messages of releases that did not say when are
    old ones."""
    if is_replaced(sent_at):
        return 0
    if sent_at < Shift.ended_at:
        send_again()
        return 0
    return wake()


def wake() -> int:
    """Work off what is queued, for one shift; then hand over, so that a worker can end between two runs. How many.
    What was read is drawn when nothing more waits to be read."""
    note_awake()
    claims, count = Claims(), 0
    with beat_beside(_keep_store_meanwhile, every=MEANWHILE_SECONDS):
        while run := claims.take():
            began = time.monotonic()
            if not count:
                _wake_others()
            execute_run(run, then=claims.look_ahead)
            set_aside_loaded()
            count += 1
            give_way(time.monotonic() - began)
        draw_undrawn(go_on=lambda: _has_time(claims))
    Shift.ended_at = time.time()
    if claims.is_over():
        wake_workers()
    return count


class Claims:
    """The runs of one shift, one after the other."""

    def __init__(self) -> None:
        self.worker, self.ends_at = name_worker(), time.monotonic() + SHIFT_SECONDS
        self._next: Run | None = None
        self._count = 0

    def is_over(self) -> bool:
        """Not before one was asked for."""
        return self._count > 0 and time.monotonic() > self.ends_at

    def take(self) -> Run | None:
        """The one that was claimed ahead, or another one."""
        if not self._next:
            self.look_ahead()
        run, self._next = self._next, None
        self._count += 1
        return run

    def look_ahead(self) -> None:
        """Claims one, unless the shift is over or the worker ends."""
        if not self.is_over() and not is_stopping():
            self._next = claim_next(self.worker)


def _has_time(claims: Claims) -> bool:
    """Whether to draw the next graph in this shift, or to leave the machine to who needs it."""
    give_way(DRAWING_SECONDS)
    return not is_stopping() and time.monotonic() < claims.ends_at and not list_ready().exists()


def _keep_store_meanwhile() -> None:
    """A run may take an hour, in which this worker hears no clock."""
    try:
        keep_store()
    except Exception:
        log.exception("the graph store could not be brought up to date beside a run")


def _wake_others() -> None:
    """Another worker, if one has nothing to do."""
    if list_ready().exists():
        wake_workers()


def give_way(seconds: float) -> None:
    """On a machine with FEW_PROCESSORS a worker rests as long as it has worked, LONGEST_REST at most, while somebody
    makes decisions: who waits for an answer goes before what nobody waits for, and two workers leave nothing of it.
    What was decided meanwhile it sends to the graph store."""
    if (os.cpu_count() or 1) > FEW_PROCESSORS:
        return
    rested_at = time.monotonic() + min(seconds, LONGEST_REST)
    while not is_stopping() and time.monotonic() < rested_at and _is_edited():
        catch_up(patient=False)
        time.sleep(min(REST_STEP, max(0.0, rested_at - time.monotonic())))


def _is_edited() -> bool:
    last = DecisionEvent.objects.order_by("-id").values_list("at", flat=True).first()
    return last is not None and timezone.now() - last < EDITED


@shared_task(name="graphapp.runs.tasks.sweep")
def sweep() -> None:
    """Pick up what lost messages, dead workers and an absent graph store left behind, and look at what is followed."""
    requeue_expired()
    queue_due()
    _clear_up()
    wake()


def _clear_up() -> None:
    """A file that can't be removed, as one that another user made, stops nothing else."""
    for chore in (forget_old_results, forget_unused_transcripts, forget_abandoned, forget_old_traces):
        try:
            chore()
        except OSError as error:
            log.warning("what nobody needs any more could not be removed: %s", error)


@shared_task(name=SENDER_TASK)
def keep_store() -> None:
    """Bring the graph store up to date, and mend it where it lost something."""
    if catch_up() and mend_store():
        catch_up()


@worker_init.connect
def step_back(**_: Any) -> None:
    if connection.vendor == "sqlite":
        os.nice(NICE)


@worker_ready.connect
def start_with_a_sweep(**_: Any) -> None:
    sweep.delay()
    keep_store.delay()


@worker_shutting_down.connect
def give_back_work(**_: Any) -> None:
    ask_to_stop()
