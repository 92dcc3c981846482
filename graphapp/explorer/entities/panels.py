"""What the panel beside the graph tells: of one connection, or of what joins another entity with the page's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from graphapp.explorer.entities.stated import Sentence, load_between, tell_stated
from graphapp.graph.models import Appearance, Entity, Relation
from graphapp.videos.addresses.links import watch_address
from graphapp.videos.drawing.plan import CERTAIN
from graphapp.videos.models import Video
from graphapp.videos.portrait.panels import Testimony
from graphapp.videos.portrait.selection import Selection
from graphapp.videos.portrait.wording import phrase_of
from graphapp.videos.reading.connections import load_evidence
from graphapp.videos.reading.finding import find_entity
from graphapp.videos.reading.ordering import newest_first
from graphapp.videos.reading.relations import find_connection

SHARED_VIDEOS = 6


@dataclass(frozen=True, slots=True)
class ConnectionPanel:
    relation: Relation
    phrase: str
    certain: bool
    testimonies: Sequence[Testimony]


@dataclass(frozen=True, slots=True)
class NeighbourPanel:
    """`sentences` are told of the page's entity; `videos`: the newest that name both, `video_count`: all of them."""

    entity: Entity
    sentences: Sequence[Sentence]
    videos: Sequence[Video]
    video_count: int


def show_panel(entity: Entity, *, selection: Selection) -> ConnectionPanel | NeighbourPanel | None:
    """The connection's panel where one is selected, else the entity's; None where nothing (known) is."""
    if connection := show_connection(selection.connection):
        return connection
    other = find_entity(selection.entity) if selection.entity else None
    return _show_neighbour(entity, other) if other and other != entity else None


def show_connection(reference: str) -> ConnectionPanel | None:
    """By its id or permanent name; None for none."""
    relation = find_connection(reference).relation if reference else None
    if relation is None:
        return None
    said = [Testimony(e, watch_address(e.video_url, start_ms=e.start_ms)) for e in load_evidence(relation)]
    return ConnectionPanel(relation, phrase_of(relation.predicate), relation.confidence >= CERTAIN, said)


def _show_neighbour(entity: Entity, other: Entity) -> NeighbourPanel:
    both = Video.objects.filter(
        Exists(Appearance.objects.filter(video=OuterRef("pk"), entity=entity)),
        Exists(Appearance.objects.filter(video=OuterRef("pk"), entity=other)),
    )
    newest = both.only("slug", "title").order_by(*newest_first())
    return NeighbourPanel(
        entity=other,
        sentences=tell_stated(load_between(entity, other.id), of=entity.id),
        videos=list(newest[:SHARED_VIDEOS]),
        video_count=both.count(),
    )
