"""Does something now and then beside work that takes long, in a thread with a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def beat_beside(beat: Callable[[], object], *, every: float) -> Iterator[None]:
    """`every`: seconds, also before the first time, so that short work costs nothing. `beat` must not raise."""
    ended = threading.Event()
    thread = threading.Thread(target=_beat, args=(beat, ended, every), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _beat(beat: Callable[[], object], ended: threading.Event, every: float) -> None:
    try:
        while not ended.wait(every):
            beat()
    finally:
        connection.close()
