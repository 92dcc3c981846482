"""A Cypher script: one statement a line, each ended by a semicolon, for cypher-shell, the Browser or any driver.

The labels and relationships are those of our own projection. Everything is merged by id, so that running it again
changes nothing. Values are quoted literals; no name becomes part of a statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import islice
from typing import Any

from graphapp.explorer.exports.reading import Reader
from graphapp.explorer.exports.rows import EdgeLine, EvidenceLine, NodeLine

ROWS = 200
"""In one statement."""
CONSTRAINTS = tuple(
    f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE;\n"
    for label in ("Video", "Segment", "Entity", "Claim")
)
VIDEOS = "MERGE (v:Video {id: row.id}) SET v += row"
ENTITIES = "MERGE (e:Entity {id: row.id}) SET e += row"
RELATIONS = (
    "MATCH (s:Entity {id: row.subject}) MATCH (o:Entity {id: row.object}) "
    "MERGE (s)-[r:RELATES {id: row.id}]->(o) SET r += row.facts"
)
CLAIMS = (
    "MATCH (v:Video {id: row.facts.video}) MATCH (s:Entity {id: row.subject}) MATCH (o:Entity {id: row.object}) "
    "MERGE (g:Segment {id: row.segment}) SET g += row.place MERGE (v)-[:HAS_SEGMENT]->(g) "
    "MERGE (c:Claim {id: row.id}) SET c += row.facts "
    "MERGE (c)-[:STATED_IN]->(g) MERGE (c)-[:SUBJECT]->(s) MERGE (c)-[:OBJECT]->(o)"
)
_COUNTS = {"mentions": "mention_count", "videos": "video_count"}
_UNSAFE = re.compile("[\\\\'\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


def write(reader: Reader) -> Iterator[str]:
    yield "// Saidgraph: every statement is merged by id, so that this may be run again.\n"
    yield from CONSTRAINTS
    yield from _write_rows(VIDEOS, map(asdict, reader.read_videos()))
    yield from _write_rows(ENTITIES, map(_describe_entity, reader.read_nodes()))
    edges = reader.read_edges()
    while batch := list(islice(edges, ROWS)):
        yield from _write_rows(RELATIONS, map(_describe_relation, batch))
        yield from _write_rows(CLAIMS, (_describe_claim(edge, said) for edge in batch for said in edge.evidence))


def _write_rows(statement: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    waiting = iter(rows)
    while batch := list(islice(waiting, ROWS)):
        yield f"UNWIND {write_literal(batch)} AS row {statement};\n"


def _describe_entity(node: NodeLine) -> dict[str, Any]:
    facts = asdict(node)
    return {_COUNTS.get(name, name): value for name, value in facts.items()}


def _describe_relation(edge: EdgeLine) -> dict[str, Any]:
    facts = {
        "predicate": edge.predicate,
        "polarity": edge.polarity,
        "weight": edge.weight,
        "confidence": edge.confidence,
        "review": edge.review,
        "quotes": [said.quote for said in edge.evidence],
    }
    return {"id": edge.id, "subject": edge.source, "object": edge.target, "facts": facts}


def _describe_claim(edge: EdgeLine, said: EvidenceLine) -> dict[str, Any]:
    facts = {
        "video": said.video,
        "relation": edge.id,
        "predicate": edge.predicate,
        "polarity": edge.polarity,
        "confidence": said.confidence,
        "quote": said.quote,
        "speaker": said.speaker,
        "start_ms": said.start_ms,
    }
    return {
        "id": said.id,
        "subject": edge.source,
        "object": edge.target,
        "segment": f"{said.video}:s{said.segment}",
        "place": {"number": said.segment, "video": said.video},
        "facts": facts,
    }


def write_literal(value: Any) -> str:
    """Of text, numbers, None, lists and maps with our own keys."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return f"'{_UNSAFE.sub(_escape, value)}'"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {write_literal(found)}" for name, found in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(write_literal, value)) + "]"
    return repr(value)


def _escape(found: re.Match[str]) -> str:
    """A backslash as two coded ones: some versions of Neo4j read a code before they read the text, and would take
    what follows a plain backslash for one."""
    character = found[0]
    if character == "\\":
        return "\\u005C\\u005C"
    return "\\'" if character == "'" else f"\\u{ord(character):04X}"
