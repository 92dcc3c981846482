"""What the panel of a topic's page tells: of one connection, or of an entity where the topic is discussed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graphapp.explorer.entities.panels import ConnectionPanel, show_connection
from graphapp.explorer.topics.passages import Passages
from graphapp.graph.models import Entity
from graphapp.videos.addresses.links import page_address
from graphapp.videos.models import Mention, Segment
from graphapp.videos.portrait.selection import Selection
from graphapp.videos.reading.finding import find_entity, list_keys

PLACES = 8
_SAID = ("start_ms", "number", "speaker", "text", "video__slug", "video__title", "video__language")


@dataclass(frozen=True, slots=True)
class Said:
    """A segment that names the entity. `address`: our page there."""

    title: str
    start_ms: int | None
    segment: int
    speaker: str
    language: str
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
    if connection := show_connection(selection.connection):
        return connection
    entity = find_entity(selection.entity) if selection.entity else None
    return _show_entity(passages, entity) if entity else None


def _show_entity(passages: Passages, entity: Entity) -> EntityPanel:
    """Two queries more than where the topic is discussed."""
    mentions = Mention.objects.filter(segment__in=passages.load_rows(), key__in=list_keys(entity))
    segments = list(mentions.order_by("video", "segment").values_list("segment", flat=True).distinct())
    rows = Segment.objects.filter(id__in=segments[:PLACES]).select_related("video").only(*_SAID)
    return EntityPanel(entity, [_tell(segment) for segment in rows.order_by("video", "number")], len(segments))


def _tell(segment: Segment) -> Said:
    video = segment.video
    address = page_address(video.slug, start_ms=segment.start_ms, segment=segment.number)
    return Said(video.title, segment.start_ms, segment.number, segment.speaker, video.language, segment.text, address)
