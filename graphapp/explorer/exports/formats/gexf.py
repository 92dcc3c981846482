"""GEXF 1.2, the format of Gephi: https://gexf.net. Read by networkx too."""

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

TYPES = {"string": "string", "int": "integer", "double": "double"}
OWN = {"label", "weight"}
"""GEXF has attributes of its own for these."""


def write(reader: Reader) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n'
    yield "<meta><creator>Saidgraph</creator></meta>\n"
    yield '<graph mode="static" defaultedgetype="directed">\n'
    yield from _declare("node", NODE_FIELDS)
    yield from _declare("edge", EDGE_FIELDS)
    yield "<nodes>\n"
    for node in reader.read_nodes():
        values = list_node_values(node)
        label = f'label="{write_text(node.name)}"'
        yield f'<node id="{write_text(node.id)}" {label}>{_write_values(values)}</node>\n'
    yield "</nodes>\n<edges>\n"
    for edge in reader.read_edges():
        ends = f'source="{write_text(edge.source)}" target="{write_text(edge.target)}"'
        own = f'label="{write_text(edge.phrase)}" weight="{edge.weight}"'
        values = list_edge_values(edge, base=reader.base)
        yield f'<edge id="{write_text(edge.id)}" {ends} {own}>{_write_values(values)}</edge>\n'
    yield "</edges>\n</graph>\n</gexf>\n"


def _declare(kind: str, fields: Mapping[str, str]) -> Iterator[str]:
    yield f'<attributes class="{kind}">'
    for name, type in fields.items():
        if name not in OWN:
            yield f'<attribute id="{name}" title="{name}" type="{TYPES[type]}"/>'
    yield "</attributes>\n"


def _write_values(values: Mapping[str, Value | None]) -> str:
    kept = ((name, value) for name, value in values.items() if value is not None and name not in OWN)
    rows = "".join(f'<attvalue for="{name}" value="{write_text(value)}"/>' for name, value in kept)
    return f"<attvalues>{rows}</attvalues>"
