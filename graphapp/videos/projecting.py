"""The record's rows as the graph store takes them, hidden ones too: by a delta's ids, or page by page for a rebuild.

Reads only. What a delta names and the record no longer has becomes a removal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from operator import itemgetter
from typing import Any

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
from graphapp.videos.facts import list_numbered, listed
from graphapp.videos.models import Claim, Naming, Segment, Topic, Video

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


def load_change(delta: GraphDelta) -> GraphChange:
    """What a store must write and remove to follow the record in what a delta names."""
    videos = Video.objects.filter(id__in=delta.videos)
    appearances = _choose_appearances(delta)
    claims = _choose_claims(delta)
    entities = _project_entities(delta.entities)
    relations = _load_relations(delta.relations)
    found = {(row.video, row.entity) for row in appearances}
    return GraphChange(
        replaced_videos=delta.videos,
        videos=tuple(map(_project_video, videos.order_by("id"))),
        segments=_project_segments(delta.videos),
        topics=_load_topics(delta.videos),
        entities=entities,
        removed_entities=_list_missing(delta.entities, {row.id for row in entities}),
        relation_counts=_load_counts(delta.counted),
        appearances=appearances,
        removed_appearances=tuple(pair for pair in delta.appearances if pair not in found),
        claims=claims,
        relations=relations,
        removed_relations=_list_missing(delta.relations, {row.id for row in relations}),
    )


def list_relations_at(entities: Collection[str]) -> QuerySet[Relation]:
    """Those that are shown of which one end is among the given entities."""
    return Relation.objects.filter(Q(subject__in=entities) | Q(object__in=entities))


def _load_relations(ids: Sequence[str]) -> tuple[RelationRow, ...]:
    rows = Relation.everything.filter(id__in=listed(ids)).order_by("id").values_list(*_RELATION) if ids else ()
    return tuple(RelationRow(*row) for row in rows)


def _load_topics(videos: Sequence[str]) -> tuple[TopicRow, ...]:
    rows = Topic.objects.filter(video__in=videos).values_list("slug", "name", "video_id")
    return tuple(TopicRow(*row) for row in rows)


def _load_counts(entities: Sequence[str]) -> tuple[tuple[str, int], ...]:
    rows = Entity.everything.filter(id__in=listed(entities)).order_by("id").values_list("id", "relation_count")
    return tuple(rows) if entities else ()


def _choose_appearances(delta: GraphDelta) -> tuple[AppearanceRow, ...]:
    rows = list(Appearance.everything.filter(video__in=delta.videos).values_list(*_APPEARANCE))
    by_entity: dict[str, list[str]] = defaultdict(list)
    for video, entity in delta.appearances:
        by_entity[entity].append(video)
    for entity, videos in by_entity.items():
        others = Appearance.everything.filter(entity=entity, video__in=listed(videos)).exclude(video__in=delta.videos)
        rows += others.values_list(*_APPEARANCE)
    return tuple(AppearanceRow(*row) for row in sorted(rows, key=itemgetter(0, 1)))


def _choose_claims(delta: GraphDelta) -> tuple[ClaimRow, ...]:
    parts = (claim.partition(":") for claim in delta.claims)
    named = list_numbered([video, int(number)] for video, _, number in parts if video not in delta.videos)
    return _project_claims(Claim.objects.filter(Q(video__in=delta.videos) | Q(id__in=named)))


def _list_missing(wanted: Sequence[str], found: Collection[str]) -> tuple[str, ...]:
    return tuple(id for id in wanted if id not in found)


def _project_video(video: Video) -> VideoRow:
    return VideoRow(
        id=video.id,
        slug=video.slug,
        title=video.title,
        channel=video.channel,
        published=video.published.isoformat() if video.published else "",
        duration_ms=video.duration_ms,
        added_at=video.added_at.isoformat(),
    )


def segment_id(video: str, number: int) -> str:
    return f"{video}:s{number}"


def claim_id(video: str, number: int) -> str:
    return f"{video}:{number}"


def _project_segments(videos: Sequence[str]) -> tuple[SegmentRow, ...]:
    rows = Segment.objects.filter(video__in=videos).values_list(*_SEGMENT)
    return tuple(SegmentRow(segment_id(*row[:2]), *row) for row in rows)


def _project_entities(ids: Sequence[str]) -> tuple[EntityRow, ...]:
    rows = list(Entity.everything.filter(id__in=listed(ids)).order_by("id").values_list(*_ENTITY)) if ids else []
    aliases = _load_aliases([row[0] for row in rows])
    return tuple(EntityRow(*row[:5], tuple(sorted(aliases.get(row[0], set()) - {row[2]})), *row[5:]) for row in rows)


def _load_aliases(entities: Sequence[str]) -> dict[str, set[str]]:
    aliases: dict[str, set[str]] = {}
    names = Naming.objects.filter(key__holder__in=listed(entities)).values_list("key__holder", "name").distinct()
    for entity, name in names.order_by() if entities else ():
        aliases.setdefault(entity, set()).add(name)
    return aliases


def _project_claims(claims: QuerySet[Claim]) -> tuple[ClaimRow, ...]:
    return tuple(map(_project_claim, claims.order_by("video", "number").values_list(*_CLAIM)))


def _project_claim(values: Sequence[Any]) -> ClaimRow:
    video, number, segment, subject, obj, relation, *rest = values
    return ClaimRow(claim_id(video, number), video, segment_id(video, segment), subject, obj, relation or "", *rest)
