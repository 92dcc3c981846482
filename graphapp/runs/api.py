"""Writing to the library (add, change, delete a video), and runs: list, look, cancel, retry."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.generics import ListAPIView
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from graphapp.runs.intake import list_left_out, read_details, read_source
from graphapp.runs.models import Run, State
from graphapp.runs.serializers import Accepted, RunFull, RunItem, VideoChanges, VideoIntake
from graphapp.runs.services import cancel_run, change_video, remove_run, remove_video, retry_run, submit
from graphapp.videos.api import VideoDetail, VideoList, check_query, describe_video, get_video
from graphapp.videos.serializers import VideoFull
from graphapp.web.choosing import SomeOf
from graphapp.web.limits import LimitedJSONParser


class Videos(VideoList):
    parser_classes = [LimitedJSONParser, MultiPartParser]

    @extend_schema(
        operation_id="videos_create",
        request={"application/json": VideoIntake, "multipart/form-data": VideoIntake},
        responses={202: Accepted},
        summary="Add a video",
        tags=["videos"],
    )
    def post(self, request: Request) -> Response:
        """Queues a transcript: a `file`, `text`, or the address of one. The same content again is the same video."""
        intake = VideoIntake(data=request.data)
        intake.is_valid(raise_exception=True)
        values = intake.validated_data
        details = read_details(values)
        run = submit(read_source(values), details=details, by=request.user)
        headers = {"Location": reverse("api-run", args=[run.id])}
        facts = {"run": run.id, "video": run.video_id, "left_out": list_left_out(run, details=details)}
        return Response(facts, status=status.HTTP_202_ACCEPTED, headers=headers)


class Video(VideoDetail):
    @extend_schema(
        operation_id="videos_change",
        request=VideoChanges,
        responses=VideoFull,
        summary="Change what is said of a video",
        tags=["videos"],
    )
    def patch(self, request: Request, reference: str) -> Response:
        """Title, channel, date, address and description. A new title makes a new address; the old one still answers."""
        video = get_video(reference)
        changes = VideoChanges(data=request.data)
        changes.is_valid(raise_exception=True)
        return Response(describe_video(change_video(video, changes=changes.validated_data), by=request.user))

    @extend_schema(
        operation_id="videos_delete",
        request=None,
        responses={204: OpenApiResponse(description="It is gone.")},
        summary="Delete a video",
        tags=["videos"],
    )
    def delete(self, request: Request, reference: str) -> Response:
        """Removes it with everything found in it, as if it had never been added. No feed brings it back, and a page
        that was followed for it is followed no more."""
        remove_video(get_video(reference))
        return Response(status=status.HTTP_204_NO_CONTENT)


class RunQuery(serializers.Serializer[Any]):
    state = SomeOf(choices=State.choices, required=False, help_text="One or several.")


class Runs(ListAPIView[Run]):
    serializer_class = RunItem
    ordering = ("-created_at", "-id")

    def get_queryset(self) -> Any:
        states = check_query(RunQuery, self.request).get("state")
        chosen = Run.objects.filter(state__in=states) if states else Run.objects.all()
        return chosen.defer("log", "description")

    @extend_schema(operation_id="runs_list", parameters=[RunQuery], summary="Runs, newest first", tags=["runs"])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)


def get_run(run_id: str) -> Run:
    run = Run.objects.filter(id=run_id).first()
    if run is None:
        raise Http404
    return run


def describe_run(run: Run, request: Request) -> dict[str, Any]:
    return RunFull(run, context={"request": request}).data


class RunDetail(APIView):
    @extend_schema(operation_id="runs_read", responses=RunFull, summary="One run, with its log", tags=["runs"])
    def get(self, request: Request, run_id: str) -> Response:
        return Response(describe_run(get_run(run_id), request))

    @extend_schema(
        operation_id="runs_delete",
        request=None,
        responses={204: OpenApiResponse(description="It is gone.")},
        summary="Delete a run",
        tags=["runs"],
    )
    def delete(self, request: Request, run_id: str) -> Response:
        """Removes a failed or cancelled run with the bytes that were kept for another try. What was read is deleted
        with its video."""
        remove_run(get_run(run_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


class RunCancel(APIView):
    @extend_schema(operation_id="runs_cancel", request=None, responses=RunFull, summary="Stop a run", tags=["runs"])
    def post(self, request: Request, run_id: str) -> Response:
        """A queued run ends at once, a running one at its next step; nothing of it is kept."""
        return Response(describe_run(cancel_run(get_run(run_id)), request))


class RunRetry(APIView):
    @extend_schema(operation_id="runs_retry", request=None, responses=RunFull, summary="Try a run again", tags=["runs"])
    def post(self, request: Request, run_id: str) -> Response:
        """Queues a failed or cancelled run once more."""
        return Response(describe_run(retry_run(get_run(run_id)), request))
