"""Loads what the page of a topic shows: a bounded number of queries, and of rows, however often it is discussed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.core.paginator import Page, Paginator

from graphapp.explorer.asked import Asked
from graphapp.explorer.maps import GraphMap, make_map
from graphapp.explorer.occurrences import Occurrence
from graphapp.explorer.topics.discussing import choose_discussions, describe_discussions, load_discussions
from graphapp.explorer.topics.nearby import (
    NamedHere,
    Statement,
    load_named,
    load_related,
    load_statements,
)
from graphapp.explorer.topics.passages import Passages, load_passages
from graphapp.explorer.topics.subject import Subject, TopicCount
from graphapp.graph.opening import open_questions
from graphapp.graph.results import Subgraph
from ingest.ontology import FALLBACK

MAP_NODES = 40
MAP_VIDEOS = 30
"""The map is drawn of what the newest of so many videos say."""
VIDEOS = 10


@dataclass(frozen=True)
class TopicPortrait:
    """`looked_at`: videos of which map, entities and statements are; fewer than the topic has where it is large."""

    subject: Subject
    looked_at: int
    map: GraphMap
    named: Sequence[NamedHere]
    statements: Sequence[Statement]
    related: Sequence[TopicCount]
    videos: Page[str]
    occurrences: Sequence[Occurrence]


def load_portrait(subject: Subject, *, asked: Asked, page: str) -> TopicPortrait:
    """Raises GraphError where the graph store does not answer."""
    passages = look_at(subject)
    graph = _load_graph(passages.segments, asked=asked)
    videos = page_videos(subject, asked=asked, page=page)
    return TopicPortrait(
        subject=subject,
        looked_at=len(passages.numbers),
        map=make_map(graph),
        named=load_named(passages),
        statements=load_statements(passages, relations=_rank_edges(graph)),
        related=load_related(subject),
        videos=videos,
        occurrences=describe_discussions(load_discussions(subject, videos=videos.object_list)),
    )


def _load_graph(segments: frozenset[str], *, asked: Asked) -> Subgraph:
    """What is stated in the segments, without those that nothing joins here: the list beside the map has them."""
    if not segments:
        return Subgraph((), ())
    graph = open_questions().overview(limit=MAP_NODES, filters=replace(asked.filters, segments=segments))
    joined = {end for edge in graph.edges for end in (edge.source, edge.target)}
    return replace(graph, nodes=tuple(node for node in graph.nodes if node.id in joined))


def _rank_edges(graph: Subgraph) -> list[str]:
    """Ids, strongest first; those that say least last."""
    return [edge.id for edge in sorted(graph.edges, key=lambda edge: edge.predicate == FALLBACK)]


def look_at(subject: Subject) -> Passages:
    """Where the newest videos discuss it: what map, entities and statements are of."""
    return load_passages(subject.newest[:MAP_VIDEOS], slug=subject.slug, cut=subject.videos > MAP_VIDEOS)


def page_videos(subject: Subject, *, asked: Asked, page: str) -> Page[str]:
    """Ids of videos. No query for the first page of all, which is known; else one, two where a period is asked for."""
    is_known = page in ("", "1") and not (asked.sort or asked.period)
    videos = subject.newest if is_known else choose_discussions(subject, sort=asked.sort, period=asked.period)
    paginator: Paginator[str] = Paginator(videos, VIDEOS)
    if not asked.period:
        paginator.count = subject.videos
    return paginator.get_page(page)
