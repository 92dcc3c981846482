"""Who works on which run: a claim is one conditional UPDATE, held by a lease that a heartbeat extends. Leases are by
the clock of the database, since those of several machines differ.

Every later write of the holder asks for the claim again (`write_claimed`), so that a worker which was thought
dead and comes back can't spoil what another one does. Runs no stage itself.
"""

from __future__ import annotations

import hashlib
import logging
import os
import socket
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from graphapp.runs.execution.following import note_look
from graphapp.runs.models import Run, State
from graphapp.runs.workers.beating import beat_beside

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
BEAT_SECONDS = 20.0
MAX_ATTEMPTS = 3
MAX_LOST = 8
"""A run may outlive so many workers: they can die of anything, and only one that kills them itself must end."""
CANDIDATES = 20
BOOT = Path("/proc/sys/kernel/random/boot_id")
NUMBERS = Path("/proc/self/ns/pid")
"""When the machine was started, and within which processes a process has its number."""

WORKER_LOST = {
    "code": "worker_lost",
    "message": "The worker ended several times while it worked on this. Try it again, or add a smaller part of it.",
    "details": {"attempts": MAX_LOST},
}


class ClaimLost(Exception):
    """The lease ran out and the run is somebody else's now: nothing of it may be written any more."""


def name_worker() -> str:
    """A name that no other thread of any machine has."""
    return f"{name_machine()}:{os.getpid()}:{uuid.uuid4().hex[:12]}"


@cache
def name_machine() -> str:
    """Where a process is found by its number: a host's name alone is that of its copies and containers too."""
    try:
        started = f"{BOOT.read_text().strip()} {NUMBERS.readlink()}"
    except OSError:  # no Linux
        started = str(uuid.getnode())
    return f"{socket.gethostname()[:31]}-{hashlib.sha256(started.encode()).hexdigest()[:8]}"


def claim_next(worker: str) -> Run | None:
    """Takes the oldest queued run that may be worked on now: what people added goes before what listings named."""
    being_read = Run.objects.filter(state=State.RUNNING).exclude(payload="").values("payload")
    waiting = list_ready().exclude(payload__in=being_read).order_by("created_at", "id")
    for some in (waiting.filter(parent=None), waiting.exclude(parent=None)):
        for run_id in list(some.values_list("id", flat=True)[:CANDIDATES]):
            if run := claim_run(run_id, worker=worker):
                return run
    return None


def list_ready() -> QuerySet[Run]:
    """Queued runs that may be worked on now: others wait for their next attempt."""
    ready = Q(not_before=None) | Q(not_before__lte=timezone.now())
    return Run.objects.filter(ready, state=State.QUEUED)


def claim_run(run_id: str, *, worker: str) -> Run | None:
    """Takes this run if it is queued and nobody works on the same content."""
    now = timezone.now()
    try:
        with transaction.atomic():
            taken = Run.objects.filter(id=run_id, state=State.QUEUED).update(
                state=State.RUNNING,
                worker=worker,
                started_at=now,
                heartbeat_at=now,
                lease_until=Now() + LEASE,
                not_before=None,
                attempts=F("attempts") + 1,
                error=None,
            )
    except IntegrityError:
        return None
    return Run.objects.get(id=run_id) if taken else None


def claimed(run: Run) -> QuerySet[Run]:
    return Run.objects.filter(id=run.id, state=State.RUNNING, worker=run.worker)


def write_claimed(run: Run, **values: Any) -> None:
    """Writes to a run that is still ours; raises ClaimLost otherwise."""
    if not claimed(run).update(**values):
        raise ClaimLost(run.id)


def extend_lease() -> dict[str, Any]:
    """The columns that say: still at work."""
    return {"heartbeat_at": timezone.now(), "lease_until": Now() + LEASE}


def requeue_expired() -> int:
    """Gives back what dead workers left; what was left too often, or should end, ends. Returns how many runs."""
    _end_leases_of_the_dead()
    dead = Run.objects.filter(state=State.RUNNING, lease_until__lte=Now())
    ended = {"finished_at": timezone.now(), "worker": ""}
    cancelled = dead.filter(cancel_requested=True, recorded=False).update(state=State.CANCELLED, **ended)
    lost = dead.filter(attempts__gte=MAX_LOST)
    looks = list(lost.exclude(followed=None))
    failed = lost.update(state=State.FAILED, error=WORKER_LOST, **ended)
    for look in looks:
        note_look(look, error=WORKER_LOST)
    return cancelled + failed + dead.update(state=State.QUEUED, worker="")


def _end_leases_of_the_dead() -> None:
    """A worker of this machine whose process is gone needs no minute of grace."""
    here = Run.objects.filter(state=State.RUNNING, worker__startswith=f"{name_machine()}:")
    for run_id, worker in here.values_list("id", "worker"):
        if not _is_alive(int(worker.split(":")[1])):
            Run.objects.filter(id=run_id, worker=worker).update(lease_until=Now())


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def keep_lease(run: Run, *, every: float = BEAT_SECONDS) -> Iterator[None]:
    """Beats beside the work, since a stage may be silent for longer than the lease. `every`: seconds."""
    with beat_beside(partial(_beat_once, run), every=every):
        yield


def _beat_once(run: Run) -> None:
    try:
        claimed(run).update(**extend_lease())
    except DatabaseError:
        log.warning("run %s could not be kept just now, the next beat tries again", run.id, exc_info=True)
