"""What the panel tells of the selected entity or connection. At most two queries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphapp.videos.addresses.links import watch_address
from graphapp.videos.drawing.plan import CERTAIN
from graphapp.videos.portrait.excerpts import cut_after, cut_before
from graphapp.videos.portrait.loading import Portrait
from graphapp.videos.portrait.selection import Selection
from graphapp.videos.portrait.wording import TYPE_WORDS, phrase_of, tell
from graphapp.videos.reading.connections import Connection, Evidence, load_statements
from graphapp.videos.reading.entities import VideoEntity, VideoLink, load_names, load_other_videos
from graphapp.videos.reading.transcript import MarkedSegment, MarkedSpan

AROUND = 46
"""Characters of context on each side of a mention."""


@dataclass(frozen=True, slots=True)
class Told:
    """One connection in the words of the entity that the panel is about."""

    permanent: str
    phrase: str
    other: VideoEntity
    polarity: str
    weight: int


@dataclass(frozen=True, slots=True)
class Place:
    """One mention with what stands around it."""

    segment: int
    start_ms: int | None
    speaker: str
    before: str
    text: str
    after: str


@dataclass(frozen=True, slots=True)
class EntityPanel:
    entity: VideoEntity
    aliases: Sequence[str]
    type_word: str
    certain: Sequence[Told]
    weak: Sequence[Told]
    places: Sequence[Place]
    others: Sequence[VideoLink]


@dataclass(frozen=True, slots=True)
class Testimony:
    evidence: Evidence
    watch: str | None


@dataclass(frozen=True, slots=True)
class ConnectionPanel:
    connection: Connection
    subject: VideoEntity
    object: VideoEntity
    phrase: str
    certain: bool
    testimonies: Sequence[Testimony]


def show_panel(portrait: Portrait, *, selection: Selection) -> EntityPanel | ConnectionPanel | None:
    """The connection's panel where one is selected, else the entity's; None where nothing (known) is."""
    connection = portrait.find_connection(selection.connection) if selection.connection else None
    if connection and {connection.subject, connection.object} <= portrait.by_id.keys():
        return _show_connection(portrait, connection)
    entity = portrait.find_entity(selection.entity) if selection.entity else None
    return _show_entity(portrait, entity) if entity else None


def _show_connection(portrait: Portrait, connection: Connection) -> ConnectionPanel:
    address = portrait.video.video_url
    said = [
        Testimony(e, watch_address(address, start_ms=e.start_ms))
        for e in load_statements(portrait.video, relation=connection.id)
    ]
    return ConnectionPanel(
        connection=connection,
        subject=portrait.by_id[connection.subject],
        object=portrait.by_id[connection.object],
        phrase=phrase_of(connection.predicate),
        certain=connection.confidence >= CERTAIN,
        testimonies=said,
    )


def _show_entity(portrait: Portrait, entity: VideoEntity) -> EntityPanel:
    names = load_names(portrait.video, entities=[entity.id]).get(entity.id, [])
    told = list(_tell_all(portrait, entity))
    others = load_other_videos(portrait.video, entities=[entity.id]) if entity.video_count > 1 else {}
    return EntityPanel(
        entity=entity,
        aliases=[name for name in names if name != entity.name],
        type_word=TYPE_WORDS.get(entity.type, entity.type),
        certain=[t for t, weak in told if not weak],
        weak=[t for t, weak in told if weak],
        places=[_cut(s, span) for s in portrait.segments for span in s.spans if span.entity == entity.id],
        others=others.get(entity.id, ()),
    )


def _tell_all(portrait: Portrait, entity: VideoEntity) -> Iterator[tuple[Told, bool]]:
    for connection in portrait.connections:
        if entity.id not in (connection.subject, connection.object):
            continue
        sentence = tell(connection, of=entity.id)
        other = portrait.by_id.get(sentence.other)
        if other is not None:
            told = Told(connection.permanent, sentence.phrase, other, connection.polarity, connection.weight)
            yield told, connection.confidence < CERTAIN


def _cut(segment: MarkedSegment, span: MarkedSpan) -> Place:
    before = cut_before(segment.text[: span.start], size=AROUND)
    after = cut_after(segment.text[span.end :], size=AROUND)
    return Place(segment.number, segment.start_ms, segment.speaker, before, segment.text[span.start : span.end], after)
