"""A video's transcript with every mention at its place, resolved to its entity. Two queries."""

from __future__ import annotations

from collections import defaultdict
from operator import attrgetter
from typing import NamedTuple

from graphapp.videos.models import Mention, Segment, Video
from graphapp.videos.reading.rows import read_rows


class MarkedSpan(NamedTuple):
    """`start:end` of the segment's text names `entity` (an id). `id` is the mention's row number."""

    id: int
    start: int
    end: int
    entity: str


_START = attrgetter("start")


class MarkedSegment(NamedTuple):
    """`spans` in order, never overlapping."""

    number: int
    start_ms: int | None
    end_ms: int | None
    speaker: str
    text: str
    spans: tuple[MarkedSpan, ...]


def load_transcript(video: Video) -> tuple[MarkedSegment, ...]:
    spans = _load_spans(video)
    rows = Segment.objects.filter(video=video).order_by("number")
    fields = ("id", "number", "start_ms", "end_ms", "speaker", "text")
    found = read_rows(rows.values_list(*fields))
    return tuple(MarkedSegment(*row, tuple(spans.get(segment, ()))) for segment, *row in found)


def _load_spans(video: Video) -> dict[int, list[MarkedSpan]]:
    spans: dict[int, list[MarkedSpan]] = defaultdict(list)
    rows = Mention.objects.filter(video=video, key__entity__isnull=False).order_by()
    for row in read_rows(rows.values_list("segment_id", "id", "start", "end", "key__entity_id")):
        spans[row[0]].append(MarkedSpan._make(row[1:]))
    for found in spans.values():
        found.sort(key=_START)
    return spans
