"""In which videos an entity is named, when they were published, and where in them. Bounded queries for any hub."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from graphapp.explorer.occurrences import Occurrence, Place, place_ticks
from graphapp.explorer.timeline import Timeline, lay_timeline, read_period
from graphapp.graph.models import Appearance, Entity
from graphapp.videos.models import Key, Mention, Segment

ORDERS: Mapping[str, tuple[str, Sequence[Any]]] = {
    "": ("Newest", (F("video__published").desc(nulls_last=True), "-video__added_at", "video")),
    "oldest": ("Oldest", (F("video__published").asc(nulls_last=True), "video__added_at", "video")),
    "most": ("Most mentions", ("-mentions", "video")),
}


def choose_appearances(entity: Entity, *, sort: str = "", period: str = "") -> QuerySet[Appearance]:
    """`period`: "2026" or "2026-02", anything else does not narrow."""
    rows = Appearance.objects.filter(entity=entity).select_related("video").defer("video__summary", "video__warnings")
    span = read_period(period)
    if span:
        rows = rows.filter(video__published__gte=span[0], video__published__lt=span[1])
    return rows.order_by(*ORDERS.get(sort, ORDERS[""])[1])


def load_timeline(entity: Entity) -> Timeline:
    days: QuerySet[Any] = Appearance.objects.filter(entity=entity).order_by()
    return lay_timeline((day, 1) for day in days.values_list("video__published", flat=True))


def describe_appearances(entity: Entity, appearances: Sequence[Appearance]) -> list[Occurrence]:
    """Each with its time bar and the sentence that names the entity first. Three queries, four without times."""
    videos = [row.video for row in appearances]
    places = _load_places(entity, [video.id for video in videos])
    ticks = place_ticks(places, videos=videos)
    words = _load_words({row.video_id: row.first_segment for row in appearances})
    return [
        Occurrence(row.video, row.mentions, ticks.get(row.video_id, []), *words.get(row.video_id, ("", "")))
        for row in appearances
    ]


def _load_places(entity: Entity, videos: Sequence[str]) -> dict[str, list[Place]]:
    """All mentions of the videos are read and the entity's kept: their index is by video, and a hub has too many."""
    keys = set(Key.objects.filter(entity=entity).values_list("id", flat=True))
    rows = Mention.objects.filter(video__in=videos).order_by()
    found: dict[str, list[Place]] = defaultdict(list)
    for video, key, number, start_ms in rows.values_list("video_id", "key_id", "segment__number", "segment__start_ms"):
        if key in keys:
            found[video].append(Place(number, start_ms))
    return found


def _load_words(numbers: Mapping[str, int | None]) -> dict[str, tuple[str, str]]:
    """(text, speaker) of one segment of each video."""
    rows = Segment.objects.filter(video__in=numbers, number__in={n for n in numbers.values() if n is not None})
    fields = rows.order_by().values_list("video_id", "number", "text", "speaker")
    return {video: (text, speaker) for video, number, text, speaker in fields if numbers[video] == number}


def find_span(timeline: Timeline) -> tuple[date, date] | None:
    """First and last month (or year) of publication."""
    return (timeline.starts, timeline.ends) if timeline.starts and timeline.ends else None
