"""What the port's answers are made of, and what an adapter must be able to fetch for it.

An adapter fetches; it decides nothing that a reader could see (`graphapp.graph.reads` does, once for both).
Tuples, because a question may touch thousands of them.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple, Protocol

from graphapp.graph.results import Filters
from graphapp.graph.typed import Typed


class EntityFact(NamedTuple):
    """An entity over the whole library. `mentions`, `videos`, `relations` count there."""

    id: str
    slug: str
    name: str
    type: str
    mentions: int
    videos: int
    relations: int


class Presence(NamedTuple):
    """An entity in one video."""

    entity: EntityFact
    mentions: int
    salience: float
    first_ms: int | None


class Link(NamedTuple):
    """A relation over the whole library."""

    id: str
    source: str
    target: str
    predicate: str
    polarity: str
    weight: int
    confidence: float
    approved: bool = False


class Statement(NamedTuple):
    """One claim, with the relation that it belongs to."""

    relation: str
    source: str
    target: str
    predicate: str
    polarity: str
    confidence: float
    start_ms: int | None
    approved: bool = False


class Step(NamedTuple):
    """A link seen from one of its ends. `relations`: how many the entity at the `far` end has."""

    link: Link
    far: str
    relations: int

    @property
    def near(self) -> str:
        return self.link.source if self.far == self.link.target else self.link.target


class GraphFacts(Protocol):
    """Unknown ids are left out of every answer. Order matters only where it is named."""

    def load_entities(self, ids: Collection[str]) -> list[EntityFact]: ...

    def load_presences(self, video: str) -> list[Presence]: ...

    def load_statements(
        self, *, videos: Collection[str], segments: Collection[str], speakers: Collection[str]
    ) -> list[Statement]:
        """Claims of relations: of the videos, in the segments, by the speakers; an empty one doesn't narrow, neither
        videos nor segments give nothing."""
        ...

    def load_links(self, ids: Collection[str], *, filters: Filters) -> list[Link]:
        """Among the given entities, of the filters' predicates, confidence, weight and review."""
        ...

    def rank_neighbours(
        self, ids: Collection[str], *, known: Collection[str], filters: Filters, limit: int
    ) -> list[EntityFact]:
        """Entities of the filters' types that are not `known`, by how much the weights of their links to `ids`
        sum up to, then by id."""
        ...

    def rank_entities(self, *, filters: Filters, limit: int) -> list[EntityFact]:
        """Of the filters' types, most relations first, then by id. Where relations are narrowed, only entities that
        have such, by how many."""
        ...

    def load_steps(self, ids: Collection[str], *, each: int) -> list[Step]:
        """From each of `ids` the links of the highest weight, then lowest id: at most `each` out and `each` in."""
        ...

    def find_meetings(self, left: Collection[str], right: Collection[str], *, limit: int) -> list[EntityFact]:
        """Entities linked with one of `left` and with one of `right`, fewest relations first, then by id."""
        ...

    def load_links_between(self, left: Collection[str], right: Collection[str]) -> list[Link]:
        """In either direction."""
        ...

    def find_entities(self, typed: Typed, *, limit: int) -> list[EntityFact]:
        """Those of which every word typed begins a word of a name or alias: exact ones first, then those with a
        name that begins with all that was typed, then by videos, then by id."""
        ...

    def find_alike(self, typed: Typed) -> list[tuple[str, str]]:
        """(folded name or alias, entity id), in any order, of names that may look like what was typed: a few
        thousand at most."""
        ...
