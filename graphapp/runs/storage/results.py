"""Keeps what a stage made of a run's bytes, so that a retry starts where the last attempt stopped. Knows no stage.

A result is named by everything that it was made from: other bytes, settings or versions are another name. It lies
in DATA_DIR/results until its run is done, or until nobody came back for it.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec
from django.conf import settings

from graphapp.runs.storage.leftovers import list_untouched
from graphapp.runs.storage.payloads import write_whole

log = logging.getLogger(__name__)

FOLDER = "results"
KEEP_SECONDS = 7 * 24 * 3600.0
Made = TypeVar("Made")


def name_result(*parts: object) -> str:
    """A name that only the same parts have, in the same order."""
    return hashlib.sha256(msgspec.json.encode([str(part) for part in parts])).hexdigest()


def reuse(name: str, kind: type[Made], make: Callable[[], Made]) -> tuple[Made, bool]:
    """The kept result and True, or what `make` gives, kept from now on, and False."""
    place = _place(name)
    try:
        return msgspec.json.decode(place.read_bytes(), type=kind), True
    except FileNotFoundError:
        pass
    except (OSError, msgspec.MsgspecError):
        log.warning("a kept result can't be read and is made again: %s", name)
    made = make()
    write_whole(place, msgspec.json.encode(made))
    return made, False


def forget_result(name: str) -> None:
    _place(name).unlink(missing_ok=True)


def forget_old_results() -> None:
    """Those of runs that nobody tried again."""
    for file in list_untouched(Path(settings.DATA_DIR) / FOLDER, "*/*", seconds=KEEP_SECONDS):
        file.unlink(missing_ok=True)


def _place(name: str) -> Path:
    return Path(settings.DATA_DIR) / FOLDER / name[:2] / name
