"""Waits for what takes long and asks nobody: a download, a model that hears a recording. Knows neither."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Thread
from typing import TypeVar

ASK_SECONDS = 2.0
Done = TypeVar("Done")


Ask = Callable[[bool], None]
"""Raises where nobody wants any more what is waited for. Is told whether it is paid for already."""


def _go_on(_paid: bool) -> None:
    return None


_ask: ContextVar[Ask] = ContextVar("ask", default=_go_on)


@contextmanager
def asked_meanwhile(ask: Ask) -> Iterator[None]:
    """Who waits inside calls `ask` every ASK_SECONDS."""
    before = _ask.set(ask)
    try:
        yield
    finally:
        _ask.reset(before)


def ask_now() -> None:
    """For whoever does it step by step, and not beside."""
    _ask.get()(False)


def wait_for(work: Callable[[], Done], *, seconds: float = math.inf, paid: bool = False) -> Done:
    """What `work` gives or raises, done in a thread beside. Raises TimeoutError after `seconds`. Where nobody waits any
    more it is not told, and ends by itself."""
    done: Future[Done] = Future()
    Thread(target=_do, args=(work, done), daemon=True).start()
    ends_at = time.monotonic() + seconds
    while not wait([done], timeout=min(ASK_SECONDS, ends_at - time.monotonic())).done:
        if time.monotonic() >= ends_at:
            raise TimeoutError
        _ask.get()(paid)
    return done.result()


def _do(work: Callable[[], Done], done: Future[Done]) -> None:
    try:
        done.set_result(work())
    except BaseException as error:  # raised again by whoever waits
        done.set_exception(error)
