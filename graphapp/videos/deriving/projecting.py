"""The record's rows as the graph store takes them, hidden ones too: by a delta's ids, or page by page for a rebuild.

Reads only. What a delta names and the record no longer has becomes a removal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from operator import itemgetter
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from graphapp.graph.models import Appearance, Entity, Relation
from graphapp.graph.results import (
    AppearanceRow,
    ClaimRow,
    EntityRow,
    GraphChange,
    GraphDelta,
    RelationRow,
    SegmentRow,
    TopicRow,
    VideoRow,
)
from graphapp.videos.database.prepared import Prepared
from graphapp.videos.models import Claim, Naming, Segment, Topic, Video
from graphapp.videos.premises.facts import list_numbered

Row = TypeVar("Row")

_CLAIM = (
    "video_id",
    "number",
    "segment__number",
    "subject__holder",
    "object__holder",
    "relation_id",
    "predicate",
    "polarity",
    "confidence",
    "quote",
    "speaker",
    "start_ms",
)
_VIDEO = ("id", "slug", "title", "channel", "published", "duration_ms", "added_at")
_SEGMENT = ("video_id", "number", "start_ms", "speaker", "text")
_APPEARANCE = ("video_id", "entity_id", "mentions", "first_ms", "salience")
_ENTITY = (
    "id",
    "slug",
    "name",
    "folded",
    "type",
    "video_count",
    "mention_count",
    "relation_count",
    "confidence",
    "hidden",
)
_RELATION = (
    "id",
    "subject_id",
    "predicate",
    "object_id",
    "polarity",
    "weight",
    "video_count",
    "confidence",
    "approved",
)


_VIDEOS_OF = Prepared(lambda ids: Video.objects.filter(id__in=ids).order_by("id").values_list(*_VIDEO))
_SEGMENTS_IN = Prepared(lambda videos: Segment.objects.filter(video__in=videos).values_list(*_SEGMENT))
_TOPICS_OF = Prepared(lambda videos: Topic.everything.filter(video__in=videos).values_list("slug", "name", "video_id"))
_ENTITIES_OF = Prepared(lambda ids: Entity.everything.filter(id__in=ids).order_by("id").values_list(*_ENTITY))
_COUNTS_OF = Prepared(
    lambda ids: Entity.everything.filter(id__in=ids).order_by("id").values_list("id", "relation_count")
)
_NAMES_OF = Prepared(
    lambda entities: (
        Naming.objects.filter(key__holder__in=entities).order_by().values_list("key__holder", "name").distinct()
    )
)
_APPEARANCES_IN = Prepared(lambda videos: Appearance.everything.filter(video__in=videos).values_list(*_APPEARANCE))
_APPEARANCES_OF = Prepared(
    lambda videos, entity: Appearance.everything.filter(entity=entity, video__in=videos).values_list(*_APPEARANCE),
    ones=1,
)
_CLAIMS_IN = Prepared(lambda videos: Claim.objects.filter(video__in=videos).order_by().values_list(*_CLAIM))
_RELATIONS_OF = Prepared(lambda ids: Relation.everything.filter(id__in=ids).order_by("id").values_list(*_RELATION))


def load_change(delta: GraphDelta) -> GraphChange:
    """What a store must write and remove to follow the record in what a delta names."""
    appearances = _choose_appearances(delta)
    entities = _project_entities(delta.entities)
    relations = _load(_RELATIONS_OF, delta.relations, RelationRow)
    found = {(row.video, row.entity) for row in appearances}
    return GraphChange(
        replaced_videos=delta.videos,
        videos=_load(_VIDEOS_OF, delta.videos, _project_video),
        segments=_load(_SEGMENTS_IN, delta.videos, _project_segment),
        topics=_load(_TOPICS_OF, delta.videos, TopicRow),
        entities=entities,
        removed_entities=_list_missing(delta.entities, {row.id for row in entities}),
        relation_counts=tuple(_COUNTS_OF(delta.counted)) if delta.counted else (),
        appearances=appearances,
        removed_appearances=tuple(pair for pair in delta.appearances if pair not in found),
        claims=_choose_claims(delta),
        relations=relations,
        removed_relations=_list_missing(delta.relations, {row.id for row in relations}),
    )


def _load(rows_of: Prepared, ids: Sequence[str], make: Callable[..., Row]) -> tuple[Row, ...]:
    return tuple(make(*row) for row in rows_of(ids)) if ids else ()


def list_relations_at(entities: Collection[str]) -> QuerySet[Relation]:
    """Those that are shown of which one end is among the given entities."""
    return Relation.objects.filter(Q(subject__in=entities) | Q(object__in=entities))


def _choose_appearances(delta: GraphDelta) -> tuple[AppearanceRow, ...]:
    rows = _APPEARANCES_IN(delta.videos) if delta.videos else []
    by_entity: dict[str, list[str]] = defaultdict(list)
    for video, entity in delta.appearances:
        if video not in delta.videos:
            by_entity[entity].append(video)
    for entity, videos in by_entity.items():
        rows += _APPEARANCES_OF(videos, entity)
    return tuple(AppearanceRow(*row) for row in sorted(rows, key=itemgetter(0, 1)))


def _choose_claims(delta: GraphDelta) -> tuple[ClaimRow, ...]:
    parts = (claim.partition(":") for claim in delta.claims)
    named = [(video, int(number)) for video, _, number in parts if video not in delta.videos]
    rows = _CLAIMS_IN(delta.videos) if delta.videos else []
    if named:
        rows += Claim.objects.filter(id__in=list_numbered(named)).order_by().values_list(*_CLAIM)
    return tuple(_project_claim(*row) for row in sorted(rows, key=itemgetter(0, 1)))


def _list_missing(wanted: Sequence[str], found: Collection[str]) -> tuple[str, ...]:
    return tuple(id for id in wanted if id not in found)


def _project_video(id: str, slug: str, title: str, channel: str, *rest: Any) -> VideoRow:
    published, duration_ms, added_at = rest
    return VideoRow(
        id=id,
        slug=slug,
        title=title,
        channel=channel,
        published=published.isoformat() if published else "",
        duration_ms=duration_ms,
        added_at=added_at.isoformat(),
    )


def segment_id(video: str, number: int) -> str:
    return f"{video}:s{number}"


def claim_id(video: str, number: int) -> str:
    return f"{video}:{number}"


def _project_segment(video: str, number: int, *rest: Any) -> SegmentRow:
    return SegmentRow(segment_id(video, number), video, number, *rest)


def _project_entities(ids: Sequence[str]) -> tuple[EntityRow, ...]:
    aliases: dict[str, set[str]] = defaultdict(set)
    for entity, name in _NAMES_OF(ids) if ids else ():
        aliases[entity].add(name)
    rows = _ENTITIES_OF(ids) if ids else ()
    return tuple(EntityRow(*row[:5], tuple(sorted(aliases[row[0]] - {row[2]})), *row[5:]) for row in rows)


def _project_claim(video: str, number: int, segment: int, *rest: Any) -> ClaimRow:
    subject, obj, relation, *said = rest
    return ClaimRow(claim_id(video, number), video, segment_id(video, segment), subject, obj, relation or "", *said)
