"""How much the queue costs: transcripts through two workers, beside two bare pipeline processes over the same files.

`python -m bench.queue_throughput [--count 1000] [--words 2000]`. The goal is at most 1.5 times the bare time, nothing
lost or doubled, and workers whose memory does not grow. On SQLite and the queue of files.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.chaos import Chaos, open_chaos
from bench.table import print_table
from bench.transcripts import write_transcripts

ROOT = Path(__file__).parents[1]
WORKERS = 2


def time_bare(files: Sequence[Path]) -> float:
    """Seconds of two processes that share the files, and print documents to nowhere."""
    began = time.perf_counter()
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "ingest", "--quiet", "--out", "/dev/null", *map(str, files[part::WORKERS])], cwd=ROOT
        )
        for part in range(WORKERS)
    ]
    for process in started:
        process.wait()
    return time.perf_counter() - began


def time_queue(folder: Path) -> dict[str, object]:
    """Seconds until the last run is done, and the workers' memory in MiB, at a tenth and at the end."""
    with open_chaos(stack=False, workers=WORKERS) as chaos:
        chaos.manage("ingest", str(folder))
        began, early = time.perf_counter(), 0.0
        total = len(list(folder.glob("*.md")))
        while (done := _count_done(chaos)) < total:
            early = early or (_read_memory(chaos) if done > total / 10 else 0.0)
            time.sleep(0.5)
        seconds = time.perf_counter() - began
        videos = len(json.loads(chaos.manage("videos", "list", "--json")))
        return {"seconds": seconds, "videos": videos, "early": early, "late": _read_memory(chaos)}


def _count_done(chaos: Chaos) -> int:
    states = chaos.count_states()
    if states["failed"]:
        raise RuntimeError(f"{states['failed']} runs failed")
    return states["done"]


def _read_memory(chaos: Chaos) -> float:
    workers = [service.process for service in chaos.services if service.name.startswith("worker")]
    lines = [line for pid in workers for line in Path(f"/proc/{pid}/status").read_text().splitlines()]
    return max(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--words", type=int, default=2000)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="saidgraph-talks-") as name:
        files = write_transcripts(Path(name), count=options.count, words=options.words)
        bare = time_bare(files)
        queue = time_queue(Path(name))
    ratio = float(str(queue["seconds"])) / bare
    print_table(
        ("transcripts", "words", "bare s", "queue s", "ratio", "videos", "worker MiB at 10 %", "at the end"),
        [(options.count, options.words, f"{bare:.1f}", f"{queue['seconds']:.1f}", f"{ratio:.2f}", queue["videos"],
          f"{queue['early']:.0f}", f"{queue['late']:.0f}")],
    )  # fmt: skip
    return 0 if queue["videos"] == options.count else 1


if __name__ == "__main__":
    sys.exit(main())
