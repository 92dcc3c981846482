"""What the graph port takes and answers: frozen records, the same from both stores.

Order is part of the contract: nodes by (-salience or -mentions, id), edges by (-weight, id), so that two
stores answer byte for byte alike. Times are milliseconds or None. Nodes and edges are tuples, which thousands of them
are made as in half the time.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

from graphapp.graph.permanent import name_for_good


class Node(NamedTuple):
    """An entity as drawn. `degree`: its edges in this answer. `mentions`, `salience`, `first_ms`: in the
    video asked for; over all videos where none was."""

    id: str
    slug: str
    name: str
    type: str
    degree: int
    mentions: int
    salience: float
    first_ms: int | None = None


class Edge(NamedTuple):
    id: str
    source: str
    target: str
    predicate: str
    polarity: str
    weight: int
    confidence: float
    review: str = "unreviewed"
    first_ms: int | None = None

    @property
    def permanent(self) -> str:
        return name_for_good(self.source, self.predicate, self.target, self.polarity)


@dataclass(frozen=True, slots=True)
class Subgraph:
    """`truncated`: more was there than the limit allowed."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    truncated: bool = False

    def write(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "nodes": [node._asdict() for node in self.nodes],
            "edges": [edge._asdict() for edge in self.edges],
            "truncated": self.truncated,
        }


@dataclass(frozen=True, slots=True)
class Path:
    """`nodes` has one more member than `edges`; edge i joins nodes i and i+1, in either direction."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Junction:
    """What connects some entities: `legs[i]` leads from `node` to the i-th of them; it has one node and no edge
    where `node` is that entity itself. No two legs share anything but `node`."""

    node: Node
    legs: tuple[Path, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Ways:
    """Paths or junctions, best first, and how far was looked: `hops` from the ends (0: not at all), `entities`
    seen. `truncated`: not every link within them was followed, so that more may be there."""

    paths: tuple[Path, ...] = ()
    junctions: tuple[Junction, ...] = ()
    hops: int = 0
    entities: int = 0
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class EntityHit:
    id: str
    slug: str
    name: str
    type: str
    video_count: int


@dataclass(frozen=True, slots=True)
class VideoRow:
    """A video as the graph store keeps it. `published` is an ISO date or empty."""

    id: str
    slug: str
    title: str
    channel: str
    published: str
    duration_ms: int | None
    added_at: str


@dataclass(frozen=True, slots=True)
class SegmentRow:
    id: str
    video: str
    number: int
    start_ms: int | None
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic of one video."""

    slug: str
    name: str
    video: str


@dataclass(frozen=True, slots=True)
class EntityRow:
    """`hidden`: kept with all that hangs on it, and left out of every answer."""

    id: str
    slug: str
    name: str
    folded: str
    type: str
    aliases: tuple[str, ...]
    video_count: int
    mention_count: int
    relation_count: int
    confidence: float
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class AppearanceRow:
    video: str
    entity: str
    mentions: int
    first_ms: int | None
    salience: float


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """`id` is stable for one extraction of one video. `relation` is empty where both ends are one entity."""

    id: str
    video: str
    segment: str
    subject: str
    object: str
    relation: str
    predicate: str
    polarity: str
    confidence: float
    quote: str
    speaker: str
    start_ms: int | None


@dataclass(frozen=True, slots=True)
class RelationRow:
    id: str
    subject: str
    predicate: str
    object: str
    polarity: str
    weight: int
    video_count: int
    confidence: float
    approved: bool = False


NAMELESS = ""
"""Among entities that are to be removed: whatever a store holds that has no id, and topics that no video has."""

LONE = " "
"""Begins the id of a topic that no video has, where a store is compared."""


@dataclass(frozen=True, slots=True)
class GraphDelta:
    """Which rows a change touched, by id. What is no longer in the record is to be removed from the store.

    `videos` are replaced whole (segments, topics, claims, appearances). `appearances` are (video, entity)
    and `claims` claim ids of other videos, moved by a merge or split. `counted`: entities of which nothing changed
    but the number of relations. `toggled`: entities that went out of sight, or came back into it, with all that hangs
    on them, of which nothing else changed.
    """

    videos: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    appearances: tuple[tuple[str, str], ...] = ()
    claims: tuple[str, ...] = ()
    toggled: tuple[str, ...] = ()

    def __or__(self, other: GraphDelta) -> GraphDelta:
        """What either touched."""
        return GraphDelta(
            videos=tuple(sorted({*self.videos, *other.videos})),
            entities=tuple(sorted({*self.entities, *other.entities})),
            counted=tuple(sorted({*self.counted, *other.counted})),
            relations=tuple(sorted({*self.relations, *other.relations})),
            appearances=tuple(sorted({*self.appearances, *other.appearances})),
            claims=tuple(sorted({*self.claims, *other.claims})),
            toggled=tuple(sorted({*self.toggled, *other.toggled})),
        )


def list_facts(delta: GraphDelta) -> dict[str, tuple[Any, ...]]:
    """The ids of each kind, by its name. Not copied one by one, as `asdict` does."""
    return {each.name: getattr(delta, each.name) for each in fields(delta)}


@dataclass(frozen=True, slots=True)
class GraphChange:
    """Rows to write and ids to remove, in one transaction. Writing the same change twice is writing it once.

    `relation_counts`: of entities that are otherwise as they were; what is not in the store yet is left out.
    """

    replaced_videos: tuple[str, ...] = ()
    videos: tuple[VideoRow, ...] = ()
    segments: tuple[SegmentRow, ...] = ()
    topics: tuple[TopicRow, ...] = ()
    entities: tuple[EntityRow, ...] = ()
    removed_entities: tuple[str, ...] = ()
    relation_counts: tuple[tuple[str, int], ...] = ()
    appearances: tuple[AppearanceRow, ...] = ()
    removed_appearances: tuple[tuple[str, str], ...] = ()
    claims: tuple[ClaimRow, ...] = ()
    relations: tuple[RelationRow, ...] = ()
    removed_relations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """Narrows a question. Empty means no narrowing.

    `video`, `videos`, `segments` (ids) keep what is stated in all of those that are given; with `video` alone,
    entities are those of the video. `speakers` narrows that further and names nothing alone: the record knows where
    somebody speaks. `minimum_weight` counts the claims of this answer. `approved`: only what an editor has approved.
    """

    types: frozenset[str] = frozenset()
    predicates: frozenset[str] = frozenset()
    segments: frozenset[str] = frozenset()
    video: str = ""
    minimum_confidence: float = 0.0
    videos: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()
    minimum_weight: int = 0
    approved: bool = False

    @property
    def narrows_relations(self) -> bool:
        return bool(self.predicates or self.minimum_confidence > 0 or self.minimum_weight > 1 or self.approved)

    @property
    def narrows_place(self) -> bool:
        """Whether only what is said somewhere counts."""
        return bool(self.video or self.videos or self.segments or self.speakers)


@dataclass(frozen=True, slots=True)
class StoreStatus:
    """`counts`: nodes and relationships by label. `version`: of the schema that setup made."""

    name: str
    reachable: bool
    version: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    message: str = ""
