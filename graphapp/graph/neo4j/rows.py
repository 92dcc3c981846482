"""Graph rows as Neo4j keeps them: which fields are properties, and which are said by a relationship or a label.

`names` of an entity is derived: its folded name and aliases, for the full-text index.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graphapp.graph.fingerprint import FIELDS
from graphapp.graph.results import (
    AppearanceRow,
    ClaimRow,
    EntityRow,
    RelationRow,
    SegmentRow,
    TopicRow,
    VideoRow,
)
from ingest.ids import fold_name

Facts = dict[str, Any]
JOINED: Mapping[str, tuple[str, ...]] = {
    "entity": ("hidden",),
    "claim": ("segment", "subject", "object"),
    "relation": ("subject", "object"),
}
STORED: Mapping[str, tuple[str, ...]] = {
    kind: tuple(name for name in names if name not in JOINED.get(kind, ())) for kind, names in FIELDS.items()
}
"""The fields of each kind that are properties of its node or relationship."""


def fold_names(folded: str, aliases: list[str] | tuple[str, ...]) -> list[str]:
    return sorted({folded, *(fold_name(alias)[:300] for alias in aliases)} - {""})


def pack_video(row: VideoRow) -> Facts:
    return _take(row, STORED["video"])


def pack_segment(row: SegmentRow) -> Facts:
    return _take(row, STORED["segment"])


def pack_topic(row: TopicRow) -> Facts:
    return _take(row, STORED["topic"])


def pack_entity(row: EntityRow) -> Facts:
    derived = {"aliases": list(row.aliases), "names": fold_names(row.folded, row.aliases)}
    return _take(row, STORED["entity"]) | derived


def pack_appearance(row: AppearanceRow) -> Facts:
    facts = {"count": row.mentions, "first_ms": row.first_ms, "salience": row.salience}
    return {"video": row.video, "entity": row.entity, "facts": facts}


def pack_claim(row: ClaimRow) -> Facts:
    return _take(row, ("id", *JOINED["claim"])) | {"facts": _take(row, STORED["claim"])}


def pack_relation(row: RelationRow) -> Facts:
    return _take(row, ("id", *JOINED["relation"])) | {"facts": _take(row, STORED["relation"])}


def _take(row: object, names: Iterable[str]) -> Facts:
    return {name: getattr(row, name) for name in names}


def unpack(properties: Mapping[str, Any], *, stored: tuple[str, ...], joined: Mapping[str, Any]) -> Facts:
    """A row's fields again: its `stored` properties and what relationships say (`joined`). Properties that
    nobody wrote are kept under a name that no row has, so that they show."""
    unknown = {f"+{name}": value for name, value in properties.items() if name not in stored}
    return {name: properties.get(name) for name in stored} | dict(joined) | unknown
