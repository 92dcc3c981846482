"""A video's graph as the API and the page draw it: the store's answer, with where in the video each part is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from graphapp.graph.results import Filters, Subgraph
from graphapp.videos.models import Claim, Mention, Video
from graphapp.videos.projecting import segment_id
from graphapp.videos.reading.outline import ChapterSpan, TopicSpan, load_chapters, load_topics

CENTRE = {"x": 0.0, "y": 0.0}
"""Where a node stands that the record does not have yet: the graph store may be ahead for a moment."""

Numbers = Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Places:
    """Where things are: segment numbers by entity id and by relation id, and the outline over them."""

    entities: Numbers
    relations: Numbers
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


def load_places(video: Video) -> Places:
    """Five queries, whatever the video's size."""
    return Places(
        entities=_collect(
            Mention.objects.filter(video=video, key__entity__isnull=False)
            .order_by()
            .values_list("key__entity_id", "segment__number")
        ),
        relations=_collect(
            Claim.objects.filter(video=video, relation__isnull=False)
            .order_by()
            .values_list("relation_id", "segment__number")
        ),
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
    from graphapp.graph.opening import open_store
    from graphapp.videos.drawing.keeping import draw_video

    places = load_places(video)
    numbers = _choose_segments(places, query)
    if numbers is not None and not numbers:
        return {"nodes": [], "edges": [], "truncated": False}
    segments = frozenset(segment_id(video.id, number) for number in numbers or ())
    filters = Filters(types=frozenset(query.get("type") or ()), segments=segments)
    graph = open_store().video_graph(video.id, filters=filters)
    spots = {dot.id: {"x": dot.x, "y": dot.y} for dot in draw_video(video).dots}
    return _describe(graph, places=places, spots=spots)


def _choose_segments(places: Places, query: Mapping[str, Any]) -> set[int] | None:
    """The segment numbers that topic and chapter leave; None where neither is asked for."""
    chosen: set[int] | None = None
    if "topic" in query:
        chosen = {n for topic in places.topics if topic.slug == query["topic"] for n in topic.segments}
    if "chapter" in query:
        spans = [c for c in places.chapters if c.number == query["chapter"]]
        inside = {number for span in spans for number in range(span.first, span.last + 1)}
        chosen = inside if chosen is None else chosen & inside
    return chosen


def _describe(graph: Subgraph, *, places: Places, spots: Mapping[str, dict[str, float]]) -> dict[str, Any]:
    nodes = [
        asdict(node) | places.describe(places.entities.get(node.id, ())) | spots.get(node.id, CENTRE)
        for node in graph.nodes
    ]
    edges = [asdict(edge) | places.describe(places.relations.get(edge.id, ())) for edge in graph.edges]
    return {"nodes": nodes, "edges": edges, "truncated": graph.truncated}
