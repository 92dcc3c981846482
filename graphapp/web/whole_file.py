"""Files that people get under their name only once all of them is written. Knows nothing of what stands in them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4


@contextmanager
def write_whole(path: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """What stood at `path` before stays until the block ends well, and stays for good where it doesn't.

    `private`: for the eyes of its owner alone. A pipe or device such as /dev/stdout is written to as it is.
    Raises OSError where the file can't be written.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            yield file
        return
    target = path.resolve()
    part = target.with_name(f".{target.name}.{uuid4().hex[:8]}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if private else 0o666), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
