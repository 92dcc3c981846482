"""The graph port: every question that pages ask of a graph, and the one write. Two adapters keep it.

The contract is tested by one suite on both (`tests/graphapp/graph/contract.py`). Knows no engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from graphapp.graph.results import (
    EntityHit,
    Filters,
    GraphChange,
    StoreStatus,
    Subgraph,
    Ways,
)


class GraphQuestions(Protocol):
    """What pages ask. All raise `GraphUnavailable` when the store does not answer in time. Reads never write."""

    def video_graph(self, video: str, *, filters: Filters = Filters()) -> Subgraph:
        """All entities of a video and the relations that the video states."""
        ...

    def neighbourhood(self, entity: str, *, depth: int = 1, limit: int = 200, filters: Filters = Filters()) -> Subgraph:
        """An entity and what is within `depth` (1 or 2) relations of it, at most `limit` nodes, strongest first."""
        ...

    def subgraph(self, entities: Sequence[str], *, filters: Filters = Filters()) -> Subgraph:
        """The given entities and all relations among them."""
        ...

    def paths(self, source: str, target: str, *, max_hops: int = 4, limit: int = 3) -> Ways:
        """The best few simple paths between two entities, asserted ones first, then best first; each differs from
        those before it in what it passes where it can."""
        ...

    def junctions(self, entities: Sequence[str], *, max_hops: int = 3, limit: int = 3) -> Ways:
        """Where three entities meet: the best few meeting points, each with a leg of at most `max_hops` to every
        one of them; ordered as paths are."""
        ...

    def overview(self, *, limit: int = 200, filters: Filters = Filters()) -> Subgraph:
        """The most connected entities of the whole library and the relations among them."""
        ...

    def search(self, text: str, *, limit: int = 20) -> tuple[EntityHit, ...]:
        """Entities whose name or alias holds the words, or begins with what is typed so far; of scripts without spaces
        between words any piece. `text` is text, never query syntax."""
        ...

    def suggest(self, text: str, *, limit: int = 5) -> tuple[EntityHit, ...]:
        """Entities with a name that looks like the text, most alike first: for slips of the finger."""
        ...


class GraphStore(GraphQuestions, Protocol):
    """A whole store: the questions, the one write, and what keeps it. All raise `GraphUnavailable` as the reads do.

    `reads_record`: it answers from the record's own rows, so that no change need be gathered for it.
    """

    name: str
    reads_record: bool

    def setup(self) -> None:
        """Make constraints and indexes, by version; doing it again changes nothing."""
        ...

    def write(self, change: GraphChange) -> None:
        """Take a change, whole or not at all. The same change again changes nothing."""
        ...

    def wipe(self) -> None:
        """Forget everything. The record can make it again."""
        ...

    def status(self) -> StoreStatus: ...

    def fingerprints(self, kind: str) -> Iterator[tuple[str, str]]:
        """(id, digest) of everything of one kind, sorted by id. Kinds: see `graphapp.graph.fingerprint`."""
        ...
