"""Turns what the pipeline reports into a run's stage and progress, and stops it when somebody asked for that.

Writes at most a few times a second: a reader looks once a second, and the writer's lock is precious. Waits for nobody
who writes just then.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.db import OperationalError
from django.utils import timezone

from graphapp.runs.execution.claiming import ClaimLost, claimed, extend_lease
from graphapp.runs.execution.storable import make_storable
from graphapp.runs.models import Run
from graphapp.runs.workers.stopping import check_stopping
from graphapp.web.at_once import at_once
from ingest.errors import RunCancelled

WRITE_EVERY = 0.25
LOG_LINES = 200
RECORD = "record"
GRAPH = "graph"
SHARES = {
    "read": 0.03,
    "parse": 0.05,
    "extract": 0.50,
    "resolve": 0.10,
    "relate": 0.15,
    "outline": 0.07,
    RECORD: 0.08,
    GRAPH: 0.02,
}

SLOW = frozenset({"read", "extract"})
"""Stages that may take long before they report again; others are told of when it is time for it."""

Listener = Callable[[str, float], None]


def overall_progress(stage: str, done: float) -> float:
    """0..1 of the whole run, when `done` (0..1) of `stage` is done. An unknown stage counts as the start."""
    if stage not in SHARES:
        return 0.0
    names = list(SHARES)
    before = sum(SHARES[name] for name in names[: names.index(stage)])
    return round(min(1.0, before + SHARES[stage] * min(max(done, 0.0), 1.0)), 4)


def check_wanted(run: Run, **values: Any) -> None:
    """Writes `values` to a run that is ours and wanted. Raises ClaimLost or RunCancelled otherwise."""
    if claimed(run).filter(cancel_requested=False).update(**values):
        return
    if claimed(run).exists():
        raise RunCancelled("Somebody stopped this run. Nothing of it was kept.")
    raise ClaimLost(run.id)


def add_line(run: Run, text: str) -> None:
    """Adds to the log in memory; the next write takes it along."""
    line = {"at": timezone.now().isoformat(timespec="seconds"), "text": make_storable(text)}
    run.log = [*run.log, line][-LOG_LINES:]


class Reporter:
    """The pipeline's `on_progress`. `listener` hears every report, unthrottled: the command line's bar."""

    def __init__(self, run: Run, *, listener: Listener | None = None) -> None:
        self.run = run
        self.listener = listener
        self.stage = ""
        self.written_at = time.monotonic()  # by the claim

    def __call__(self, stage: str, done: float) -> None:
        check_stopping()
        progress = overall_progress(stage, done)
        if self.listener:
            self.listener(stage, progress)
        turned = stage != self.stage and stage in SLOW
        if turned or time.monotonic() - self.written_at >= WRITE_EVERY:
            self._write(stage, progress)

    def _write(self, stage: str, progress: float) -> None:
        """Where another has the turn to write just now, the next report says it instead of this one."""
        with suppress(OperationalError):
            with at_once():
                check_wanted(self.run, stage=stage, progress=progress, log=self.run.log, **extend_lease())
            self.stage, self.written_at = stage, time.monotonic()
