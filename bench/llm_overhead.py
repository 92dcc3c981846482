"""What this program adds to a language model's own time, from file to graph store, with a model that answers at once.

`NEO4J_URL=bolt://127.0.0.1:7687 GRAPHRAG_PYTHON=/some/venv/bin/python python -m bench.llm_overhead`

Ours: read, ask, ground, resolve, outline, write the record (SQLite), send the change to the graph store. Beside
it, where GRAPHRAG_PYTHON names a Python that has `neo4j-graphrag` and `openai`: its SimpleKGPipeline with the same
model, talks and Neo4j (without NEO4J_URL: ours alone, into the embedded store). Both on an empty store, and on one
that holds 10,000 entities and as many connections, after a pass of both that is not counted, in which the server
compiles what it is asked. It WIPES that Neo4j. Drawing the page's graph is not included. Ours looks for garbage as
seldom as its workers do.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.llm_stub import make_talk
from bench.table import print_table

ROOT = Path(__file__).parents[1]
SIZES = (2_500, 10_000)
ROUNDS = 7
FILLED_VIDEOS = 1_700
FILLED_ENTITIES = 10_000
Row = dict[str, float]


def main() -> int:
    bolt, graphrag = os.environ.get("NEO4J_URL", ""), os.environ.get("GRAPHRAG_PYTHON", "")
    lines: list[Sequence[object]] = []
    with run_stub() as stub:
        if bolt and graphrag:
            run_ours(stub, bolt, filled=0)
            run_graphrag(graphrag, stub, bolt, filled=0)
        for filled in (0, FILLED_ENTITIES):
            for name, rows in (
                ("ours", run_ours(stub, bolt, filled=filled)),
                ("SimpleKGPipeline", run_graphrag(graphrag, stub, bolt, filled=filled) if bolt and graphrag else ()),
            ):
                lines += [describe(name, filled, row) for row in rows]
    head = (
        "pipeline",
        "store",
        "words",
        "ms",
        "CPU ms",
        "read+ask ms",
        "record ms",
        "store ms",
        "calls",
        "tokens in",
        "tokens out",
    )
    print_table(head, lines)
    print(f"Median of {ROUNDS} after one warm-up. Tokens: characters of the messages / 4 (schemas not counted).")
    print("CPU: of this program alone, without Neo4j and the stub, so that a busy machine counts less.")
    return 0


def describe(name: str, filled: int, row: Row) -> Sequence[object]:
    parts = [f"{row[part] * 1000:.0f}" if part in row else "" for part in ("seconds", "cpu", "ask", "record", "send")]
    counts = [int(row["calls"]), round(row["sent"] / 4), round(row["answered"] / 4)]
    return (name, f"{filled:,}" if filled else "empty", f"{int(row['words']):,}", *parts, *counts)


@contextmanager
def run_stub() -> Iterator[str]:
    process = subprocess.Popen([sys.executable, "-m", "bench.llm_stub"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield f"http://127.0.0.1:{int(process.stdout.readline())}/v1"
    finally:
        process.kill()


def run_ours(stub: str, bolt: str, *, filled: int) -> list[Row]:
    with TemporaryDirectory() as folder:
        env = {"DATA_DIR": folder, "GRAPH_URL": bolt or "embedded", "LLM_URL": stub, "LLM_MODEL": "m"}
        command = [sys.executable, "-m", "bench.llm_overhead", "--ours", str(filled)]
        return read_rows(command, env={**os.environ, **env, "LLM_CACHE": "on", "DATABASE_URL": ""})


def run_graphrag(python: str, stub: str, bolt: str, *, filled: int) -> list[Row]:
    script = str(ROOT / "bench" / "llm_graphrag.py")
    return read_rows([python, script, stub, bolt, str(filled), str(ROUNDS), *map(str, SIZES)], env=dict(os.environ))


def read_rows(command: Sequence[str], *, env: dict[str, str]) -> list[Row]:
    done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def measure_ours(filled: int) -> None:
    """In a process of its own, whose environment names database, store and model."""
    open_library(filled)
    from graphapp.config.collecting import collect_seldom  # reads the settings, for which the library is opened

    collect_seldom()
    stub = os.environ["LLM_URL"].removesuffix("/v1")
    for words in SIZES:
        rounds = [time_run(words, seed=1000 + turn, stub=stub) for turn in range(ROUNDS + 1)][1:]
        medians = {part: median(row[part] for row in rounds) for part in ("seconds", "cpu", "ask", "record", "send")}
        print(json.dumps({"words": words, **rounds[-1], **medians}), flush=True)


def open_library(filled: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "graphapp.config.settings")
    if not os.environ.get("DATABASE_URL"):
        os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.core.management import call_command

    from graphapp.graph.opening import open_store

    call_command("migrate", verbosity=0)
    open_store().setup()
    open_store().wipe()
    if filled:
        fill_library()


def fill_library() -> None:
    from django.core.management import call_command

    from bench.library import fill
    from graphapp.videos.resolving import rebuild_graph

    for _ in fill(videos=FILLED_VIDEOS):
        pass
    rebuild_graph()
    call_command("graph", "rebuild", stdout=sys.stderr)


def time_run(words: int, *, seed: int, stub: str) -> Row:
    from django.db import transaction

    from graphapp.runs.outbox import catch_up, enqueue
    from graphapp.videos.recording import record_document
    from ingest.pipeline import extract_document, read_transcript
    from ingest.sources import source_from_bytes

    data = make_talk(words=words, seed=seed).encode()
    urllib.request.urlopen(stub).read()
    marks, spent = [time.perf_counter()], time.process_time()
    raw = source_from_bytes(data, name=f"talk-{words}-{seed}.txt", kind="text")
    document = extract_document(read_transcript(raw), extractor="llm")
    marks.append(time.perf_counter())
    with transaction.atomic():
        enqueue(record_document(document).delta)
    marks.append(time.perf_counter())
    if not catch_up():
        raise SystemExit("The graph store did not answer.")
    marks.append(time.perf_counter())
    spent = time.process_time() - spent
    counted = json.load(urllib.request.urlopen(stub))
    ask, record, send = (after - before for before, after in pairwise(marks))
    return {"seconds": marks[-1] - marks[0], "cpu": spent, "ask": ask, "record": record, "send": send, **counted}


if __name__ == "__main__":
    if "--ours" in sys.argv:
        sys.exit(measure_ours(int(sys.argv[-1])))
    sys.exit(main())
