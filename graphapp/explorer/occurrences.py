"""Where in its videos something is said: one row a video, with marks on a bar that is as long as the video."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max

from graphapp.videos.models import Segment, Video

LENGTH = 1000
VIDEO_FIELDS = tuple(
    f"video__{name}"
    for name in ("slug", "title", "language", "channel", "published", "duration_ms", "added_at", "updated_at")
)
"""What a row with its time bar needs of a video; the rest of it is large."""


@dataclass(frozen=True, slots=True)
class Place:
    """A segment that says it. `start_ms`: None where the transcript has no times."""

    segment: int
    start_ms: int | None


@dataclass(frozen=True, slots=True)
class Tick:
    """`x`: 0..LENGTH."""

    x: float
    segment: int
    start_ms: int | None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """`count`: how often it is said in the video. `words`: the sentence that says it first, if it was loaded."""

    video: Video
    count: int
    ticks: Sequence[Tick]
    words: str = ""
    speaker: str = ""


def place_ticks(places: Mapping[str, Iterable[Place]], *, videos: Iterable[Video]) -> dict[str, list[Tick]]:
    """Ticks by video id, in order, each segment once. One query if a transcript has no times, none otherwise."""
    known = {video.id: sorted(set(places.get(video.id, ())), key=lambda p: p.segment) for video in videos}
    untimed = [id for id, found in known.items() if any(place.start_ms is None for place in found)]
    lengths = _count_segments(untimed)
    found: dict[str, list[Tick]] = defaultdict(list)
    for video in videos:
        for place in known[video.id]:
            x = _find_x(place, duration_ms=video.duration_ms, segments=lengths.get(video.id, 0))
            found[video.id].append(Tick(x, place.segment, place.start_ms))
    return found


def load_words(numbers: Mapping[str, int | None]) -> dict[str, tuple[str, str]]:
    """(text, speaker) of one segment, given by its number, of each video. One query."""
    rows = Segment.objects.filter(video__in=numbers, number__in={n for n in numbers.values() if n is not None})
    fields = rows.order_by().values_list("video_id", "number", "text", "speaker")
    return {video: (text, speaker) for video, number, text, speaker in fields if numbers[video] == number}


def _find_x(place: Place, *, duration_ms: int | None, segments: int) -> float:
    if place.start_ms is not None and duration_ms:
        return round(min(float(LENGTH), LENGTH * place.start_ms / duration_ms), 1)
    return round(LENGTH * (place.segment - 1) / max(1, segments), 1)


def _count_segments(videos: Sequence[str]) -> dict[str, int]:
    if not videos:
        return {}
    rows = Segment.objects.filter(video__in=videos).values_list("video").annotate(last=Max("number"))
    return dict(rows.order_by())
