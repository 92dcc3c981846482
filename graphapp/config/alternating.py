"""How soon the threads of a process that serves let each other go on."""

from __future__ import annotations

import sys

SECONDS = 0.0005


def alternate_often() -> None:
    """Who waits for Python takes over after half a millisecond instead of five. An editor's decision hands it over with
    each of its thirty statements; where others were busy, all the time until it got it back was spent holding the turn
    to write, so that one took more than twice as long on the clock as it computed."""
    sys.setswitchinterval(SECONDS)
