"""What this program adds to a language model's own time, from file to graph store, with a model that answers at once.

`NEO4J_URL=bolt://127.0.0.1:7687 GRAPHRAG_PYTHON=/some/venv/bin/python python -m bench.llm_overhead`

Ours: read, ask, ground, resolve, outline, write the record (SQLite), send the change to the graph store. Beside
it, where GRAPHRAG_PYTHON names a Python that has `neo4j-graphrag` and `openai`: its SimpleKGPipeline with the same
model, talks and Neo4j (without NEO4J_URL: ours alone, into the embedded store). The two take turns, talk by talk, so
that a machine that grows busy slows both, first on an empty store, then on one that holds 10,000 entities and as
many connections of either; the first talks of each length are not counted, in which the server compiles what it is
asked. It WIPES that Neo4j. Drawing the page's graph is not included. Ours looks for garbage as seldom as its workers
do, and what SQLite's log holds is carried over between two talks, as a worker does it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from bench.llm_stub import make_talk
from bench.table import print_table

ROOT = Path(__file__).parents[1]
SIZES = (2_500, 10_000)
ROUNDS, WARMING = 15, 4
FILLED_VIDEOS = 1_700
FILLED_ENTITIES = 10_000
PARTS = ("seconds", "cpu", "ask", "record", "send")
HEAD = (
    "pipeline", "store", "words", "ms", "quartiles", "in turn", "CPU ms", "read+ask ms", "record ms", "store ms",
    "calls", "tokens in", "tokens out",
)  # fmt: skip
Row = dict[str, float]


def main() -> int:
    bolt, graphrag = os.environ.get("NEO4J_URL", ""), os.environ.get("GRAPHRAG_PYTHON", "")
    lines: list[Sequence[object]] = []
    with run_stub() as stub:
        for filled in (0, FILLED_ENTITIES):
            lines += compare(stub, bolt, graphrag, filled=filled)
    print_table(HEAD, lines)
    print(f"Median of {ROUNDS} after {WARMING} to warm up. Tokens: characters of the messages / 4, without schemas.")
    print("In turn: the median of ratios to the first pipeline's time for the same talk, a moment before.")
    print("CPU: of this program alone, without Neo4j and the stub, so that a busy machine counts less.")
    return 0


def compare(stub: str, bolt: str, graphrag: str, *, filled: int) -> list[Sequence[object]]:
    """The other first: it wipes all that is there."""
    with ExitStack() as opened:
        sides: dict[str, Side] = {}
        if bolt and graphrag:
            sides["SimpleKGPipeline"] = opened.enter_context(open_graphrag(graphrag, stub, bolt, filled=filled))
        sides["ours"] = opened.enter_context(open_ours(stub, bolt, filled=filled))
        return [line for words in SIZES for line in take_turns(sides, words=words, filled=filled)]


def take_turns(sides: Mapping[str, Side], *, words: int, filled: int) -> Iterator[Sequence[object]]:
    turns = [
        {name: side.run(words, seed=1000 + turn) for name, side in sides.items()} for turn in range(WARMING + ROUNDS)
    ]
    first = next(iter(sides))
    for name in sides:
        ratio = median(turn[name]["seconds"] / turn[first]["seconds"] for turn in turns[WARMING:])
        yield describe(name, filled, words, [turn[name] for turn in turns[WARMING:]], ratio=ratio)


def describe(name: str, filled: int, words: int, rows: Sequence[Row], *, ratio: float) -> Sequence[object]:
    low, _, high = quantiles([row["seconds"] * 1000 for row in rows], n=4)
    total, *parts = [f"{median(row[part] for row in rows) * 1000:.0f}" if part in rows[0] else "" for part in PARTS]
    last = rows[-1]
    counts = [int(last["calls"]), round(last["sent"] / 4), round(last["answered"] / 4)]
    store = f"{filled:,}" if filled else "empty"
    return (name, store, f"{words:,}", total, f"{low:.0f} to {high:.0f}", f"{ratio:.2f}", *parts, *counts)


class Side:
    """A pipeline in a process of its own, which answers each line of "WORDS SEED" with a line of JSON."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, words: int, *, seed: int) -> Row:
        asked, answered = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answered is not None
        print(words, seed, file=asked, flush=True)
        for line in answered:
            if line.startswith("{"):
                row: Row = json.loads(line)
                return row
        raise SystemExit("A pipeline ended before its time.")


@contextmanager
def run_stub() -> Iterator[str]:
    process = subprocess.Popen([sys.executable, "-m", "bench.llm_stub"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield f"http://127.0.0.1:{int(process.stdout.readline())}/v1"
    finally:
        process.kill()


@contextmanager
def open_ours(stub: str, bolt: str, *, filled: int) -> Iterator[Side]:
    with TemporaryDirectory() as folder:
        env = {"DATA_DIR": folder, "GRAPH_URL": bolt or "embedded", "LLM_URL": stub, "LLM_MODEL": "m"}
        command = [sys.executable, "-m", "bench.llm_overhead", "--ours", str(filled)]
        with open_side(command, env={**os.environ, **env, "LLM_CACHE": "on", "DATABASE_URL": ""}) as side:
            yield side


@contextmanager
def open_graphrag(python: str, stub: str, bolt: str, *, filled: int) -> Iterator[Side]:
    command = [python, str(ROOT / "bench" / "llm_graphrag.py"), stub, bolt, str(filled)]
    with open_side(command, env=dict(os.environ)) as side:
        yield side


@contextmanager
def open_side(command: Sequence[str], *, env: dict[str, str]) -> Iterator[Side]:
    """When it is given, its store is filled."""
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, env=env, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        while process.stdout.readline() not in {"ready\n", ""}:
            continue
        yield Side(process)
        process.stdin.close()


def measure_ours(filled: int) -> None:
    """In a process of its own, whose environment names database, store and model."""
    open_library(filled)
    from graphapp.config.collecting import collect_seldom  # reads the settings, for which the library is opened

    collect_seldom()
    stub = os.environ["LLM_URL"].removesuffix("/v1")
    print("ready", flush=True)
    for line in sys.stdin:
        words, seed = map(int, line.split())
        print(json.dumps(time_run(words, seed=seed, stub=stub)), flush=True)


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
    from graphapp.videos.deriving.resolving import rebuild_graph

    for _ in fill(videos=FILLED_VIDEOS):
        pass
    rebuild_graph()
    call_command("graph", "rebuild", stdout=sys.stderr)


def time_run(words: int, *, seed: int, stub: str) -> Row:
    from django.db import transaction

    from graphapp.config.sqlite.writing_back import write_back
    from graphapp.runs.projection.outbox import catch_up, enqueue
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
    write_back()
    counted = json.load(urllib.request.urlopen(stub))
    ask, record, send = (after - before for before, after in pairwise(marks))
    return {"seconds": marks[-1] - marks[0], "cpu": spent, "ask": ask, "record": record, "send": send, **counted}


if __name__ == "__main__":
    if "--ours" in sys.argv:
        sys.exit(measure_ours(int(sys.argv[-1])))
    sys.exit(main())
