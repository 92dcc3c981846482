"""The bar that shows chapters over time, in its own units. Without times, over the number of segments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graphapp.videos.portrait.loading import Portrait

LENGTH = 1000
GAP = 2


@dataclass(frozen=True, slots=True)
class Stretch:
    """`x`, `width`: 0..LENGTH."""

    number: int
    title: str
    start_ms: int | None
    x: float
    width: float


def lay_chapters(portrait: Portrait) -> Sequence[Stretch]:
    starts = [_place(portrait, segment=c.first) for c in portrait.chapters]
    stops = [*starts[1:], float(LENGTH)]
    return [
        Stretch(c.number, c.title, c.start_ms, round(start, 1), round(max(1.0, stop - start - GAP), 1))
        for c, start, stop in zip(portrait.chapters, starts, stops, strict=False)
    ]


def write_times(portrait: Portrait) -> dict[str, Any]:
    """When each segment begins, in order, and when the last one ends, in milliseconds; null where it is not known.
    The front end places its marks by the same rule as this module."""
    return {"starts": [s.start_ms for s in portrait.segments], "end": _find_end(portrait)}


def _find_end(portrait: Portrait) -> int:
    last = portrait.segments[-1] if portrait.segments else None
    return portrait.video.duration_ms or (last and (last.end_ms or last.start_ms)) or 0


def _place(portrait: Portrait, *, segment: int) -> float:
    end = _find_end(portrait)
    start = portrait.segment_at[segment].start_ms if segment in portrait.segment_at else None
    if portrait.timed and start is not None and end:
        return min(float(LENGTH), LENGTH * start / end)
    return LENGTH * (segment - 1) / max(1, len(portrait.segments))
