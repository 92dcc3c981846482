"""Reading topics. Writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponsePermanentRedirect
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from graphapp.explorer.topics.discussing import choose_discussions, load_discussions
from graphapp.explorer.topics.nearby import load_named, load_related
from graphapp.explorer.topics.portrait import look_at
from graphapp.explorer.topics.serializers import RelatedTopicShape, TopicFull, TopicItem, TopicQuery
from graphapp.explorer.topics.subject import Subject, count_topics, load_subject
from graphapp.videos.api import check_query
from graphapp.videos.models import Topic
from graphapp.videos.reading.browsing import name_topics
from graphapp.videos.reading.finding import find_topic
from graphapp.videos.serializers import EndShape
from graphapp.web.moving import lead_on

VIDEOS = 20
ORDERINGS: Mapping[str, tuple[str, ...]] = {
    "videos": ("video_count", "slug"),
    "-videos": ("-video_count", "slug"),
    "slug": ("slug",),
    "-slug": ("-slug",),
}
RENAMED = OpenApiResponse(description="It has another slug now: its address of now.")


class TopicList(ListAPIView[Any]):
    serializer_class = TopicItem

    def get_ordering(self) -> tuple[str, ...]:
        return ORDERINGS[self.asked["ordering"]]

    def get_queryset(self) -> Any:
        self.asked = check_query(TopicQuery, self.request)
        return count_topics(self.asked.get("q", ""))

    @extend_schema(operation_id="topics_list", parameters=[TopicQuery], summary="All topics", tags=["topics"])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Those that most videos discuss first, unless asked otherwise."""
        page = self.paginate_queryset(self.get_queryset()) or []
        names = name_topics([row["slug"] for row in page])
        rows = [describe_item(row["slug"], names.get(row["slug"], ""), row["video_count"]) for row in page]
        return self.get_paginated_response(rows)


class TopicDetail(APIView):
    @extend_schema(
        operation_id="topics_read", responses={200: TopicFull, 301: RENAMED}, summary="One topic", tags=["topics"]
    )
    def get(self, request: Request, slug: str) -> Response | HttpResponsePermanentRedirect:
        """Where it is discussed, who and what is named there, and which topics go with it. 301 where it has another
        slug now."""
        subject = load_subject(slug)
        if subject is None:
            return _lead_on(request, slug)
        return Response(describe_topic(subject))


def _lead_on(request: Request, slug: str) -> HttpResponsePermanentRedirect:
    present = find_topic(slug)
    if not present:
        raise Http404
    return lead_on(request, to=present)


def describe_item(slug: str, name: str, videos: int) -> dict[str, Any]:
    return {"slug": slug, "name": name, "video_count": videos, "page": f"/topics/{slug}/"}


def describe_topic(subject: Subject) -> dict[str, Any]:
    newest = load_discussions(subject, videos=choose_discussions(subject)[:VIDEOS])
    named = load_named(look_at(subject))
    return {
        **describe_item(subject.slug, subject.name, subject.videos),
        "entity": EndShape(subject.entity).data if subject.entity else None,
        "related": [RelatedTopicShape(topic).data for topic in load_related(subject)],
        "videos": [_describe_discussion(topic) for topic in newest],
        "videos_all": f"/api/v1/videos/?topic={subject.slug}",
        "entities": [{**EndShape(n.entity).data, "mentions": n.mentions} for n in named],
    }


def _describe_discussion(topic: Topic) -> dict[str, Any]:
    video = topic.video
    return {
        "id": video.id,
        "slug": video.slug,
        "title": video.title,
        "published": video.published,
        "segments": [f"s{number}" for number in topic.segments],
        "page": f"/videos/{video.slug}/?topic={topic.slug}",
    }
