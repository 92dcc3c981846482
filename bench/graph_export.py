"""The whole export of the library in DATA_DIR: seconds, size and memory of each format, against writing nothing.

`DATA_DIR=/somewhere python -m bench.graph_export [FORMAT …]`, after `bench.library` has made a large library there.
Each runs in a process of its own; memory is what that process had at its peak.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.table import print_table

FORMATS = ("graphml", "gexf", "csv", "jsonld", "json", "cypher")
ROOT = Path(__file__).parents[1]


def main(formats: list[str]) -> int:
    idle = measure(["version"])[1]
    rows = [("no export, Django only", "", "", "", f"{idle:.0f}")]
    with TemporaryDirectory() as folder:
        for name in formats or FORMATS:
            path = str(Path(folder) / "graph")
            seconds, peak, said = measure(["export", path, "--format", name, "--json"])
            report = json.loads(said)
            counted = f"{report['nodes']:,} / {report['edges']:,}"
            rows.append((name, counted, f"{seconds:.1f}", f"{report['bytes'] / 2**20:.0f}", f"{peak:.0f}"))
    print_table(("format", "nodes / edges", "s", "MiB", "peak memory, MiB"), rows)
    return 0


def measure(arguments: list[str]) -> tuple[float, float, str]:
    """Seconds, MiB at the peak, and standard output of one command."""
    start = time.perf_counter()
    run = subprocess.Popen([sys.executable, "manage.py", *arguments], cwd=ROOT, stdout=subprocess.PIPE)
    assert run.stdout is not None
    said = run.stdout.read()
    _, status, usage = os.wait4(run.pid, 0)
    run.returncode = os.waitstatus_to_exitcode(status)
    if run.returncode:
        raise SystemExit(run.returncode)
    return time.perf_counter() - start, usage.ru_maxrss / 1024, said.decode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
