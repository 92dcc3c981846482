"""Everything that asks across videos, on a large library: 95th percentile, and the ratio to the bare queries.

`DATA_DIR=/tmp/big python -m bench.library`, then `DATA_DIR=/tmp/big python -m bench.explorer`; with NEO4J_TEST_URL
on Neo4j too, filled by a rebuild where it holds another library. The bare time is that of the very same statements
in the same run, sent by the database's own driver with nothing made of the rows. CPU is that of this process, which
a busy machine stretches less than the time on the clock. Only what answers 200 is measured.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "graphapp.config.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.table import print_table  # noqa: E402
from graphapp.config.collecting import collect_seldom  # noqa: E402
from graphapp.graph.models import Entity  # noqa: E402
from graphapp.graph.opening import close_stores, open_store, read_address  # noqa: E402
from graphapp.runs.projection.graph_upkeep import rebuild_store  # noqa: E402
from graphapp.videos.models import Topic, Video  # noqa: E402

ROUNDS = 20
WARM = 3
HUBS = 30
HEAD = ("work", "median ms", "p95 ms", "p95 CPU ms", "goal ms", "bare p95 ms", "ratio", "queries")
Question = Callable[[int], object]


def list_names() -> tuple[list[Entity], list[Entity]]:
    """The largest hubs, and others by chance."""
    by_fame = list(Entity.objects.filter(relation_count__gt=0).order_by("-relation_count", "id")[:3000])
    return by_fame[:HUBS], random.Random(7).sample(by_fame[HUBS:], 300)


def list_port_questions() -> dict[str, tuple[str, Question]]:
    hubs, rest = list_names()
    videos = list(Video.objects.order_by("id").values_list("id", flat=True)[:500])

    def hub(n: int) -> str:
        return hubs[n % HUBS].id

    return {
        "neighbourhood 1 hop, hubs": ("20", lambda n: open_store().neighbourhood(hub(n), limit=200)),
        "neighbourhood 1 hop, any": ("20", lambda n: open_store().neighbourhood(rest[n].id, limit=200)),
        "neighbourhood 2 hops, hubs": ("120", lambda n: open_store().neighbourhood(hub(n), depth=2, limit=200)),
        "neighbourhood 2 hops, any": ("120", lambda n: open_store().neighbourhood(rest[n].id, depth=2, limit=200)),
        "paths to 4 hops, hub to hub": ("200", lambda n: open_store().paths(hub(n), hub(n + 7))),
        "paths to 4 hops, any to any": ("200", lambda n: open_store().paths(rest[n].id, rest[n + 100].id)),
        "overview": ("", lambda n: open_store().overview(limit=200)),
        "one video's graph": ("", lambda n: open_store().video_graph(videos[n])),
    }


def list_pages() -> dict[str, tuple[str, Question]]:
    hubs, rest = list_names()
    topic = Topic.objects.filter(key__entity=hubs[0]).values_list("slug", flat=True).first() or ""
    client = Client(HTTP_HOST="localhost")

    def get(address: str) -> object:
        answer = client.get(address)
        if answer.status_code != 200:
            raise LookupError(f"{address} answered {answer.status_code}")
        return b"".join(answer.streaming_content) if answer.streaming else answer.content

    def type_on(n: int) -> str:
        """A name as it is typed: by one to all of its letters, every fifth time with a slip."""
        name = rest[n].folded
        typed = name[: 1 + n % len(name)]
        return f"{typed[:2]}{typed[3:]}" if n % 5 == 4 else typed

    return {
        "search while typing": ("60", lambda n: get(f"/search/palette/?q={type_on(n)}")),
        "search, words of talks": ("60", lambda n: get(f"/search/palette/?q={rest[n].folded.split()[0]}+people")),
        "page of the largest hub": ("150", lambda n: get(f"/entities/{hubs[0].slug}/")),
        "page of other entities": ("150", lambda n: get(f"/entities/{rest[n].slug}/")),
        "library page": ("150", lambda n: get(f"/?page={1 + n % 3}")),
        "topic page": ("150", lambda n: get(f"/topics/{topic}/")),
        "explore": ("", lambda n: get("/explore/")),
        "paths page": ("", lambda n: get(f"/paths/?from={hubs[n % HUBS].slug}&to={rest[n].slug}")),
    }


class Recorder:
    """Keeps what is asked of the database and of Neo4j, and asks it again without us."""

    def __init__(self, driver: Any) -> None:
        self._driver = driver

    @contextmanager
    def listen(self) -> Iterator[tuple[CaptureQueriesContext, list[tuple[Any, Any]]]]:
        from graphapp.graph.neo4j.link import Neo4jLink

        asked: list[tuple[Any, Any]] = []
        read = Neo4jLink.read

        def note(link: Any, query: Any, parameters: Any = None) -> Any:
            asked.append((query, parameters))
            return read(link, query, parameters)

        Neo4jLink.read = note  # type: ignore[method-assign]
        try:
            with CaptureQueriesContext(connection) as caught:
                yield caught, asked
        finally:
            Neo4jLink.read = read  # type: ignore[method-assign]

    def run_bare(self, statements: Sequence[str], asked: Sequence[tuple[Any, Any]]) -> float:
        began = time.perf_counter()
        cursor = connection.connection.cursor()
        for statement in statements:
            cursor.execute(statement).fetchall()
        if asked:
            with self._driver.session() as session:
                for query, parameters in asked:
                    session.execute_read(lambda tx, q=query, p=parameters: tx.run(q, p).values())
        return time.perf_counter() - began


def measure(name: str, goal: str, ask: Question, recorder: Recorder) -> tuple[str, ...]:
    took: list[float] = []
    busy: list[float] = []
    bare: list[float] = []
    queries = 0
    for turn in range(ROUNDS + WARM):
        began, worked = time.perf_counter(), time.process_time()
        ask(turn)
        took.append(time.perf_counter() - began)
        busy.append(time.process_time() - worked)
        with recorder.listen() as (caught, asked):
            ask(turn)
            statements = [query["sql"] for query in caught.captured_queries if is_read(query["sql"])]
        queries = max(queries, len(statements) + len(asked))
        bare.append(recorder.run_bare(statements, asked))
    took, bare = took[WARM:], bare[WARM:]
    p95, cpu, bare95 = find_p95(took), find_p95(busy[WARM:]), find_p95(bare)
    middle = statistics.median(took) / statistics.median(bare)
    return (
        name,
        show(statistics.median(took)),
        show(p95),
        show(cpu),
        goal,
        show(bare95),
        f"{middle:.2f}",
        str(queries),
    )


def is_read(statement: str) -> bool:
    return statement.lstrip(" \n(").startswith(("SELECT", "WITH"))


def find_p95(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.95) - 1]


def show(seconds: float) -> str:
    return f"{seconds * 1000:.1f}"


def read_memory() -> float:
    """MiB of this process that are in memory now."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def measure_store(url: str) -> None:
    settings.GRAPH_URL = url
    driver = None
    if url != "embedded":
        from neo4j import GraphDatabase

        address = read_address(url, database="neo4j")
        driver = GraphDatabase.driver(address.uri, auth=(address.user, address.password))
        if open_store().status().counts.get("video") != Video.objects.count():
            rebuild_store(open_store())
    recorder = Recorder(driver)
    rows = []
    for name, (goal, ask) in {**list_port_questions(), **list_pages()}.items():
        try:
            rows.append(measure(name, goal, ask, recorder))
            print("  ".join(rows[-1]), file=sys.stderr, flush=True)
        except LookupError as error:
            print(error, file=sys.stderr)
    print(f"\n{open_store().name}; load {os.getloadavg()[0]:.1f}")
    print_table(HEAD, rows)
    print(f"memory of the process after it all: {read_memory():.0f} MiB")
    close_stores()


def main() -> int:
    call_command("migrate", verbosity=0)
    collect_seldom()  # as the web server does
    measure_store("embedded")
    if url := os.environ.get("NEO4J_TEST_URL"):
        measure_store(url)
    return 0


if __name__ == "__main__":
    sys.exit(main())
