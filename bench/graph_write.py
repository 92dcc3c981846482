"""One video's write to Neo4j through our store, and the bare driver writing the same rows, turn by turn.

`python -m bench.graph_write [SEGMENTS]`. Needs NEO4J_TEST_URL, or Maven and Java; wipes that database's graph.
Bare: one transaction that only creates, the same nodes and relationships under the same constraints and
indexes, rows prepared beforehand. Both sides have 200 other videos in the database.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "graphapp.config.settings")
django.setup()

from neo4j import GraphDatabase, ManagedTransaction  # noqa: E402

from bench.table import print_table  # noqa: E402
from graphapp.graph.neo4j import rows  # noqa: E402
from graphapp.graph.opening import make_store, read_address  # noqa: E402
from graphapp.graph.results import (  # noqa: E402
    AppearanceRow,
    ClaimRow,
    EntityRow,
    GraphChange,
    RelationRow,
    SegmentRow,
    TopicRow,
    VideoRow,
)
from tests.services.neo4j_server import start_server  # noqa: E402

ROUNDS = 15
OTHERS = 200
SEGMENTS = 200
GOAL = 2.0
CREATE = (
    "UNWIND $videos AS row CREATE (v:Video) SET v = row",
    "UNWIND $segments AS row MATCH (v:Video {id: row.video}) CREATE (v)-[:HAS_SEGMENT]->(s:Segment) SET s = row",
    "UNWIND $topics AS row MATCH (v:Video {id: row.video}) CREATE (v)-[:ABOUT {name: row.name}]->"
    "(:Topic {slug: row.slug, name: row.name})",
    "UNWIND $entities AS row CREATE (e:Entity) SET e = row",
    "UNWIND $appearances AS row MATCH (v:Video {id: row.video}) MATCH (e:Entity {id: row.entity}) "
    "CREATE (v)-[m:MENTIONS]->(e) SET m = row.facts",
    "UNWIND $claims AS row MATCH (g:Segment {id: row.segment}) MATCH (s:Entity {id: row.subject}) "
    "MATCH (o:Entity {id: row.object}) CREATE (c:Claim) SET c = row.facts "
    "CREATE (c)-[:STATED_IN]->(g) CREATE (c)-[:SUBJECT]->(s) CREATE (c)-[:OBJECT]->(o)",
    "UNWIND $relations AS row MATCH (s:Entity {id: row.subject}) MATCH (o:Entity {id: row.object}) "
    "CREATE (s)-[r:RELATES]->(o) SET r = row.facts",
)


def make_change(seed: int, *, segments: int) -> GraphChange:
    """A talk of about ten thousand words for 200 segments: 0.5 entities and 0.6 claims a segment."""
    dice = random.Random(seed)
    video = f"{seed:016x}"
    said = [SegmentRow(f"{video}:s{n}", video, n, n * 5000, "Ann", "Fifty words or so. " * 14) for n in range(segments)]
    names = [f"Thing {seed} {n}" for n in range(segments // 2)]
    entities = [
        EntityRow(f"{seed:010x}{n:06x}", f"e-{seed}-{n}", name, name.lower(), "Product", (f"T{n}",), 1, 3, 2, 0.8)
        for n, name in enumerate(names)
    ]
    claims, relations = [], []
    for n in range(segments * 6 // 10):
        a, b = dice.sample(entities, 2)
        relations.append(RelationRow(f"{seed:08x}{n:08x}", a.id, "uses", b.id, "asserted", 1, 1, 0.7))
        claims.append(_claim(video, n, dice.choice(said).id, relations[-1]))
    return GraphChange(
        replaced_videos=(video,),
        videos=(VideoRow(video, f"v-{seed}", f"Talk {seed}", "Bench", "2026-01-01", 10**6, "2026-01-01T00:00:00"),),
        segments=tuple(said),
        topics=tuple(TopicRow(f"t-{seed}-{n}", f"Topic {n}", video) for n in range(12)),
        entities=tuple(entities),
        appearances=tuple(AppearanceRow(video, e.id, 3, 1000, 0.5) for e in entities),
        claims=tuple(claims),
        relations=tuple(relations),
    )


def _claim(video: str, n: int, segment: str, relation: RelationRow) -> ClaimRow:
    ends = (relation.subject, relation.object, relation.id)
    return ClaimRow(f"{video}:{n}", video, segment, *ends, "uses", "asserted", 0.7, "Fifty words", "Ann", 1000)


def write_bare(driver: Any, change: GraphChange) -> Callable[[], None]:
    given = {
        "videos": [rows.pack_video(row) for row in change.videos],
        "segments": [rows.pack_segment(row) for row in change.segments],
        "topics": [rows.pack_topic(row) for row in change.topics],
        "entities": [rows.pack_entity(row) for row in change.entities],
        "appearances": [rows.pack_appearance(row) for row in change.appearances],
        "claims": [rows.pack_claim(row) for row in change.claims],
        "relations": [rows.pack_relation(row) for row in change.relations],
    }

    def create(transaction: ManagedTransaction) -> None:
        for statement in CREATE:
            name = statement.split()[1].removeprefix("$")
            transaction.run(statement, {name: given[name]}).consume()

    def write() -> None:
        with driver.session(database="neo4j") as session:
            session.execute_write(create)

    return write


@contextmanager
def _find_server() -> Iterator[str]:
    if given := os.environ.get("NEO4J_TEST_URL"):
        yield given
        return
    with TemporaryDirectory(prefix="saidgraph-bench-") as folder:
        yield start_server(Path(folder) / "neo4j", watch=os.getpid()).url


def _time(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def measure(url: str, segments: int) -> list[tuple[str, list[float]]]:
    store = make_store(url, database="neo4j")
    address = read_address(url, database="neo4j")
    ours, bare, again = [], [], []
    with GraphDatabase.driver(address.uri, auth=(address.user, address.password)) as driver:
        store.wipe()
        for seed in range(1, OTHERS + 1):
            store.write(make_change(seed, segments=40))
        for turn in range(ROUNDS + 3):
            mine, theirs = (make_change(10_000 + 2 * turn + side, segments=segments) for side in (0, 1))
            work = write_bare(driver, theirs)
            ours.append(_time(lambda change=mine: store.write(change)))  # type: ignore[misc]
            bare.append(_time(work))
            again.append(_time(lambda change=mine: store.write(change)))  # type: ignore[misc]
            for change in (mine, theirs):
                store.write(_undo(change))
    return [("bare driver, first write", bare[3:]), ("store, first write", ours[3:]), ("store, again", again[3:])]


def _undo(change: GraphChange) -> GraphChange:
    gone = tuple(entity.id for entity in change.entities)
    return replace(GraphChange(), replaced_videos=change.replaced_videos, removed_entities=gone)


def main(arguments: list[str]) -> int:
    segments = int(arguments[0]) if arguments else SEGMENTS
    with _find_server() as url:
        measured = measure(url, segments)
    base = statistics.median(measured[0][1])
    table = [
        (name, f"{statistics.median(ms):.1f}", f"{max(ms):.1f}", f"{statistics.median(ms) / base:.2f}")
        for name, ms in measured
    ]
    print_table((f"one video, {segments} segments", "median ms", "worst ms", "ratio"), table)
    ratio = statistics.median(measured[1][1]) / base
    print(f"goal: first write under {GOAL} x the bare driver: {'met' if ratio < GOAL else 'MISSED'}")
    return 0 if ratio < GOAL else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
