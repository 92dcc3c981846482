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
    everything: set[str] = set()
    for name, chunk in sorted(manifest.items()):
        if chunk.get("isEntry"):
            files = _list_files(manifest, name)
            everything |= files
            rows.append((name, f"{sum(_weigh(DIST / file) for file in files) / 1000:.1f} kB"))
    heaviest = sum(_weigh(DIST / file) for file in everything) / 1000
    rows.append(("all entries together", f"{heaviest:.1f} kB"))
    rows.append((f"ratio to {GOAL_KB} kB", f"{heaviest / GOAL_KB:.2f}"))
    print_table(("entry", "gzip"), rows)
    return 0


def _list_files(manifest: dict[str, dict[str, object]], name: str) -> set[str]:
    """Files of an entry and of all that it loads, at once or later."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        chunk = manifest[waiting.pop()]
        files = {str(chunk["file"]), *map(str, chunk.get("css", []))}  # type: ignore[call-overload]
        if not files <= seen:
            seen |= files
            waiting += [*chunk.get("imports", []), *chunk.get("dynamicImports", [])]  # type: ignore[misc]
    return seen


def _weigh(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6))


if __name__ == "__main__":
    sys.exit(main())
