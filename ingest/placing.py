"""Where `python -m ingest` puts its documents: each as soon as it is made. Knows bytes only."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

STANDARD_OUTPUT = "-"


@contextmanager
def open_output(name: str | None) -> Iterator[IO[bytes]]:
    """Standard output, a device, or a file that appears at the end: with what was made until then, if anything was,
    also where the work was stopped, and not at all where it can't be written whole. Raises `OSError`."""
    if name in (None, STANDARD_OUTPUT):
        if sys.stdout is None:
            raise OSError("standard output is closed")
        yield sys.stdout.buffer  # the encoding of a terminal may lack letters that JSON has
        return
    path = Path(name).resolve()
    if path.exists() and not path.is_file():
        with path.open("wb") as device:
            yield device
    else:
        with _replace_file(path) as file:
            yield file


@contextmanager
def _replace_file(path: Path) -> Iterator[IO[bytes]]:
    whole = True
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name[:80]}.", delete=False) as file:
        try:
            yield file
            file.flush()
        except OSError:
            whole = False
            raise
        finally:
            _settle(Path(file.name), path, whole=whole)


def _settle(made: Path, path: Path, *, whole: bool) -> None:
    if not (whole and made.stat().st_size):
        made.unlink()
        return
    made.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_read_umask())
    made.replace(path)


def _read_umask() -> int:
    """It can only be read by setting it."""
    umask = os.umask(0)
    os.umask(umask)
    return umask
