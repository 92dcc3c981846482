"""The shapes of topics in the API, and what may be asked of them. Shapes only: nothing is asked or decided here."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from graphapp.videos.serializers import EndShape


class TopicItem(serializers.Serializer[Any]):
    """A topic in a list."""

    slug = serializers.CharField()
    name = serializers.CharField()
    video_count = serializers.IntegerField()
    page = serializers.CharField(help_text="The address of its page on this server.")


class RelatedTopicShape(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()
    videos = serializers.IntegerField(help_text="Videos that discuss both, among the newest 200.")


class DiscussionShape(serializers.Serializer[Any]):
    """A video that discusses it."""

    id = serializers.CharField()
    slug = serializers.CharField()
    title = serializers.CharField()
    published = serializers.DateField(allow_null=True)
    segments = serializers.ListField(child=serializers.CharField(), help_text="Such as s12.")
    page = serializers.CharField(help_text="Our page with the topic chosen.")


class TopicEntityShape(EndShape):
    mentions = serializers.IntegerField(help_text="Where the topic is discussed, in the newest 30 videos.")


class TopicFull(TopicItem):
    """A topic with what is around it."""

    entity = EndShape(allow_null=True, help_text="The entity that it is, if it is one.")
    related = RelatedTopicShape(many=True)
    videos = DiscussionShape(many=True, help_text="The newest; all of them at `videos_all`.")
    videos_all = serializers.CharField(help_text="The address of the list of all of them.")
    entities = TopicEntityShape(many=True, help_text="Most named first.")


class TopicQuery(serializers.Serializer[Any]):
    q = serializers.CharField(required=False, allow_blank=True, max_length=200, help_text="Words of the name.")
    ordering = serializers.ChoiceField(["videos", "-videos", "slug", "-slug"], default="-videos")
