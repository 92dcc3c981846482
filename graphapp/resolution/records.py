"""What resolution reads and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class NamingFact(NamedTuple):
    """That a video names something by a key. A tuple, like all that there are thousands of: quicker to make."""

    video: str
    key: str
    mentions: int
    first_segment: int | None
    first_ms: int | None
    salience: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Votes:
    """How much stands behind one value (a name, a type), and when it was first said, as text that sorts by time."""

    value: str
    votes: int
    first: str


@dataclass(frozen=True, slots=True)
class KeyFact:
    """All namings by one key, summed. `names` and `types`: what titles say, weighed by the mentions behind them."""

    key: str
    confidence: float
    names: tuple[Votes, ...]
    types: tuple[Votes, ...]


@dataclass(frozen=True, slots=True)
class TieFact:
    """That some video names one thing by both keys. `confidence`: of the video that is surest of it."""

    one: str
    other: str
    confidence: float


Age = tuple[str, str, int, bool, str]
"""Sorts keys by when they were first said, titles first: when and in which video, its cluster, not a title, the key."""


class ClaimFact(NamedTuple):
    """One claim of one video. Subject and object are keys."""

    id: int
    video: str
    subject: str
    predicate: str
    object: str
    polarity: str
    confidence: float


class ResolvedAppearance(NamedTuple):
    video: str
    entity: str
    mentions: int
    first_segment: int | None
    first_ms: int | None
    salience: float
    confidence: float


@dataclass(frozen=True, slots=True)
class ResolvedEntity:
    """`keys` sorted. `hidden`: an editor took it out of the graph; its keys stay. `links`: (words, address) pairs.
    How many videos name it, and how often, is counted by its appearances."""

    id: str
    name: str
    type: str
    keys: tuple[str, ...]
    confidence: float
    approved: bool = False
    hidden: bool = False
    description: str = ""
    links: tuple[tuple[str, str], ...] = ()


class ResolvedRelation(NamedTuple):
    id: str
    subject: str
    predicate: str
    object: str
    polarity: str
    weight: int
    video_count: int
    confidence: float
    approved: bool = False
    surety: int = 0
