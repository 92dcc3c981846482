"""In which videos an entity is named, when they were published, and where in them. Bounded queries for any hub."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce

from graphapp.explorer.occurrences import VIDEO_FIELDS, Occurrence, Place, load_words, place_ticks
from graphapp.explorer.published import choose_months, list_videos, read_months, tell_added
from graphapp.explorer.timeline import Timeline, lay_timeline
from graphapp.graph.models import Appearance, Entity
from graphapp.videos.database.prepared import Prepared
from graphapp.videos.models import Mention


def choose_appearances(entity: Entity, *, sort: str = "", period: str = "") -> QuerySet[Any, str]:
    """Ids of the videos that are asked for, in the order that is: most of a hub's rows are never read."""
    rows = Appearance.objects.filter(entity=entity)
    return list_videos(rows, count=entity.video_count, sort=sort, period=period)


def load_appearances(entity: Entity, *, videos: Sequence[str]) -> list[Appearance]:
    """The rows with their videos, in the same order. One query."""
    rows = Appearance.objects.filter(entity=entity, video__in=list(videos)).select_related("video")
    found = {row.video_id: row for row in rows.only("mentions", "first_segment", "first_ms", *VIDEO_FIELDS)}
    return [found[id] for id in videos if id in found]


def find_ends(entity: Entity, *, newest: Sequence[Appearance]) -> tuple[Appearance | None, Appearance | None]:
    """In which video it is named first and last, by publication; where none of them has a date, by when they were
    added. `newest`: the last by publication."""
    if any(row.video.published for row in newest):
        first = load_appearances(entity, videos=choose_appearances(entity, sort="oldest")[:1])
        return first[0], newest[0]
    added = Appearance.objects.filter(entity=entity).values_list("video_id", flat=True)
    ends = (added.order_by("video__added_at", "video")[:1], added.order_by("-video__added_at", "-video")[:1])
    found = [load_appearances(entity, videos=end) for end in ends]
    first, last = (rows[0] if rows else None for rows in found)
    return first, last


def load_timeline(entity: Entity) -> Timeline:
    """How many videos name it in each month or year. One query, two where none has a date."""
    return tell_added(lay_timeline(read_months(_MONTHS(entity.id))), Appearance.objects.filter(entity=entity))


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
    found: dict[str, list[Place]] = defaultdict(list)
    for video, number, start_ms in _PLACES(videos, keys):
        found[video].append(Place(number, start_ms))
    return found


def _choose_places(videos: Any, keys: Any) -> QuerySet[Any, Any]:
    """Mentions are sought by their videos and then looked at: a hub has too many to be sought by its keys."""
    rows = Mention.objects.filter(video__in=videos).annotate(said=Coalesce("key_id", Value(""))).filter(said__in=keys)
    return rows.order_by().values_list("video_id", "segment__number", "segment__start_ms")


_MONTHS = Prepared(lambda entity: choose_months(Appearance.objects.filter(entity=entity)), lists=0, ones=1)
_PLACES = Prepared(_choose_places, lists=2)
