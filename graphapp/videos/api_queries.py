"""What may be asked of the list of videos and of a video's graph, checked; and how it narrows the rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce, Left
from rest_framework import serializers

from graphapp.graph.models import Appearance
from graphapp.videos.models import Segment, Topic, Video
from graphapp.videos.reading.finding import find_entity, find_topic
from graphapp.videos.serializers import TYPE_NAMES
from graphapp.videos.text_index.plain_letters import Plain, hold_words
from graphapp.web.choosing import SomeOf

ORDERINGS: Mapping[str, tuple[str, ...]] = {
    "added": ("added_at", "id"),
    "-added": ("-added_at", "id"),
    "published": ("published_or_last", "id"),
    "-published": ("-published_or_last", "id"),
    "title": ("plain_title", "id"),
    "-title": ("-plain_title", "id"),
    "connections": ("relation_count", "id"),
    "-connections": ("-relation_count", "id"),
}
TITLE_CHARS = 300
"""By so many titles are ordered. Plain letters may be eighteen to one of the title, and a cursor holds them."""


class VideoQuery(serializers.Serializer[Any]):
    """Each one given narrows the list; several narrow it together."""

    q = serializers.CharField(required=False, allow_blank=True, max_length=200, help_text="Words of the title.")
    topic = serializers.CharField(required=False, max_length=120, help_text="A topic's slug.")
    entity = serializers.CharField(required=False, max_length=120, help_text="An entity's id or slug.")
    channel = serializers.CharField(required=False, max_length=200, help_text="A channel's whole name.")
    speaker = serializers.CharField(required=False, max_length=200, help_text="A speaker's whole name.")
    published_after = serializers.DateField(required=False, help_text="Published on this day or later.")
    ordering = serializers.ChoiceField(list(ORDERINGS), default="-added", help_text="“-” for descending; undated last.")


class GraphQuery(serializers.Serializer[Any]):
    """Keeps what is said where the topic or chapter is, and entities of the type."""

    topic = serializers.CharField(required=False, max_length=120, help_text="A topic's slug.")
    chapter = serializers.IntegerField(
        required=False, min_value=1, max_value=1_000_000, help_text="A chapter's number."
    )
    type = SomeOf(choices=TYPE_NAMES, required=False, help_text="One or several entity types.")


def choose_videos(query: Mapping[str, Any]) -> QuerySet[Video]:
    """The videos that a checked `VideoQuery` asks for; what it orders by is annotated."""
    last = date.max if query.get("ordering") == "published" else date.min
    videos = Video.objects.annotate(published_or_last=Coalesce("published", Value(last)))
    if query.get("ordering", "").endswith("title"):  # SQLite would make it of every row that it orders otherwise
        videos = videos.annotate(plain_title=Left(Plain("title"), TITLE_CHARS))
    videos = videos.defer("summary", "warnings", "extractor", "description")
    for name, value in query.items():
        if name in _NARROWINGS and value != "":
            videos = _NARROWINGS[name](videos, value)
    return videos


def _by_topic(videos: QuerySet[Video], slug: str) -> QuerySet[Video]:
    return videos.filter(Exists(Topic.objects.filter(video=OuterRef("pk"), slug=find_topic(slug))))


def _by_entity(videos: QuerySet[Video], reference: str) -> QuerySet[Video]:
    entity = find_entity(reference)
    if entity is None:
        return videos.none()
    return videos.filter(Exists(Appearance.objects.filter(video=OuterRef("pk"), entity=entity)))


def _by_speaker(videos: QuerySet[Video], name: str) -> QuerySet[Video]:
    return videos.filter(Exists(Segment.objects.filter(video=OuterRef("pk"), speaker__same=name)))


_NARROWINGS = {
    "q": lambda videos, text: hold_words(videos, "title", text),
    "topic": _by_topic,
    "entity": _by_entity,
    "speaker": _by_speaker,
    "channel": lambda videos, name: videos.filter(channel__same=name),
    "published_after": lambda videos, day: videos.filter(published__gte=day),
}
