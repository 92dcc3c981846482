"""GraphML 1.0: http://graphml.graphdrawing.org. Read by networkx, Gephi, yEd, igraph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphapp.explorer.exports.formats.fields import (
    EDGE_FIELDS,
    NODE_FIELDS,
    Value,
    list_edge_values,
    list_node_values,
)
from graphapp.explorer.exports.formats.xml import write_text
from graphapp.explorer.exports.reading import Reader

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'


def write(reader: Reader) -> Iterator[str]:
    yield HEAD
    for kind, fields in (("node", NODE_FIELDS), ("edge", EDGE_FIELDS)):
        for name, type in fields.items():
            yield f'<key id="{kind}-{name}" for="{kind}" attr.name="{name}" attr.type="{type}"/>\n'
    yield '<graph id="saidgraph" edgedefault="directed">\n'
    for node in reader.read_nodes():
        yield f'<node id="{write_text(node.id)}">{_write_data("node", list_node_values(node))}</node>\n'
    for edge in reader.read_edges():
        ends = f'source="{write_text(edge.source)}" target="{write_text(edge.target)}"'
        values = list_edge_values(edge, base=reader.base)
        yield f'<edge id="{write_text(edge.id)}" {ends}>{_write_data("edge", values)}</edge>\n'
    yield "</graph>\n</graphml>\n"


def _write_data(kind: str, values: Mapping[str, Value | None]) -> str:
    return "".join(
        f'<data key="{kind}-{name}">{write_text(value)}</data>' for name, value in values.items() if value is not None
    )
