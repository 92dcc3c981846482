"""Short digests of graph rows, by which the record and a store are compared without sending everything twice.

A digest covers every field of a row. A store must make it from what it holds, never keep it: a changed
property would stay unseen.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from hashlib import blake2b

from graphapp.graph.results import (
    AppearanceRow,
    ClaimRow,
    EntityRow,
    RelationRow,
    SegmentRow,
    TopicRow,
    VideoRow,
)

ROWS: Mapping[str, type] = {
    "video": VideoRow,
    "segment": SegmentRow,
    "topic": TopicRow,
    "entity": EntityRow,
    "appearance": AppearanceRow,
    "claim": ClaimRow,
    "relation": RelationRow,
}
KINDS: tuple[str, ...] = tuple(ROWS)
Row = VideoRow | SegmentRow | TopicRow | EntityRow | AppearanceRow | ClaimRow | RelationRow
FIELDS: Mapping[str, tuple[str, ...]] = {kind: tuple(f.name for f in fields(row)) for kind, row in ROWS.items()}


def identify_row(row: Row) -> str:
    """The id under which a row is compared. Ids of one kind sort as their strings do."""
    if isinstance(row, TopicRow):
        return f"{row.video}:{row.slug}"
    if isinstance(row, AppearanceRow):
        return f"{row.video}:{row.entity}"
    return row.id


def digest_row(row: Row) -> str:
    """16 hexadecimal characters of the row's fields."""
    return digest_facts(asdict(row))


def digest_facts(facts: Mapping[str, object]) -> str:
    """The same of fields as they come back from a store: a list stands for a tuple, no order of fields counts."""
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
