"""JSON with the names of the API: videos, nodes, edges, each edge with its evidence. One row a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from graphapp.explorer.exports.formats.fields import describe_evidence, write_json
from graphapp.explorer.exports.reading import Reader
from graphapp.explorer.exports.rows import EdgeLine

VERSION = 1


def write(reader: Reader) -> Iterator[str]:
    head = {"format": "saidgraph", "version": VERSION, "scope": dict(reader.scope.facts)}
    yield write_json(head)[:-1]
    yield from _write_list("videos", map(asdict, reader.read_videos()))
    yield from _write_list("nodes", map(asdict, reader.read_nodes()))
    yield from _write_list("edges", (_describe_edge(edge, base=reader.base) for edge in reader.read_edges()))
    yield "\n}\n"


def _write_list(name: str, rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield f',\n"{name}":['
    for number, row in enumerate(rows):
        yield f"{',' if number else ''}\n{write_json(row)}"
    yield "]"


def _describe_edge(edge: EdgeLine, *, base: str) -> dict[str, Any]:
    return {
        "id": edge.id,
        "permanent": edge.permanent,
        "source": edge.source,
        "target": edge.target,
        "predicate": edge.predicate,
        "polarity": edge.polarity,
        "weight": edge.weight,
        "confidence": edge.confidence,
        "review": edge.review,
        "evidence": [describe_evidence(said, base=base) for said in edge.evidence],
    }
