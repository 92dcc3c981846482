"""Graph rows as Neo4j keeps them: which fields are properties, and which are said by a relationship.

`names` of an entity is derived: its folded name and aliases, for the full-text index.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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


def fold_names(folded: str, aliases: list[str] | tuple[str, ...]) -> list[str]:
    return sorted({folded, *(fold_name(alias)[:300] for alias in aliases)} - {""})


def pack_video(row: VideoRow) -> Facts:
    return {
        "id": row.id,
        "slug": row.slug,
        "title": row.title,
        "channel": row.channel,
        "published": row.published,
        "duration_ms": row.duration_ms,
        "added_at": row.added_at,
    }


def pack_segment(row: SegmentRow) -> Facts:
    return {
        "id": row.id,
        "video": row.video,
        "number": row.number,
        "start_ms": row.start_ms,
        "speaker": row.speaker,
        "text": row.text,
    }


def pack_topic(row: TopicRow) -> Facts:
    return {"slug": row.slug, "video": row.video, "name": row.name}


def pack_entity(row: EntityRow) -> Facts:
    """Whether it is hidden says its label."""
    return {
        "id": row.id,
        "slug": row.slug,
        "name": row.name,
        "folded": row.folded,
        "type": row.type,
        "aliases": list(row.aliases),
        "video_count": row.video_count,
        "mention_count": row.mention_count,
        "relation_count": row.relation_count,
        "confidence": float(row.confidence),
        "names": fold_names(row.folded, row.aliases),
    }


def pack_appearance(row: AppearanceRow) -> Facts:
    facts = {"count": row.mentions, "first_ms": row.first_ms, "salience": float(row.salience)}
    return {"video": row.video, "entity": row.entity, "facts": facts}


def pack_claim(row: ClaimRow) -> Facts:
    facts = {
        "id": row.id,
        "video": row.video,
        "relation": row.relation,
        "predicate": row.predicate,
        "polarity": row.polarity,
        "confidence": float(row.confidence),
        "quote": row.quote,
        "speaker": row.speaker,
        "start_ms": row.start_ms,
    }
    return {"id": row.id, "segment": row.segment, "subject": row.subject, "object": row.object, "facts": facts}


def pack_relation(row: RelationRow) -> Facts:
    facts = {
        "id": row.id,
        "predicate": row.predicate,
        "polarity": row.polarity,
        "weight": row.weight,
        "video_count": row.video_count,
        "confidence": float(row.confidence),
        "approved": row.approved,
    }
    return {"id": row.id, "subject": row.subject, "object": row.object, "facts": facts}


def unpack(properties: Mapping[str, Any], *, stored: tuple[str, ...], joined: Mapping[str, Any]) -> Facts:
    """A row's fields again: its `stored` properties and what relationships say (`joined`). Properties that
    nobody wrote are kept under a name that no row has, so that they show."""
    unknown = {f"+{name}": value for name, value in properties.items() if name not in stored}
    return {name: properties.get(name) for name in stored} | dict(joined) | unknown
