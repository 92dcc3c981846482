"""Reading videos, their graphs and transcripts, and relations with their evidence. Writes nothing."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponsePermanentRedirect
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from graphapp.accounts.permissions import Role, allows
from graphapp.graph.models import Entity, Relation
from graphapp.videos.addresses.links import page_address, watch_address
from graphapp.videos.api_graph import load_graph
from graphapp.videos.api_queries import ORDERINGS, GraphQuery, VideoQuery, choose_videos
from graphapp.videos.models import Video
from graphapp.videos.reading.connections import Evidence, load_evidence
from graphapp.videos.reading.entities import load_entities, load_names
from graphapp.videos.reading.finding import find_video
from graphapp.videos.reading.outline import load_chapters, load_topics
from graphapp.videos.reading.relations import find_connection
from graphapp.videos.reading.transcript import MarkedSegment, load_transcript
from graphapp.videos.serializers import (
    EndShape,
    GraphShape,
    RelationShape,
    TranscriptShape,
    VideoFull,
    VideoItem,
)
from graphapp.web.moving import lead_on

MOVED = OpenApiResponse(description="An end was merged, or it was corrected: the address of what it is now.")


def get_video(reference: str) -> Video:
    video = find_video(reference)
    if video is None:
        raise Http404
    return video


def check_query(serializer: Any, request: Request) -> dict[str, Any]:
    query = serializer(data=request.query_params)
    query.is_valid(raise_exception=True)
    return dict(query.validated_data)


class VideoList(ListAPIView[Video]):
    serializer_class = VideoItem

    def get_ordering(self) -> tuple[str, ...]:
        return ORDERINGS[self.asked["ordering"]]

    def get_queryset(self) -> Any:
        self.asked = check_query(VideoQuery, self.request)
        return choose_videos(self.asked)

    @extend_schema(operation_id="videos_list", parameters=[VideoQuery], summary="The library", tags=["videos"])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Videos, newest first unless asked otherwise."""
        return super().get(request, *args, **kwargs)


def describe_video(video: Video, *, by: Any) -> dict[str, Any]:
    context = {
        "whole_source": allows(by, Role.EDITOR),
        "chapters": load_chapters(video, segment_count=video.segments.count()),
        "topics": load_topics(video),
        "entities": load_entities(video),
        "names": load_names(video),
    }
    return VideoFull(video, context=context).data


class VideoDetail(APIView):
    @extend_schema(operation_id="videos_read", responses=VideoFull, summary="One video", tags=["videos"])
    def get(self, request: Request, reference: str) -> Response:
        """All that its page shows: counts, summary, chapters, topics, entities by type."""
        return Response(describe_video(get_video(reference), by=request.user))


class VideoGraph(APIView):
    @extend_schema(
        operation_id="videos_graph",
        parameters=[GraphQuery],
        responses=GraphShape,
        summary="A video's graph",
        tags=["videos"],
    )
    def get(self, request: Request, reference: str) -> Response:
        """The entities that the video names and the relations that it states."""
        query = check_query(GraphQuery, request)
        return Response(load_graph(get_video(reference), query=query))


class VideoTranscript(APIView):
    @extend_schema(
        operation_id="videos_transcript", responses=TranscriptShape, summary="A video's transcript", tags=["videos"]
    )
    def get(self, request: Request, reference: str) -> Response:
        """Its segments in order, each with the mentions in it."""
        segments = load_transcript(get_video(reference))
        return Response({"segments": [_describe_segment(segment) for segment in segments]})


def _describe_segment(segment: MarkedSegment) -> dict[str, Any]:
    spans = [{"id": s.id, "start": s.start, "end": s.end, "entity": s.entity} for s in segment.spans]
    return {
        "id": f"s{segment.number}",
        "start_ms": segment.start_ms,
        "end_ms": segment.end_ms,
        "speaker": segment.speaker or None,
        "text": segment.text,
        "mentions": spans,
    }


class RelationDetail(APIView):
    @extend_schema(
        operation_id="relations_read",
        responses={200: RelationShape, 301: MOVED},
        summary="Who says so?",
        tags=["relations"],
    )
    def get(self, request: Request, reference: str) -> Response | HttpResponsePermanentRedirect:
        """A relation with its evidence from all videos, surest first, at most 200; by its id, or by what it gives as
        `permanent`."""
        found = find_connection(reference).relation
        if found is None:
            raise Http404
        permanent = found.permanent
        if reference not in (found.id, permanent):
            return lead_on(request, to=permanent)
        return Response(describe_relation(found))


def describe_relation(relation: Relation) -> dict[str, Any]:
    evidence = load_evidence(relation)
    return {
        "id": relation.id,
        "permanent": relation.permanent,
        "subject": _describe_end(relation.subject),
        "predicate": relation.predicate,
        "object": _describe_end(relation.object),
        "polarity": relation.polarity,
        "weight": relation.weight,
        "video_count": relation.video_count,
        "confidence": relation.confidence,
        "evidence": [describe_evidence(said) for said in evidence],
        "truncated": relation.weight > len(evidence),
    }


def _describe_end(entity: Entity) -> dict[str, Any]:
    return EndShape(entity).data


def describe_evidence(evidence: Evidence) -> dict[str, Any]:
    start_ms, segment = evidence.start_ms, evidence.segment
    return {
        "video": evidence.video_id,
        "title": evidence.video_title,
        "segment": f"s{segment}",
        "quote": evidence.quote,
        "speaker": evidence.speaker or None,
        "start_ms": start_ms,
        "page": page_address(evidence.video_slug, start_ms=start_ms, segment=segment),
        "watch": watch_address(evidence.video_url, start_ms=start_ms),
    }
