"""What every file format writes: frozen rows of videos, entities, connections and their evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graphapp.graph.permanent import name_for_good


@dataclass(frozen=True, slots=True)
class VideoLine:
    """`published`: an ISO date or empty."""

    id: str
    slug: str
    title: str
    channel: str
    published: str
    duration_ms: int | None
    video_url: str


@dataclass(frozen=True, slots=True)
class NodeLine:
    """`mentions` and `first_ms`: of the video asked for; over all videos, and None, where none was."""

    id: str
    slug: str
    name: str
    type: str
    aliases: Sequence[str]
    mentions: int
    videos: int
    confidence: float
    review: str
    first_ms: int | None = None


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One statement. `id` is that of its claim; `segment`: a number."""

    id: str
    video: str
    video_slug: str
    title: str
    segment: int
    quote: str
    speaker: str
    start_ms: int | None
    confidence: float


@dataclass(frozen=True, slots=True)
class EdgeLine:
    """`weight` counts the evidence, which is all of it that is within what was asked for, surest first."""

    id: str
    source: str
    target: str
    predicate: str
    phrase: str
    polarity: str
    confidence: float
    review: str
    evidence: Sequence[EvidenceLine]

    @property
    def weight(self) -> int:
        return len(self.evidence)

    @property
    def permanent(self) -> str:
        return name_for_good(self.source, self.predicate, self.target, self.polarity)
