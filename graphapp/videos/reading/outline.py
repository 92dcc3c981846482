"""Chapters and topics of a video, and which segments lie in them. Two queries."""

from __future__ import annotations

from dataclasses import dataclass

from graphapp.videos.models import Chapter, Topic, Video


@dataclass(frozen=True, slots=True)
class ChapterSpan:
    """Segments `first` to `last`, both in it. `end_ms` is the next chapter's start, or the video's end."""

    number: int
    title: str
    starts_with: str
    start_ms: int | None
    end_ms: int | None
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class TopicSpan:
    """`segments`: numbers, where it is discussed. `entity`: the id of the entity that it is, if it is one."""

    slug: str
    name: str
    segments: tuple[int, ...]
    entity: str | None


def load_chapters(video: Video, *, segment_count: int) -> tuple[ChapterSpan, ...]:
    fields = ("number", "title", "starts_with", "start_ms", "segment__number")
    rows = list(Chapter.objects.filter(video=video).order_by("number").values_list(*fields))
    ends = [row[4] - 1 for row in rows[1:]] + [segment_count]
    stops = [row[3] for row in rows[1:]] + [video.duration_ms]
    return tuple(
        ChapterSpan(number, title, starts, start_ms, stop, first, last)
        for (number, title, starts, start_ms, first), last, stop in zip(rows, ends, stops, strict=False)
    )


def load_topics(video: Video) -> tuple[TopicSpan, ...]:
    fields = ("slug", "name", "segments", "key__entity_id")
    rows = Topic.objects.filter(video=video).order_by("number").values_list(*fields)
    return tuple(TopicSpan(slug, name, tuple(segments), entity) for slug, name, segments, entity in rows)
