"""What the panel of a topic's page tells: of one connection, or of an entity where the topic is discussed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graphapp.explorer.entities.panels import ConnectionPanel, show_connection
from graphapp.explorer.topics.passages import Passages
from graphapp.graph.models import Entity, Relation
from graphapp.videos.links import page_address
from graphapp.videos.models import Key, Mention
from graphapp.videos.portrait.selection import Selection
from graphapp.videos.reading.finding import find_entity

PLACES = 8


@dataclass(frozen=True, slots=True)
class Said:
    """A segment that names the entity. `address`: our page there."""

    title: str
    start_ms: int | None
    segment: int
    speaker: str
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class EntityPanel:
    """`count`: segments that name it where the topic is discussed, in the videos looked at."""

    entity: Entity
    said: Sequence[Said]
    count: int


def show_panel(passages: Passages, *, selection: Selection) -> ConnectionPanel | EntityPanel | None:
    """The connection's panel where one is selected, else the entity's; None where nothing (known) is."""
    if selection.connection:
        relation = Relation.objects.select_related("subject", "object").filter(id=selection.connection).first()
        if relation:
            return show_connection(relation)
    entity = find_entity(selection.entity) if selection.entity else None
    return _show_entity(passages, entity) if entity else None


def _show_entity(passages: Passages, entity: Entity) -> EntityPanel:
    keys = set(Key.objects.filter(entity=entity).values_list("id", flat=True))
    rows = Mention.objects.filter(segment__in=passages.load_rows()).select_related("segment", "video")
    found: dict[tuple[str, int], Mention] = {}
    for mention in rows.order_by("video", "segment"):
        if mention.key_id in keys:
            found.setdefault((mention.video_id, mention.segment.number), mention)
    said = [_cut(mention) for mention in list(found.values())[:PLACES]]
    return EntityPanel(entity, said, len(found))


def _cut(mention: Mention) -> Said:
    segment, video = mention.segment, mention.video
    address = page_address(video.slug, start_ms=segment.start_ms, segment=segment.number)
    return Said(video.title, segment.start_ms, segment.number, segment.speaker, segment.text, address)
