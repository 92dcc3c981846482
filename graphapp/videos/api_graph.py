"""A video's graph as the API and the page draw it: the store's answer, with where in the video each part is said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graphapp.graph.answers import say_review
from graphapp.graph.results import Filters, Subgraph
from graphapp.videos.deriving.projecting import segment_id
from graphapp.videos.models import Mention, Video
from graphapp.videos.reading.connections import Connection, load_connections
from graphapp.videos.reading.entities import load_entities
from graphapp.videos.reading.finding import find_topic
from graphapp.videos.reading.outline import ChapterSpan, TopicSpan, load_chapters, load_topics

CENTRE = {"x": 0.0, "y": 0.0}
"""Where a node stands that the record does not have yet: the graph store may be ahead for a moment."""

Numbers = Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Places:
    """Where things are: segment numbers by entity id and by relation id, and the outline over them.

    `approved`: ids of the relations that an editor has approved.
    """

    entities: Numbers
    relations: Numbers
    approved: frozenset[str]
    chapters: Sequence[ChapterSpan]
    topics: Sequence[TopicSpan]

    def describe(self, numbers: Iterable[int]) -> dict[str, list[Any]]:
        """Topics (slugs), chapters (numbers) and segments of what is said in these segments."""
        said = sorted(set(numbers))
        return {
            "topics": [topic.slug for topic in self.topics if not set(topic.segments).isdisjoint(said)],
            "chapters": [c.number for c in self.chapters if any(c.first <= n <= c.last for n in said)],
            "segments": [f"s{number}" for number in said],
        }


def load_places(video: Video, *, connections: Sequence[Connection]) -> Places:
    """Four queries, whatever the video's size."""
    return Places(
        entities=_collect(
            Mention.objects.filter(video=video, key__entity__isnull=False)
            .order_by()
            .values_list("key__entity_id", "segment__number")
        ),
        relations={c.id: c.segments for c in connections},
        approved=frozenset(c.id for c in connections if c.approved),
        chapters=load_chapters(video, segment_count=video.segments.count()),
        topics=load_topics(video),
    )


def _collect(rows: Iterable[tuple[str, int]]) -> Numbers:
    found: dict[str, list[int]] = defaultdict(list)
    for id, number in rows:
        found[id].append(number)
    return found


def load_graph(video: Video, *, query: Mapping[str, Any]) -> dict[str, Any]:
    """Nodes and edges with their places. `query`: a checked GraphQuery. Raises GraphError."""
    from graphapp.graph.opening import open_questions
    from graphapp.videos.drawing.keeping import keep_plans

    connections = load_connections(video)
    places = load_places(video, connections=connections)
    numbers = _choose_segments(places, query)
    if numbers is not None and not numbers:
        return {"nodes": [], "edges": [], "truncated": False}
    filters = Filters(types=frozenset(query.get("type") or ()))
    store = open_questions()
    graph = store.video_graph(video.id, filters=filters)
    if numbers is not None:
        segments = frozenset(segment_id(video.id, number) for number in numbers)
        stated = store.video_graph(video.id, filters=replace(filters, segments=segments))
        graph = _keep_said(graph, stated=stated, numbers=numbers, entities=places.entities)
    drawn = keep_plans(video, entities=load_entities(video), connections=connections).whole
    spots = {dot.id: {"x": dot.x, "y": dot.y} for dot in drawn.dots}
    return _describe(graph, places=places, spots=spots)


def _keep_said(graph: Subgraph, *, stated: Subgraph, numbers: set[int], entities: Numbers) -> Subgraph:
    """What is named or stated in the segments: the store knows statements by segment, the record mentions too."""
    ends = Counter(end for edge in stated.edges for end in (edge.source, edge.target))
    nodes = tuple(
        node._replace(degree=ends[node.id])
        for node in graph.nodes
        if node.id in ends or not numbers.isdisjoint(entities.get(node.id, ()))
    )
    return replace(graph, nodes=nodes, edges=stated.edges)


def _choose_segments(places: Places, query: Mapping[str, Any]) -> set[int] | None:
    """The segment numbers that topic and chapter leave; None where neither is asked for."""
    chosen: set[int] | None = None
    if "topic" in query:
        slug = find_topic(query["topic"])
        chosen = {n for topic in places.topics if topic.slug == slug for n in topic.segments}
    if "chapter" in query:
        spans = [c for c in places.chapters if c.number == query["chapter"]]
        inside = {number for span in spans for number in range(span.first, span.last + 1)}
        chosen = inside if chosen is None else chosen & inside
    return chosen


def _describe(graph: Subgraph, *, places: Places, spots: Mapping[str, dict[str, float]]) -> dict[str, Any]:
    nodes = [
        node._asdict() | places.describe(places.entities.get(node.id, ())) | spots.get(node.id, CENTRE)
        for node in graph.nodes
    ]
    edges = [
        edge._asdict()
        | {"review": say_review(edge.id in places.approved)}
        | places.describe(places.relations.get(edge.id, ()))
        for edge in graph.edges
    ]
    return {"nodes": nodes, "edges": edges, "truncated": graph.truncated}
