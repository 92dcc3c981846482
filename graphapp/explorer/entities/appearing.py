"""In which videos an entity is named, when they were published, and where in them. Bounded queries for any hub."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from graphapp.explorer.asked import Asked
from graphapp.explorer.occurrences import VIDEO_FIELDS, Occurrence, Place, load_words, place_ticks
from graphapp.explorer.timeline import keep_period, sort_newest
from graphapp.graph.models import Appearance, Entity
from graphapp.videos.models import Mention


class Seen(NamedTuple):
    """An entity in one video. `id`: of the appearance's row."""

    id: int
    video: str
    published: date | None
    mentions: int
    salience: float


def load_seen(entity: Entity) -> list[Seen]:
    """Newest first, those without a date last. One query: a hub's thousands of rows are read once, for all that is
    asked of them."""
    rows = Appearance.objects.filter(entity=entity).order_by()
    return sort_newest(
        Seen(*row) for row in rows.values_list("id", "video_id", "video__published", "mentions", "salience")
    )


def choose_seen(seen: Sequence[Seen], *, asked: Asked) -> Sequence[Seen]:
    rows = keep_period(seen, asked.period)
    if asked.sort == "most":
        return sorted(rows, key=lambda row: -row.mentions)
    return rows[::-1] if asked.sort == "oldest" else rows


def load_appearances(seen: Sequence[Seen]) -> list[Appearance]:
    """The appearances of some rows with their videos, in the same order. One query."""
    rows = Appearance.objects.select_related("video").only("mentions", "first_segment", "first_ms", *VIDEO_FIELDS)
    found = rows.in_bulk([row.id for row in seen])
    return [found[row.id] for row in seen if row.id in found]


def describe_appearances(appearances: Sequence[Appearance], *, keys: Collection[str]) -> list[Occurrence]:
    """Each with its time bar and the sentence that names the entity first. `keys`: all of the entity's. Two queries,
    three without times."""
    videos = [row.video for row in appearances]
    places = _load_places([video.id for video in videos], keys=frozenset(keys))
    ticks = place_ticks(places, videos=videos)
    words = load_words({row.video_id: row.first_segment for row in appearances})
    return [
        Occurrence(row.video, row.mentions, ticks.get(row.video_id, []), *words.get(row.video_id, ("", "")))
        for row in appearances
    ]


def _load_places(videos: Sequence[str], *, keys: frozenset[str]) -> dict[str, list[Place]]:
    """All mentions of the videos are read and the entity's kept: their index is by video, and a hub has too many."""
    rows = Mention.objects.filter(video__in=videos).order_by()
    found: dict[str, list[Place]] = defaultdict(list)
    for video, key, number, start_ms in rows.values_list("video_id", "key_id", "segment__number", "segment__start_ms"):
        if key in keys:
            found[video].append(Place(number, start_ms))
    return found
