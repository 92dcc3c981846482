"""What a video page makes the browser load: scripts and styles, gzipped, fonts apart."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

from bench.table import print_table

DIST = Path(__file__).parents[1] / "frontend" / "dist"
GOAL_KB = 150


def main() -> int:
    manifest = json.loads((DIST / "manifest.json").read_text("utf-8"))
    rows = []
    heaviest = 0.0
    for name, chunk in sorted(manifest.items()):
        if chunk.get("isEntry"):
            weight = sum(_weigh(DIST / file) for file in _list_files(manifest, name)) / 1000
            heaviest += weight
            rows.append((name, f"{weight:.1f} kB"))
    rows.append(("all entries together", f"{heaviest:.1f} kB"))
    rows.append((f"ratio to {GOAL_KB} kB", f"{heaviest / GOAL_KB:.2f}"))
    print_table(("entry", "gzip"), rows)
    return 0


def _list_files(manifest: dict[str, dict[str, object]], name: str) -> set[str]:
    chunk = manifest[name]
    files = {str(chunk["file"]), *map(str, chunk.get("css", []))}  # type: ignore[call-overload]
    for imported in chunk.get("imports", []):  # type: ignore[attr-defined]
        files |= _list_files(manifest, str(imported))
    return files


def _weigh(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6))


if __name__ == "__main__":
    sys.exit(main())
