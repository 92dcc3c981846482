"""Editors and workers at once: `python -m bench.write_load [--minutes 5] [--editors 8] [--stack]`.

Editors rename entities by the API, each again and again an entity of its own, and read it back; two workers ingest
meanwhile. No change may be lost, none may fail for a lock, and the 95th percentile of writing is to stay under 500 ms.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx

from bench.chaos import Chaos, open_chaos
from bench.table import print_table
from bench.transcripts import write_transcripts


@dataclass
class Editor:
    """`latencies`: seconds of each write. `lost`: changes that were answered with success and are not there."""

    name: str
    token: str
    entity: str
    latencies: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    lost: int = 0

    def work(self, address: str, until: float) -> None:
        headers = {"Authorization": f"Bearer {self.token}"}
        with httpx.Client(base_url=address, headers=headers, timeout=60, follow_redirects=True) as client:
            number = 0
            while time.monotonic() < until:
                number += 1
                self._rename(client, f"{self.name} {number}")
                time.sleep(0.5)

    def _rename(self, client: httpx.Client, name: str) -> None:
        began = time.monotonic()
        answer = client.post("/api/v1/decisions/", json={"kind": "rename", "entity": self.entity, "name": name})
        self.latencies.append(time.monotonic() - began)
        if not answer.is_success:
            self.failed.append(f"{answer.status_code} {answer.text[:200]}")
        elif client.get(f"/api/v1/entities/{self.entity}/").json().get("name") != name:
            self.lost += 1


def prepare(chaos: Chaos, *, editors: int) -> list[Editor]:
    folder = chaos.folder / "first"
    write_transcripts(folder, count=5, words=1000, seed=7)
    chaos.manage("ingest", str(folder), "--wait")
    found = httpx.get(f"{chaos.address}/api/v1/entities/?limit=100", timeout=60).json()["results"]
    made = []
    for number in range(editors):
        name = f"editor{number}"
        chaos.manage("accounts", "add", name, "--role", "editor")
        token = json.loads(chaos.manage("accounts", "token", name, "load", "--json"))["token"]
        made.append(Editor(name, token, found[number]["id"]))
    return made


def run_load(*, minutes: float, editors: int, stack: bool) -> list[Editor]:
    with open_chaos(stack=stack) as chaos:
        people = prepare(chaos, editors=editors)
        talks = chaos.folder / "talks"
        write_transcripts(talks, count=int(120 * minutes), words=1000, seed=8)
        chaos.manage("ingest", str(talks))
        until = time.monotonic() + minutes * 60
        threads = [threading.Thread(target=editor.work, args=(chaos.address, until)) for editor in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        print(f"ingested meanwhile: {chaos.count_states()['done']}")
    return people


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--editors", type=int, default=8)
    parser.add_argument("--stack", action="store_true", help="on PostgreSQL, Redis and Neo4j")
    people = run_load(**vars(parser.parse_args(arguments)))
    latencies = sorted(latency for editor in people for latency in editor.latencies)
    failed = [line for editor in people for line in editor.failed]
    lost = sum(editor.lost for editor in people)
    p95 = statistics.quantiles(latencies, n=20)[-1]
    row = (len(latencies), f"{statistics.median(latencies) * 1000:.0f}", f"{p95 * 1000:.0f}", len(failed), lost)
    print_table(("writes", "median ms", "p95 ms", "failed", "lost"), [row])
    print("\n".join(failed[:5]))
    return 1 if failed or lost else 0


if __name__ == "__main__":
    sys.exit(main())
