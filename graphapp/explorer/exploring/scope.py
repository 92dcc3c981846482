"""Where a wish is looked for: what only the record knows (topics, channels, speakers, days) as videos and segments
that a graph store can be asked about. Reads only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef, QuerySet

from graphapp.explorer.exploring.wish import Wish
from graphapp.graph.results import Filters
from graphapp.videos.deriving.projecting import segment_id
from graphapp.videos.models import Claim, Segment, Topic, Video
from graphapp.videos.reading.finding import find_topic, find_video
from graphapp.videos.reading.ordering import newest_first

MOST_VIDEOS = 1000
"""The newest that fit are looked at: an answer must not wait for a whole channel of many years."""
NOWHERE = "-"


@dataclass(frozen=True, slots=True)
class Scope:
    """`videos`: how many are looked at, None for all. `cut`: more would fit."""

    filters: Filters
    videos: int | None = None
    cut: bool = False


def find_scope(wish: Wish) -> Scope:
    wish = replace(wish, topic=find_topic(wish.topic) or wish.topic)
    filters = Filters(
        types=wish.types,
        predicates=wish.predicates,
        minimum_confidence=wish.confidence / 100,
        minimum_weight=wish.weight,
        approved=wish.approved,
    )
    if not _narrows_videos(wish):
        return Scope(filters)
    found = list(_choose_videos(wish).values_list("id", flat=True)[: MOST_VIDEOS + 1])
    videos = found[:MOST_VIDEOS]
    placed = _place(filters, wish=wish, videos=videos)
    return Scope(placed, videos=len(videos), cut=len(found) > MOST_VIDEOS)


def _narrows_videos(wish: Wish) -> bool:
    return bool(wish.topic or wish.video or wish.channel or wish.speaker or wish.since or wish.until)


def _choose_videos(wish: Wish) -> QuerySet[Video]:
    """Newest first."""
    videos = Video.objects.order_by(*newest_first())
    if wish.video:
        video = find_video(wish.video)
        videos = videos.filter(id=video.id if video else NOWHERE)
    if wish.channel:
        videos = videos.filter(channel__same=wish.channel)
    if wish.since:
        videos = videos.filter(published__gte=wish.since)
    if wish.until:
        videos = videos.filter(published__lte=wish.until)
    if wish.topic:
        videos = videos.filter(Exists(Topic.objects.filter(video=OuterRef("pk"), slug=wish.topic)))
    if wish.speaker:
        videos = videos.filter(Exists(Segment.objects.filter(video=OuterRef("pk"), speaker__same=wish.speaker)))
    return videos


def _place(filters: Filters, *, wish: Wish, videos: list[str]) -> Filters:
    if not videos:
        return replace(filters, video=NOWHERE)
    speakers = _spell_speaker(wish.speaker, videos=videos)
    if wish.topic:
        segments = _list_segments(wish.topic, videos=videos) or frozenset({NOWHERE})
        return replace(filters, segments=segments, speakers=speakers)
    if wish.video:
        return replace(filters, video=videos[0], speakers=speakers)
    return replace(filters, videos=frozenset(videos), speakers=speakers)


def _list_segments(topic: str, *, videos: list[str]) -> frozenset[str]:
    rows = Topic.objects.filter(slug=topic, video__in=videos).values_list("video_id", "segments")
    return frozenset(segment_id(video, number) for video, numbers in rows for number in numbers)


def _spell_speaker(name: str, *, videos: list[str]) -> frozenset[str]:
    """As claims write it, in whatever case."""
    if not name:
        return frozenset()
    rows = Claim.objects.filter(video__in=videos, speaker__same=name).order_by()
    return frozenset(rows.values_list("speaker", flat=True).distinct()) or frozenset({name})
