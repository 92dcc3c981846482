"""Bytes from files, standard input and uploads. Opens regular files only: never a device, a pipe or a folder."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from pathlib import Path
from typing import BinaryIO

from ingest.errors import SourceError
from ingest.records import RawSource, Source
from ingest.sources.limits import MAX_BYTES, MAX_MEDIA_BYTES
from ingest.sources.recordings import HEAD_BYTES, is_recording

_MIB = 1024 * 1024


def source_from_bytes(data: bytes, *, name: str, kind: str, media_type: str | None = None) -> RawSource:
    """A source that is already here. `kind`: file, stdin, text or url. Raises `SourceError` where it is too large."""
    if len(data) > MAX_BYTES:
        raise too_large(name, head=data)
    digest = hashlib.sha256(data).hexdigest()
    return RawSource(Source(kind=kind, name=name, sha256=digest), data, media_type)


def source_from_text(text: str, *, name: str = "text") -> RawSource:
    """A pasted transcript. Half surrogate pairs, which no encoding has, are replaced."""
    return source_from_bytes(text.encode("utf-8", "replace"), name=name, kind="text")


def read_file(path: str) -> RawSource:
    """The file at `path`; `name` is the last part of it, with “?” for what is no text."""
    name = (Path(path).name or path).encode("utf-8", "replace").decode()
    try:
        data = _read_regular(path)
    except FileNotFoundError:
        raise SourceError("There is no such file.", where=path) from None
    except PermissionError:
        raise SourceError("This file may not be read.", where=path, advice="Change its permissions.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "not a possible file name"
        raise SourceError(f"This file can't be read: {reason}.", where=_show(path)) from None
    return source_from_bytes(data, name=name, kind="file")


def read_stdin(stream: BinaryIO | None = None) -> RawSource:
    if stream is None and sys.stdin is None:
        raise SourceError("Standard input is closed.", where="stdin")
    data = (stream or sys.stdin.buffer).read(MAX_BYTES + 1)
    return source_from_bytes(data, name="stdin", kind="stdin")


def too_large(name: str, *, most: int = MAX_BYTES, head: bytes = b"") -> SourceError:
    """`most`: bytes. `head`: how it begins, where that is known."""
    advice = (
        f"Give its address, from which {MAX_MEDIA_BYTES // _MIB:,} MiB of a recording are taken, or its transcript."
    )
    message = f"It is larger than {most // _MIB} MiB, the most that is read."
    return SourceError(message, where=name, advice=advice if is_recording(head) else "Split it.")


def _read_regular(path: str) -> bytes:
    _refuse_special(os.stat(path), path)  # noqa: PTH116 - a Path would lose the trailing slash
    # Not to hang on a pipe that took the file's place since.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(descriptor)
        _refuse_special(found, path)
        if found.st_size > MAX_BYTES:
            raise too_large(path, head=file.read(HEAD_BYTES))
        return file.read(MAX_BYTES + 1)


def _refuse_special(found: os.stat_result, path: str) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise SourceError("This is a folder, not a file.", where=path, advice="Name the files in it.")
    if not stat.S_ISREG(found.st_mode):
        raise SourceError(
            "This is a device or pipe, not a regular file.", where=path, advice="Use “-” to read standard input."
        )


def _show(path: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in path[:200])
