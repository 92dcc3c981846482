"""In which videos a topic is discussed, and where in them: rows with time bars, and entries of a feed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from graphapp.explorer.feeds import ENTRIES, Entry
from graphapp.explorer.occurrences import VIDEO_FIELDS, Occurrence, Place, load_words, place_ticks
from graphapp.explorer.published import list_videos
from graphapp.explorer.topics.subject import Subject
from graphapp.videos.models import Segment, Topic


def choose_discussions(subject: Subject, *, sort: str = "", period: str = "") -> QuerySet[Any, str]:
    """Ids of the videos that are asked for, in the order that is."""
    return list_videos(subject.rows, count=subject.videos, sort=sort, period=period)


def load_discussions(subject: Subject, *, videos: Sequence[str]) -> list[Topic]:
    """The topics with their videos, in the same order. One query."""
    topics = subject.rows.filter(video__in=list(videos)).select_related("video")
    found = {topic.video_id: topic for topic in topics.only("segments", "slug", *VIDEO_FIELDS)}
    return [found[id] for id in videos if id in found]


def describe_discussions(topics: Sequence[Topic]) -> list[Occurrence]:
    """Each with its time bar and its first words. Two queries, three without times."""
    numbers = {topic.video_id: set(topic.segments) for topic in topics}
    wanted = {number for found in numbers.values() for number in found}
    rows = Segment.objects.filter(video__in=numbers, number__in=wanted).order_by()
    places: dict[str, list[Place]] = {id: [] for id in numbers}
    for video, number, start_ms in rows.values_list("video_id", "number", "start_ms"):
        if number in numbers[video]:
            places[video].append(Place(number, start_ms))
    ticks = place_ticks(places, videos=[topic.video for topic in topics])
    words = load_words({id: min(found, default=None) for id, found in numbers.items()})
    return [
        Occurrence(t.video, len(ticks[t.video_id]), ticks[t.video_id], *words.get(t.video_id, ("", ""))) for t in topics
    ]


def list_news(subject: Subject) -> Iterator[Entry]:
    """One entry for each of the videos that were added or read anew last, newest first."""
    topics = subject.rows.select_related("video").only("segments", "slug", *VIDEO_FIELDS)
    for occurrence in describe_discussions(list(topics.order_by("-video__updated_at", "video")[:ENTRIES])):
        video = occurrence.video
        yield Entry(
            id=f"urn:saidgraph:topic:{subject.slug}:{video.id}",
            title=f"{subject.name} in “{video.title}”",
            path=f"/videos/{video.slug}/?topic={subject.slug}",
            occurrence=occurrence,
        )
