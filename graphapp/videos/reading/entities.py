"""The entities of a video, with the forms by which it names them and the other videos that do. Three queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from graphapp.graph.models import Appearance
from graphapp.videos.models import Naming, Video

OTHER_VIDEOS_LIMIT = 2000


@dataclass(frozen=True, slots=True)
class VideoEntity:
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
    aliases: tuple[str, ...]


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
    aliases = _load_aliases(video)
    rows = Appearance.objects.filter(video=video).order_by("-salience", "-mentions", "entity")
    return tuple(
        VideoEntity(*values, aliases=tuple(name for name in aliases.get(values[0], ()) if name != values[2]))
        for values in rows.values_list(*_FIELDS)
    )


def load_other_videos(video: Video, *, entities: Collection[str]) -> dict[str, list[VideoLink]]:
    """For each of the given entity ids, the other videos that name it, newest first, while the list is short enough."""
    rows = Appearance.objects.filter(entity__in=entities).exclude(video=video)
    rows = rows.order_by("-video__published", "video_id")
    found: dict[str, list[VideoLink]] = defaultdict(list)
    for entity, slug, title in rows.values_list("entity_id", "video__slug", "video__title")[:OTHER_VIDEOS_LIMIT]:
        found[entity].append(VideoLink(slug, title))
    return dict(found)


def _load_aliases(video: Video) -> dict[str, list[str]]:
    aliases: dict[str, list[str]] = defaultdict(list)
    rows = Naming.objects.filter(video=video, key__entity__isnull=False).order_by("-mentions", "name")
    for entity, name in rows.values_list("key__entity_id", "name"):
        aliases[entity].append(name)
    return aliases
