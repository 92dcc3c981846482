"""A video's transcript with every mention at its place, resolved to its entity. Two queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from graphapp.videos.models import Mention, Segment, Video


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """`start:end` of the segment's text names `entity` (an id). `id` is the mention's row number."""

    id: int
    start: int
    end: int
    entity: str


@dataclass(frozen=True, slots=True)
class MarkedSegment:
    """`spans` in order, never overlapping."""

    number: int
    start_ms: int | None
    end_ms: int | None
    speaker: str
    text: str
    paragraph: bool
    spans: tuple[MarkedSpan, ...]


def load_transcript(video: Video) -> tuple[MarkedSegment, ...]:
    spans = _load_spans(video)
    rows = Segment.objects.filter(video=video).order_by("number")
    fields = ("id", "number", "start_ms", "end_ms", "speaker", "text", "paragraph")
    return tuple(MarkedSegment(*values, spans=tuple(spans.get(id, ()))) for id, *values in rows.values_list(*fields))


def _load_spans(video: Video) -> dict[int, list[MarkedSpan]]:
    spans: dict[int, list[MarkedSpan]] = defaultdict(list)
    rows = Mention.objects.filter(video=video, key__entity__isnull=False).order_by("segment", "start")
    for segment, *values in rows.values_list("segment_id", "id", "start", "end", "key__entity_id"):
        spans[segment].append(MarkedSpan(*values))
    return spans
