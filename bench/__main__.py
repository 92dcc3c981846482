"""Runs every measurement, or those named: `python -m bench [NAME ...]`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPTS = ("pipeline", "graph_write", "video_page", "page_weight", "graph_canvas", "explore_canvas")


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in SCRIPTS]
    if unknown:
        print(f"Unknown: {', '.join(unknown)}. There are: {', '.join(SCRIPTS)}.", file=sys.stderr)
        return 2
    failed = 0
    for name in names or SCRIPTS:
        print(f"== {name}", flush=True)
        run = subprocess.run([sys.executable, "-m", f"bench.{name}"], cwd=Path(__file__).parents[1], check=False)
        failed |= run.returncode
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
