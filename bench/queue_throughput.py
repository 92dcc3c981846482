"""How much the queue costs: transcripts through two workers, beside two bare pipeline processes over the same files.

`python -m bench.queue_throughput [--count 1000] [--words 2000]`. The goal is at most 1.5 times the bare time, nothing
lost or doubled, and workers whose memory does not grow. On SQLite and the queue of files. CPU seconds stand beside the
clock's: they hardly depend on what else the machine does, but leave out waiting. Graphs are drawn when every talk was
read: the last columns say when that was done, too.
"""

from __future__ import annotations

import argparse
import json
import os
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


def time_bare(files: Sequence[Path]) -> tuple[float, float]:
    """Seconds, and CPU seconds, of two processes that share the files, and print documents to nowhere."""
    began, before = time.perf_counter(), os.times()
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "ingest", "--quiet", "--out", "/dev/null", *map(str, files[part::WORKERS])], cwd=ROOT
        )
        for part in range(WORKERS)
    ]
    for process in started:
        process.wait()
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - began, used


def time_queue(folder: Path) -> dict[str, float]:
    """Seconds from adding the files until the last run is done, and the workers' memory in MiB, at a tenth and at the
    end. Workers begin while files are still being added; their loading of models counts, as it does for the others."""
    with open_chaos(stack=False, workers=WORKERS) as chaos:
        began, used, early = time.perf_counter(), _read_cpu(chaos), 0.0
        chaos.manage("ingest", str(folder))
        total = len(list(folder.glob("*.md")))
        while (done := _count_done(chaos)) < total:
            early = early or (_read_memory(chaos) if done > total / 10 else 0.0)
            time.sleep(0.5)
        seconds, cpu = time.perf_counter() - began, _read_cpu(chaos) - used
        while _count_drawings(chaos) < total:
            time.sleep(0.5)
        drawn = time.perf_counter() - began
        videos = len(json.loads(chaos.manage("videos", "list", "--json")))
        facts = {"seconds": seconds, "cpu": cpu, "drawn": drawn, "videos": videos}
        return {**facts, "early": early, "late": _read_memory(chaos)}


def _count_done(chaos: Chaos) -> int:
    states = chaos.count_states()
    if states["failed"]:
        raise RuntimeError(f"{states['failed']} runs failed")
    return states["done"]


def _count_drawings(chaos: Chaos) -> int:
    return int(dict(chaos.database.ask("SELECT 'drawn', count(*) FROM videos_drawing"))["drawn"])


def _list_workers(chaos: Chaos) -> list[int]:
    return [service.process for service in chaos.services if service.name.startswith("worker")]


def _read_cpu(chaos: Chaos) -> float:
    """Seconds that the workers' own processes used since they started."""
    stats = (Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in _list_workers(chaos))
    return sum(int(fields[11]) + int(fields[12]) for fields in stats) / os.sysconf("SC_CLK_TCK")


def _read_memory(chaos: Chaos) -> float:
    lines = [line for pid in _list_workers(chaos) for line in Path(f"/proc/{pid}/status").read_text().splitlines()]
    return max(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--words", type=int, default=2000)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="saidgraph-talks-") as name:
        files = write_transcripts(Path(name), count=options.count, words=options.words)
        bare, bare_cpu = time_bare(files)
        queue = time_queue(Path(name))
    clock = (f"{bare:.1f}", f"{queue['seconds']:.1f}", f"{queue['seconds'] / bare:.2f}")
    cpu = (f"{bare_cpu:.1f}", f"{queue['cpu']:.1f}", f"{queue['cpu'] / bare_cpu:.2f}")
    memory = (f"{queue['early']:.0f}", f"{queue['late']:.0f}")
    drawn = (f"{queue['drawn']:.1f}", f"{queue['drawn'] / bare:.2f}")
    heads = ("transcripts", "words", "bare s", "queue s", "ratio", "bare CPU s", "queue CPU s", "ratio")
    row = (options.count, options.words, *clock, *cpu, int(queue["videos"]), *memory, *drawn)
    print_table((*heads, "videos", "worker MiB at 10 %", "at the end", "drawn s", "ratio"), [row])
    return 0 if queue["videos"] == options.count else 1


if __name__ == "__main__":
    sys.exit(main())
