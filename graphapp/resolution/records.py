"""What resolution reads and what it answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NamingFact:
    """That a video names one thing (`cluster`) by one key. `order` sorts videos by when they were added."""

    video: str
    order: str
    cluster: int
    key: str
    name: str
    is_title: bool
    type: str
    mentions: int
    first_segment: int | None
    first_ms: int | None
    salience: float
    confidence: float
    name_confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class ClaimFact:
    """One claim of one video. Subject and object are keys."""

    id: int
    video: str
    subject: str
    predicate: str
    object: str
    polarity: str
    confidence: float


@dataclass(frozen=True, slots=True)
class ResolvedAppearance:
    video: str
    entity: str
    mentions: int
    first_segment: int | None
    first_ms: int | None
    salience: float
    confidence: float


@dataclass(frozen=True, slots=True)
class ResolvedEntity:
    """`keys` sorted. `appearances` sorted by video. `hidden`: an editor took it out of the graph; its keys stay."""

    id: str
    name: str
    type: str
    keys: tuple[str, ...]
    video_count: int
    mention_count: int
    confidence: float
    appearances: tuple[ResolvedAppearance, ...]
    approved: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class ResolvedRelation:
    id: str
    subject: str
    predicate: str
    object: str
    polarity: str
    weight: int
    video_count: int
    confidence: float
    approved: bool = False
