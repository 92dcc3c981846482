"""The formats by name, and a whole export as a stream of bytes with bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from graphapp.explorer.exports.formats import csv_files, cypher, gexf, graphml, jsonld, plain_json
from graphapp.explorer.exports.reading import Reader

PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Format:
    """`title` and `use` are for people."""

    title: str
    use: str
    suffix: str
    content_type: str
    write: Callable[[Reader], Iterator[str] | Iterator[bytes]]


FORMATS: Mapping[str, Format] = {
    "graphml": Format("GraphML", "networkx, Gephi, yEd", "graphml", "application/graphml+xml", graphml.write),
    "gexf": Format("GEXF", "Gephi", "gexf", "application/gexf+xml", gexf.write),
    "csv": Format("CSV", "spreadsheets, pandas", "csv.zip", "application/zip", csv_files.write),
    "jsonld": Format("JSON-LD", "linked data", "jsonld", "application/ld+json", jsonld.write),
    "json": Format("JSON", "scripts", "json", "application/json", plain_json.write),
    "cypher": Format("Cypher", "Neo4j", "cypher", "text/plain; charset=utf-8", cypher.write),
}


def write_export(reader: Reader, *, format: str) -> Iterator[bytes]:
    """In pieces of about PIECE bytes."""
    waiting: list[bytes] = []
    size = 0
    for part in FORMATS[format].write(reader):
        data = part.encode("utf-8") if isinstance(part, str) else part
        waiting.append(data)
        size += len(data)
        if size >= PIECE:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)


def name_file(reader: Reader, *, format: str) -> str:
    """ASCII letters, digits, dots and hyphens only."""
    return f"saidgraph-{reader.scope.name}.{FORMATS[format].suffix}"
