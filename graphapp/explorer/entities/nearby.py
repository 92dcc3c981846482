"""An entity's neighbourhood as the API answers it: the graph store's answer, with what editors have approved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from graphapp.graph.models import Entity, Relation
from graphapp.graph.opening import open_store
from graphapp.graph.results import Filters, Subgraph
from graphapp.videos.models import Topic, Video
from graphapp.videos.projecting import segment_id

TOPIC_VIDEOS = 40
"""Across videos a topic is looked for in so many, the newest."""


def load_neighbourhood(entity: Entity, *, query: Mapping[str, Any], video: Video | None) -> Subgraph:
    """`query`: a checked NeighbourhoodQuery. Raises GraphError."""
    filters = Filters(
        types=frozenset(query.get("type") or ()),
        predicates=frozenset(query.get("predicate") or ()),
        video=video.id if video else "",
    )
    cut = False
    if query.get("topic"):
        segments, cut = list_topic_segments(query["topic"], video=video)
        if not segments:
            return Subgraph((), ())
        filters = replace(filters, segments=segments)
    graph = open_store().neighbourhood(entity.id, depth=query["depth"], limit=query["limit"], filters=filters)
    return mark_approved(replace(graph, truncated=graph.truncated or cut))


def list_topic_segments(slug: str, *, video: Video | None) -> tuple[frozenset[str], bool]:
    """Segment ids where a topic is discussed; and whether more videos discuss it than were looked at."""
    topics = Topic.objects.filter(slug=slug)
    if video:
        topics = topics.filter(video=video)
    rows = list(topics.order_by("-video__added_at", "video").values_list("video_id", "segments")[: TOPIC_VIDEOS + 1])
    found = {segment_id(id, number) for id, numbers in rows[:TOPIC_VIDEOS] for number in numbers}
    return frozenset(found), len(rows) > TOPIC_VIDEOS


def mark_approved(graph: Subgraph) -> Subgraph:
    approved = set(
        Relation.objects.filter(id__in=[e.id for e in graph.edges], approved=True).values_list("id", flat=True)
    )
    edges = tuple(replace(e, review="approved") if e.id in approved else e for e in graph.edges)
    return replace(graph, edges=edges)
