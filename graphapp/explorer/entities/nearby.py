"""An entity's neighbourhood as the API answers it: the graph store's answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from graphapp.explorer.topics.passages import load_newest
from graphapp.graph.models import Entity
from graphapp.graph.opening import open_questions
from graphapp.graph.results import Filters, Subgraph
from graphapp.videos.models import Video
from graphapp.videos.reading.finding import find_topic

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
        passages = load_newest(find_topic(query["topic"]), limit=TOPIC_VIDEOS, video=filters.video)
        if not passages.segments:
            return Subgraph((), ())
        filters, cut = replace(filters, segments=passages.segments), passages.cut
    graph = open_questions().neighbourhood(entity.id, depth=query["depth"], limit=query["limit"], filters=filters)
    return replace(graph, truncated=graph.truncated or cut)
