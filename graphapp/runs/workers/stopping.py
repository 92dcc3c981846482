"""Says that this process was asked to end, so that a run in work is given back instead of lost."""

from __future__ import annotations

import threading

_asked = threading.Event()


class WorkerStopping(Exception):
    """The worker ends; the run goes back to the queue and loses no attempt."""


def ask_to_stop() -> None:
    _asked.set()


def is_stopping() -> bool:
    return _asked.is_set()


def check_stopping() -> None:
    if is_stopping():
        raise WorkerStopping
