"""Reads the environment (and `.env`) once; the README's table names every variable of the product.

What can't be used is Django's ImproperlyConfigured with one sentence for whoever runs the server, which holds no value
that may be a password.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parents[2]


class Given(Mapping[str, str]):
    """The environment without what stands empty there: a line of `.env` that nobody filled in says nothing. What begins
    with `$` means itself, and no other variable."""

    def __getitem__(self, name: str) -> str:
        if not os.environ[name].strip():
            raise KeyError(name)
        return os.environ[name].replace("$", r"\$")

    def __iter__(self) -> Iterator[str]:
        return (name for name, value in os.environ.items() if value.strip())

    def __len__(self) -> int:
        return sum(1 for _ in self)


environ.Env.read_env(BASE_DIR / ".env")
env = environ.Env()
env.ENVIRON, env.escape_proxy = Given(), True


def data_dir() -> Path:
    """The folder under which everything is written; made if it is missing, and then its owner's alone.

    One that was there is left as it is, unless it is our own: who shares a folder has a reason.
    """
    own = BASE_DIR / "data"
    folder = Path(env.str("DATA_DIR", default=str(own))).expanduser().resolve()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError:
        raise ImproperlyConfigured(f"DATA_DIR={folder} is a file: name a folder.") from None
    except OSError as error:
        raise _explain_folder(folder, error.strerror) from None
    if folder == own:
        with suppress(PermissionError):
            folder.chmod(0o700)
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise _explain_folder(folder, "this user may not write there")
    return folder


def secret_key(folder: Path) -> str:
    """SECRET_KEY, or one that is generated once and kept, readable by its owner only."""
    given = str(env.str("SECRET_KEY", default=""))
    if given:
        return given
    kept = folder / "secret_key"
    try:
        if not kept.exists() or not kept.stat().st_size:
            _make_secret(kept)
    except OSError as error:
        raise _explain_folder(folder, error.strerror) from None
    try:
        return kept.read_text("ascii")
    except OSError as error:
        raise ImproperlyConfigured(
            f"{kept} can't be read ({error.strerror}): run as the user who owns DATA_DIR, or set SECRET_KEY."
        ) from None


def _make_secret(kept: Path) -> None:
    """Whole or not at all: who starts at the same moment, or after one that was killed here, reads no half of it."""
    part = kept.with_name(f".{kept.name}.{secrets.token_hex(4)}")
    try:
        with open(part, "x", encoding="ascii", opener=_open_private) as file:
            file.write(secrets.token_urlsafe(50))
        try:
            kept.hardlink_to(part)
        except FileExistsError:
            if not kept.stat().st_size:
                part.replace(kept)
    finally:
        part.unlink(missing_ok=True)


def names(name: str, *, default: list[str]) -> list[str]:
    """What a list says, with commas between and blanks wherever."""
    return [each.strip() for each in env.list(name, default=default) if each.strip()]


def whole_number(name: str, *, default: int, most: int | None = None) -> int:
    """A number from 0 to `most`."""
    given = str(env.str(name, default=str(default))).strip()
    if not (given.isascii() and given.isdigit()) or (most is not None and int(given) > most):
        raise ImproperlyConfigured(f"{name}={given}: that is no whole number from 0{f' to {most}' if most else ' on'}.")
    return int(given)


def database(*, default: str) -> dict[str, Any]:
    """Django's description of the database at DATABASE_URL."""
    try:
        known = urlsplit(env.str("DATABASE_URL", default=default)).scheme in env.DB_SCHEMES
        found = dict(env.db_url("DATABASE_URL", default=default)) if known else {}
    except ValueError:
        found = {}
    if not found.get("ENGINE"):
        raise ImproperlyConfigured(
            "DATABASE_URL is no address of a database: "
            "write postgres://user:password@host:5432/name, or sqlite:////folder/file with four strokes."
        )
    if found["ENGINE"].endswith("postgresql"):
        _need("psycopg", extra="postgres", for_="DATABASE_URL=postgres://…")
    return found


def server(name: str) -> str:
    """The address of a message broker or a cache, or nothing."""
    address = str(env.str(name, default=""))
    if address.startswith(("redis://", "rediss://")):
        _need("redis", extra="redis", for_=f"{name}=redis://…")
    return address


def _need(package: str, *, extra: str, for_: str) -> None:
    if find_spec(package) is None:
        raise ImproperlyConfigured(
            f"{for_} needs the package {package}, which is not installed. "
            f"Install it with: .venv/bin/pip install -e '.[{extra}]'"
        )


def _explain_folder(folder: Path, reason: str | None) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"DATA_DIR={folder} can't be used: {reason}.")


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
