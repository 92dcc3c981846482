"""Which fields nodes and edges have in the formats that know flat fields only, with their types. The evidence of an
edge is one field there: JSON."""

from __future__ import annotations

import json
from typing import Any

from graphapp.explorer.exports.rows import EdgeLine, EvidenceLine, NodeLine
from graphapp.videos.addresses.links import page_address

Value = str | int | float
NODE_FIELDS = {
    "label": "string",
    "type": "string",
    "slug": "string",
    "aliases": "string",
    "mentions": "int",
    "videos": "int",
    "confidence": "double",
    "review": "string",
    "first_ms": "int",
}
EDGE_FIELDS = {
    "label": "string",
    "predicate": "string",
    "polarity": "string",
    "weight": "int",
    "confidence": "double",
    "review": "string",
    "evidence": "string",
}


def list_node_values(node: NodeLine) -> dict[str, Value | None]:
    return {
        "label": node.name,
        "type": node.type,
        "slug": node.slug,
        "aliases": write_json(list(node.aliases)),
        "mentions": node.mentions,
        "videos": node.videos,
        "confidence": node.confidence,
        "review": node.review,
        "first_ms": node.first_ms,
    }


def list_edge_values(edge: EdgeLine, *, base: str) -> dict[str, Value | None]:
    return {
        "label": edge.phrase,
        "predicate": edge.predicate,
        "polarity": edge.polarity,
        "weight": edge.weight,
        "confidence": edge.confidence,
        "review": edge.review,
        "evidence": write_json([describe_evidence(said, base=base) for said in edge.evidence]),
    }


def describe_evidence(said: EvidenceLine, *, base: str) -> dict[str, Any]:
    return {
        "id": said.id,
        "video": said.video,
        "title": said.title,
        "segment": f"s{said.segment}",
        "quote": said.quote,
        "speaker": said.speaker or None,
        "start_ms": said.start_ms,
        "confidence": said.confidence,
        "page": base + page_address(said.video_slug, start_ms=said.start_ms, segment=said.segment),
    }


def write_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
