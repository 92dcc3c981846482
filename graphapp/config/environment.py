"""Reads the environment (and `.env`) once. Every variable of the product is named here; see the README's table."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parents[2]

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")


def data_dir() -> Path:
    """The folder under which everything is written; made if it is missing, and then its owner's alone.

    One that was there is left as it is, unless it is our own: who shares a folder has a reason.
    """
    own = BASE_DIR / "data"
    folder = Path(env.str("DATA_DIR", default=str(own))).expanduser().resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder == own:
        with suppress(PermissionError):
            folder.chmod(0o700)
    return folder


def secret_key(folder: Path) -> str:
    """SECRET_KEY, or one that is generated once and kept, readable by its owner only."""
    given = str(env.str("SECRET_KEY", default=""))
    if given:
        return given
    kept = folder / "secret_key"
    try:
        with open(kept, "x", encoding="ascii", opener=_open_private) as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return kept.read_text("ascii")


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
