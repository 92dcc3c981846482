"""What this pipeline is made of, as one short hash: another release, model or word list has another. Runs no stage."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

GROUP = "saidgraph.extractors"
SHOWN = 16


@cache
def fingerprint_pipeline() -> str:
    """Over every file of this package, and the version of each package that brings an extractor. Once in a process."""
    digest = hashlib.sha256()
    root = Path(__file__).parent
    for file in sorted(path for path in root.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        digest.update(f"{file.relative_to(root)}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    for found in sorted(entry_points(group=GROUP)):
        brought_by = found.dist
        digest.update(f"{found.name} {brought_by.name if brought_by else ''} {found.value}\0".encode())
        digest.update((brought_by.version if brought_by else "").encode())
    return digest.hexdigest()[:SHOWN]
