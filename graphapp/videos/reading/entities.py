"""The entities of a video; and for some of them the forms by which it names them, and the other videos that do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from graphapp.graph.models import Appearance
from graphapp.videos.models import Naming, Video
from graphapp.videos.reading.ordering import newest_first
from graphapp.videos.reading.rows import read_rows

OTHER_VIDEOS_LIMIT = 2000


class VideoEntity(NamedTuple):
    """An entity as one video has it. `video_count` counts all videos that name it, this one too."""

    id: str
    slug: str
    name: str
    type: str
    mentions: int
    salience: float
    first_segment: int | None
    first_ms: int | None
    video_count: int
    confidence: float


@dataclass(frozen=True, slots=True)
class VideoLink:
    slug: str
    title: str


_FIELDS = (
    "entity_id",
    "entity__slug",
    "entity__name",
    "entity__type",
    "mentions",
    "salience",
    "first_segment",
    "first_ms",
    "entity__video_count",
    "confidence",
)


def load_entities(video: Video) -> tuple[VideoEntity, ...]:
    """Most salient first."""
    rows = Appearance.objects.filter(video=video).order_by("-salience", "-mentions", "entity")
    return tuple(map(VideoEntity._make, read_rows(rows.values_list(*_FIELDS))))


def load_other_videos(video: Video, *, entities: Collection[str]) -> dict[str, list[VideoLink]]:
    """For each of the given entity ids, the other videos that name it, newest first, while the list is short enough."""
    rows = Appearance.objects.filter(entity__in=entities).exclude(video=video)
    rows = rows.order_by(*newest_first("video__"))
    found: dict[str, list[VideoLink]] = defaultdict(list)
    for entity, slug, title in rows.values_list("entity_id", "video__slug", "video__title")[:OTHER_VIDEOS_LIMIT]:
        found[entity].append(VideoLink(slug, title))
    return dict(found)


def load_names(video: Video, *, entities: Collection[str] | None = None) -> dict[str, list[str]]:
    """For each entity id (of the given ones, or of all) every form by which the video names it, the most frequent
    first. One query."""
    rows = Naming.objects.filter(video=video, key__entity__isnull=False).order_by("-mentions", "name")
    if entities is not None:
        rows = rows.filter(key__entity__in=entities)
    names: dict[str, list[str]] = defaultdict(list)
    for entity, name in rows.values_list("key__entity_id", "name"):
        names[entity].append(name)
    return dict(names)
