"""The connections that a video states, each with its evidence; and one relation with evidence from all videos."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from graphapp.graph.models import Relation
from graphapp.resolution.relations import join_confidence
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
    approved: bool = False


_OF_RELATION = (
    "relation_id",
    "relation__subject_id",
    "relation__predicate",
    "relation__object_id",
    "relation__polarity",
    "relation__approved",
)
_OF_CLAIM = ("number", "segment__number", "quote", "speaker", "start_ms", "confidence", "rule")


def load_connections(video: Video) -> tuple[Connection, ...]:
    """Surest first; one query. `weight` and `confidence` count this video's claims only."""
    evidence: dict[tuple[Any, ...], list[Evidence]] = defaultdict(list)
    rows = Claim.objects.filter(video=video, relation__isnull=False).order_by()
    for *relation, claim, segment, quote, speaker, start_ms, confidence, rule in rows.values_list(
        *_OF_RELATION, *_OF_CLAIM
    ):
        evidence[tuple(relation)].append(
            Evidence(
                claim,
                video.id,
                video.slug,
                video.title,
                video.video_url,
                segment,
                quote,
                speaker,
                start_ms,
                confidence,
                rule,
            )
        )
    found = [_sum_connection(relation, claims) for relation, claims in evidence.items()]
    return tuple(sorted(found, key=lambda c: (-c.confidence, -c.weight, c.id)))


def load_evidence(relation: Relation) -> tuple[Evidence, ...]:
    """Evidence from all videos, surest first, at most EVIDENCE_LIMIT. One query."""
    claims = Claim.objects.filter(relation=relation).select_related("segment", "video")
    return tuple(_read_evidence(claim) for claim in claims.order_by("-confidence", "video", "number")[:EVIDENCE_LIMIT])


def load_best_evidence(relations: Collection[str], *, each: int = 1) -> dict[str, tuple[Evidence, ...]]:
    """For each of the given relation ids the surest evidence from all videos, at most `each`. One query."""
    if not relations:
        return {}
    order = [F("confidence").desc(), F("video").asc(), F("number").asc()]
    place = Window(RowNumber(), partition_by=F("relation"), order_by=order)
    claims = Claim.objects.filter(relation__in=relations).annotate(place=place).filter(place__lte=each)
    found: dict[str, list[Evidence]] = defaultdict(list)
    for claim in claims.select_related("segment", "video").order_by("relation", "place"):
        found[str(claim.relation_id)].append(_read_evidence(claim))
    return {relation: tuple(evidence) for relation, evidence in found.items()}


def _sum_connection(relation: tuple[Any, ...], evidence: Sequence[Evidence]) -> Connection:
    id, subject, predicate, obj, polarity, approved = relation
    return Connection(
        id=id,
        subject=subject,
        predicate=predicate,
        object=obj,
        polarity=polarity,
        confidence=join_confidence(each.confidence for each in evidence),
        weight=len(evidence),
        first_ms=min((e.start_ms for e in evidence if e.start_ms is not None), default=None),
        evidence=tuple(sorted(evidence, key=lambda e: (-e.confidence, e.segment, e.claim))),
        approved=approved,
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
