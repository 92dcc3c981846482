"""Four CSV files in a zip: nodes, edges, evidence (a row for each statement) and videos. UTF-8, RFC 4180.

Values are what the record holds, to the letter: a name that begins with "=" is no formula to be defused here.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from graphapp.explorer.exports.formats.fields import describe_evidence, write_json
from graphapp.explorer.exports.reading import Reader
from graphapp.explorer.exports.rows import EdgeLine, NodeLine

NODES = ("id", "name", "type", "slug", "aliases", "mentions", "videos", "confidence", "review", "first_ms")
EDGES = (
    *("id", "source", "target", "predicate", "polarity", "weight", "confidence", "review"),
    *("quote", "speaker", "video", "start_ms", "page"),
)
EVIDENCE = ("edge", "id", "video", "title", "segment", "quote", "speaker", "start_ms", "confidence", "page")
VIDEOS = ("id", "slug", "title", "channel", "published", "duration_ms", "video_url")
ROWS_A_PIECE = 500


class _Pipe(io.RawIOBase):
    """Takes what the zip writes and gives it out piece by piece: nothing is kept."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._pieces.append(bytes(data))
        return len(data)

    def drain(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def write(reader: Reader) -> Iterator[bytes]:
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        tables = (
            ("nodes.csv", NODES, map(_list_node, reader.read_nodes())),
            ("edges.csv", EDGES, (_list_edge(edge, base=reader.base) for edge in reader.read_edges())),
            ("evidence.csv", EVIDENCE, _list_evidence(reader)),
            ("videos.csv", VIDEOS, ([getattr(v, name) for name in VIDEOS] for v in reader.read_videos())),
        )
        for name, head, rows in tables:
            with archive.open(name, "w") as file:
                for piece in _write_table(head, rows):
                    file.write(piece)
                    yield pipe.drain()
    yield pipe.drain()


def _write_table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(head)
    for number, row in enumerate(rows, 1):
        table.writerow(row)
        if number % ROWS_A_PIECE == 0:
            yield _take(text)
    yield _take(text)


def _take(text: io.StringIO) -> bytes:
    taken = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return taken


def _list_node(node: NodeLine) -> Sequence[Any]:
    values = {name: getattr(node, name) for name in NODES}
    return [*(values | {"aliases": write_json(list(node.aliases))}).values()]


def _list_edge(edge: EdgeLine, *, base: str) -> Sequence[Any]:
    best = describe_evidence(edge.evidence[0], base=base)
    return [*(getattr(edge, name) for name in EDGES[:8]), *(best[name] for name in EDGES[8:])]


def _list_evidence(reader: Reader) -> Iterator[Sequence[Any]]:
    for edge in reader.read_edges():
        for said in edge.evidence:
            row = describe_evidence(said, base=reader.base)
            yield [edge.id, *(row[name] for name in EVIDENCE[1:])]
