"""Keeps what a model heard in a recording: asking it costs money, so it is asked once, by one worker.

A transcript lies in DATA_DIR/heard, named by the sha256 of the recording and by the model. It stays as long as a run
has for its bytes the recording, or what was heard in it, and for KEEP_SECONDS after somebody asked for it; but goes at
once with a video or run that is removed.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from graphapp.runs.models import Run
from graphapp.runs.storage.leftovers import list_untouched
from graphapp.runs.storage.payloads import hash_bytes, write_whole
from graphapp.runs.storage.results import name_result
from graphapp.runs.workers.stopping import check_stopping

FOLDER = "heard"
KEEP_SECONDS = 7 * 24 * 3600.0
POLL_SECONDS = 0.5


def hear_once(recording: str, make: Callable[[], bytes]) -> bytes:
    """What the model that the settings name hears in a recording (sha256): what was kept, else what `make` gives."""
    place = _place(recording)
    heard = _read(place)
    if heard is not None:
        return heard
    place.parent.mkdir(parents=True, exist_ok=True)
    with _turn_at(place.parent):
        heard = _read(place)  # by now another worker may have heard it
        if heard is None:
            heard = make()
            write_whole(place, heard)
    return heard


def keep_heard(name: str, heard: bytes) -> None:
    """Of a backup. `name`: that of its file."""
    write_whole(_folder() / name[:2] / name, heard)


def _read(place: Path) -> bytes | None:
    with suppress(FileNotFoundError):
        heard = place.read_bytes()
        _touch(place)
        return heard
    return None


@contextmanager
def _turn_at(folder: Path) -> Iterator[None]:
    """Waits for other workers that hear what is kept in the same folder, the same recording as a rule. Who is killed
    gives up the turn."""
    with folder.with_name(f"{folder.name}-turn").open("ab") as file:
        while not _take(file):
            check_stopping()
            time.sleep(POLL_SECONDS)
        yield


def _take(file: BinaryIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def forget_unused_transcripts() -> None:
    for place in list_untouched(_folder(), "*/*", seconds=KEEP_SECONDS):
        if _is_used(place):
            _touch(place)  # and asked about again after as long
        else:
            place.unlink(missing_ok=True)


def forget_heard(payload: str, *, size: int | None) -> None:
    """What was heard in a recording of these bytes, or came out as these, of which there were so many."""
    for place in list(_folder().glob("*/*")):
        with suppress(FileNotFoundError):  # another worker swept it just now
            is_its_own = place.name.startswith(f"{payload}-")
            is_alike = place.stat().st_size == size and hash_bytes(place.read_bytes()) == payload
            if (is_its_own or is_alike) and not _is_used(place):
                place.unlink(missing_ok=True)


def _is_used(place: Path) -> bool:
    with suppress(FileNotFoundError):  # another worker swept it just now
        payloads = (place.name.partition("-")[0], hash_bytes(place.read_bytes()))
        return Run.objects.filter(payload__in=payloads).exists()
    return False


def _touch(place: Path) -> None:
    with suppress(FileNotFoundError):
        os.utime(place)


def _folder() -> Path:
    return Path(settings.DATA_DIR) / FOLDER


def _place(recording: str) -> Path:
    model = name_result(os.environ.get("STT_URL", ""), os.environ.get("STT_MODEL", ""))
    return _folder() / recording[:2] / f"{recording}-{model[:16]}"
