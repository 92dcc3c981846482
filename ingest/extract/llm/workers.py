"""Runs jobs side by side while the calling thread watches over progress and cancellation.

The threads are daemons and are not waited for after a stop: a slow endpoint must not hold up a cancelled run.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

_TICK_SECONDS = 0.1
Result = TypeVar("Result")
_Done = queue.SimpleQueue[tuple[int, Result | None, BaseException | None]]


def run_side_by_side(
    jobs: Sequence[Callable[[], Result]], *, workers: int, stop: threading.Event, tick: Callable[[int], None]
) -> list[Result]:
    """The jobs' results in their order.

    `tick` is told, on this thread and several times a second, how many are done. What it or a job raises sets
    `stop` and is raised here at once.
    """
    done: _Done[Result] = queue.SimpleQueue()
    results: dict[int, Result] = {}
    try:
        _start(jobs, workers=workers, stop=stop, done=done)
        while len(results) < len(jobs):
            tick(len(results))
            _take(done, results)
    except BaseException:
        stop.set()
        raise
    return [results[number] for number in range(len(jobs))]


def _start(jobs: Sequence[Callable[[], Result]], *, workers: int, stop: threading.Event, done: _Done[Result]) -> None:
    waiting: queue.SimpleQueue[tuple[int, Callable[[], Result]]] = queue.SimpleQueue()
    for numbered in enumerate(jobs):
        waiting.put(numbered)
    for _ in range(min(workers, len(jobs))):
        threading.Thread(target=_work, args=(waiting, stop, done), daemon=True).start()


def _work(
    waiting: queue.SimpleQueue[tuple[int, Callable[[], Result]]], stop: threading.Event, done: _Done[Result]
) -> None:
    with contextlib.suppress(queue.Empty):
        while not stop.is_set():
            number, job = waiting.get_nowait()
            try:
                done.put((number, job(), None))
            except BaseException as error:
                done.put((number, None, error))


def _take(done: _Done[Result], results: dict[int, Result]) -> None:
    with contextlib.suppress(queue.Empty):
        number, result, error = done.get(timeout=_TICK_SECONDS)
        if error is not None:
            raise error
        results[number] = result  # type: ignore[assignment]
