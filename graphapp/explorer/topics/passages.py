"""In which segments of which videos a topic is discussed. One query each, bounded for any topic."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from graphapp.explorer.published import NEWEST
from graphapp.videos.deriving.projecting import segment_id
from graphapp.videos.models import Segment, Topic


@dataclass(frozen=True, slots=True)
class Passages:
    """`numbers`: by video id, newest video first. `cut`: more videos discuss it than were looked at."""

    numbers: Mapping[str, Collection[int]]
    cut: bool

    @property
    def segments(self) -> frozenset[str]:
        """Segment ids, as the graph store knows them."""
        return frozenset(segment_id(video, number) for video, found in self.numbers.items() for number in found)

    def load_rows(self) -> list[int]:
        """The segments' rows, by their numbers in the database. One query."""
        wanted = {number for found in self.numbers.values() for number in found}
        rows = Segment.objects.filter(video__in=self.numbers, number__in=wanted).order_by()
        return [row for row, *place in rows.values_list("pk", "video_id", "number") if self.holds(*place)]

    def holds(self, video: str, number: int) -> bool:
        return number in self.numbers.get(video, ())


def load_passages(videos: Sequence[str], *, slug: str, cut: bool = False) -> Passages:
    """Where in some videos a topic is discussed; `cut`: whether more videos discuss it."""
    found = dict(Topic.objects.filter(slug=slug, video__in=videos).order_by().values_list("video_id", "segments"))
    return Passages({id: frozenset(found[id]) for id in videos if id in found}, cut)


def load_newest(slug: str, *, limit: int, video: str = "") -> Passages:
    """Of the newest `limit` videos that discuss a topic, or of one. Two queries."""
    topics = Topic.objects.filter(slug=slug, video=video) if video else Topic.objects.filter(slug=slug)
    videos = list(topics.order_by(*NEWEST).values_list("video_id", flat=True)[: limit + 1])
    return load_passages(videos[:limit], slug=slug, cut=len(videos) > limit)
