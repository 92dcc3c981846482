"""A folder for one process of a test run, gone with it. What killed processes left goes when the next run begins."""

from __future__ import annotations

import atexit
import os
import shutil
from pathlib import Path
from tempfile import gettempdir, mkdtemp

PREFIX = "saidgraph-tests-"


def make_own_folder() -> str:
    remove_orphans()
    owner = os.getpid()
    folder = mkdtemp(prefix=f"{PREFIX}{owner}-")
    atexit.register(_remove_own, folder, owner)
    return folder


def remove_orphans() -> None:
    """Folders of processes that live no more; those of others at work stay."""
    for folder in Path(gettempdir()).glob(f"{PREFIX}*-*"):
        owner = folder.name.removeprefix(PREFIX).partition("-")[0]
        if owner.isdigit() and not _lives(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


def _remove_own(folder: str, owner: int) -> None:
    if os.getpid() == owner:  # a forked process ends without taking it along
        shutil.rmtree(folder, ignore_errors=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
