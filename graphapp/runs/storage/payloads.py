"""Keeps the bytes of sources as files named by their sha256, under DATA_DIR/uploads. Knows no run.

A file is written whole or not at all, and the same content is kept once.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from django.conf import settings

FOLDER = "uploads"
PART_PREFIX = ".new-"


def hash_bytes(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def keep_payload(data: bytes) -> str:
    """Keeps the bytes and returns their sha256."""
    digest = hash_bytes(data)
    target = _place(digest)
    if not target.exists():
        write_whole(target, data)
    return digest


def read_payload(digest: str) -> bytes:
    """Raises FileNotFoundError where somebody removed the file."""
    return _place(digest).read_bytes()


def measure_payload(digest: str) -> int | None:
    """None where the file is gone."""
    with suppress(FileNotFoundError):
        return _place(digest).stat().st_size
    return None


def forget_payload(digest: str) -> None:
    _place(digest).unlink(missing_ok=True)


def _place(digest: str) -> Path:
    return Path(settings.DATA_DIR) / FOLDER / digest[:2] / digest


def write_whole(target: Path, data: bytes) -> None:
    """Whoever looks meanwhile sees no file, or all of it. Makes the folder."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=PART_PREFIX)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
