"""Works off runs in this process with a progress bar on the terminal. For commands; the web never waits."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from graphapp.runs.execution.claiming import claim_run, name_worker, requeue_expired
from graphapp.runs.execution.executing import execute_run
from graphapp.runs.execution.reporting import Listener
from graphapp.runs.models import Run, State

POLL_SECONDS = 0.25
NAME_CHARS = 40
COLUMNS = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[stage]}"))


def run_here(runs: Sequence[Run], *, quiet: bool, title: str = "") -> list[Run]:
    """The runs as they stand after their work, in order. One that another worker took is waited for.

    Draws on standard error, and nothing where `quiet` or where nobody looks.
    """
    console = Console(stderr=True)
    with Progress(*COLUMNS, console=console, disable=quiet or not console.is_terminal) as progress:
        bar = progress.add_task(title or "starting", total=float(len(runs)), stage="")
        return [_run_one(run, _follow(progress, bar, number, run, title)) for number, run in enumerate(runs)]


def _follow(progress: Progress, bar: Any, number: int, run: Run, title: str) -> Listener:
    name = title or run.source_name[:NAME_CHARS]

    def listen(stage: str, done: float) -> None:
        progress.update(bar, description=name, completed=number + done, stage=stage)

    return listen


def _run_one(run: Run, listen: Listener) -> Run:
    worker = name_worker()
    while run.is_open:
        claimed = claim_run(run.id, worker=worker)
        if claimed:
            execute_run(claimed, listener=listen, final=True)
        else:
            time.sleep(POLL_SECONDS)
            requeue_expired()
        run = _look_again(run, listen)
    listen("", 1.0)
    return run


def _look_again(run: Run, listen: Callable[[str, float], None]) -> Run:
    known = Run.objects.select_related("video").filter(id=run.id).first()
    if known is None:  # somebody removed it, or what it made
        run.state = State.CANCELLED
        return run
    listen(known.stage, known.progress)
    return known
