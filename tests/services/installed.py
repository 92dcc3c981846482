"""Finds the programs that tests start, and as root on Debian installs what is missing. Starts nothing itself."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

POSTGRES_FOLDERS = "/usr/lib/postgresql"
"""Debian keeps the server's programs out of the path."""


def find_program(name: str, *, packages: Sequence[str]) -> str | None:
    """The path of a program; installed from `packages` where it is missing and this is the custom of the place."""
    return _look_for(name) or (install_packages(packages) and _look_for(name)) or None


def install_packages(packages: Sequence[str]) -> bool:
    """As root on a system with apt; False elsewhere."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        subprocess.run(
            ["apt-get", *command],
            check=False,
            timeout=900,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )
    return True


def _look_for(name: str) -> str | None:
    versions = sorted(Path(POSTGRES_FOLDERS).glob(f"*/bin/{name}"), reverse=True)
    return shutil.which(name) or next(map(str, versions), None)
