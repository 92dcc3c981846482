"""Finds files that nobody came back for, and removes what processes that were killed left half written."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from graphapp.runs.storage.payloads import FOLDER, PART_PREFIX

ABANDONED_SECONDS = 24 * 3600.0
"""Longer than a download takes, and to hear what is in it."""


def list_untouched(folder: Path, pattern: str, *, seconds: float) -> Iterator[Path]:
    """What nobody wrote, or touched, for so long."""
    oldest = time.time() - seconds
    for path in folder.glob(pattern):
        try:
            if path.stat().st_mtime < oldest:
                yield path
        except FileNotFoundError:
            continue


def forget_abandoned() -> None:
    """Parts of uploads, and downloads in the temporary folder, which may be a volume that outlives the process."""
    from ingest.sources.finding import DOWNLOAD_PREFIX  # the web, which sweeps nothing, can spare it

    for part in list_untouched(Path(settings.DATA_DIR) / FOLDER, f"*/{PART_PREFIX}*", seconds=ABANDONED_SECONDS):
        part.unlink(missing_ok=True)
    for download in list_untouched(Path(tempfile.gettempdir()), f"{DOWNLOAD_PREFIX}*", seconds=ABANDONED_SECONDS):
        shutil.rmtree(download, ignore_errors=True)
