"""Keeps accepted answers by the hash of what was asked, so that a stopped run resumes without paying twice.

A broken or missing file is a missing answer, never an error. Holds no keys and no addresses.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

_MOST_BYTES = 4_000_000


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer and what it cost; 0 where an earlier release kept it."""

    text: str
    tokens_in: int = 0
    tokens_out: int = 0


class AnswerCache:
    """Files under `folder`, written whole or not at all; None keeps nothing. `broken`: it cannot be written."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self.broken = False

    def get(self, key: str) -> Kept | None:
        if self._folder is None:
            return None
        path = self._place(self._folder, key)
        try:
            if path.stat().st_size > _MOST_BYTES:
                return None
            answer = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return None
        text = answer.get("text") if isinstance(answer, dict) else None
        if not isinstance(text, str):
            return None
        spent = [answer.get(name) for name in ("tokens_in", "tokens_out")]
        return Kept(text, *(count if isinstance(count, int) and count > 0 else 0 for count in spent))

    def put(self, key: str, kept: Kept) -> None:
        if self._folder is None:
            return
        path = self._place(self._folder, key)
        part = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}.part")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            part.write_text(json.dumps(asdict(kept)), "utf-8")
            part.replace(path)
        except OSError:
            self.broken = True
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)

    @staticmethod
    def _place(folder: Path, key: str) -> Path:
        return folder / key[:2] / f"{key[2:]}.json"


def hash_question(parts: Sequence[object]) -> str:
    """The key of a question: whatever changes the answer must be among its parts."""
    raw = json.dumps(parts, ensure_ascii=True, sort_keys=True).encode()
    return hashlib.blake2b(raw, digest_size=20).hexdigest()
