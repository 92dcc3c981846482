"""The connections that a video states, each with its evidence; and one relation with evidence from all videos."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from graphapp.graph.models import Relation
from graphapp.videos.models import Claim, Video

EVIDENCE_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Evidence:
    """Who said it, where, in which words. `segment`: its number. `start_ms`: None where there are no times."""

    claim: int
    video_id: str
    video_slug: str
    video_title: str
    video_url: str
    segment: int
    quote: str
    speaker: str
    start_ms: int | None
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Connection:
    """A relation as one video states it. `subject` and `object` are entity ids; `evidence` surest first."""

    id: str
    subject: str
    predicate: str
    object: str
    polarity: str
    confidence: float
    weight: int
    first_ms: int | None
    evidence: tuple[Evidence, ...]


def load_connections(video: Video) -> tuple[Connection, ...]:
    """Surest first; two queries. `weight` and `confidence` count this video's claims only."""
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in Claim.objects.filter(video=video, relation__isnull=False).select_related("segment"):
        claim.video = video
        claims[claim.relation_id or ""].append(claim)
    relations = Relation.objects.filter(claims__video=video).distinct()
    found = [_read_connection(relation, claims[relation.id]) for relation in relations]
    return tuple(sorted(found, key=lambda c: (-c.confidence, -c.weight, c.id)))


def load_evidence(relation: Relation) -> tuple[Evidence, ...]:
    """Evidence from all videos, surest first, at most EVIDENCE_LIMIT. One query."""
    claims = Claim.objects.filter(relation=relation).select_related("segment", "video")
    return tuple(_read_evidence(claim) for claim in claims.order_by("-confidence", "video", "number")[:EVIDENCE_LIMIT])


def _read_connection(relation: Relation, claims: Sequence[Claim]) -> Connection:
    evidence = sorted(map(_read_evidence, claims), key=lambda e: (-e.confidence, e.segment, e.claim))
    doubt = 1.0
    for claim in claims:
        doubt *= 1 - claim.confidence
    return Connection(
        id=relation.id,
        subject=relation.subject_id,
        predicate=relation.predicate,
        object=relation.object_id,
        polarity=relation.polarity,
        confidence=round(1 - doubt, 4),
        weight=len(claims),
        first_ms=min((e.start_ms for e in evidence if e.start_ms is not None), default=None),
        evidence=tuple(evidence),
    )


def _read_evidence(claim: Claim) -> Evidence:
    return Evidence(
        claim=claim.number,
        video_id=claim.video_id,
        video_slug=claim.video.slug,
        video_title=claim.video.title,
        video_url=claim.video.video_url,
        segment=claim.segment.number,
        quote=claim.quote,
        speaker=claim.speaker,
        start_ms=claim.start_ms,
        confidence=claim.confidence,
        rule=claim.rule,
    )
