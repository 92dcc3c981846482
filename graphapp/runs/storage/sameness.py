"""Knows what the library has already: the same bytes are one video and one run, however often they are sent."""

from __future__ import annotations

from graphapp.runs.models import OPEN_STATES, Run, State, address_key
from graphapp.videos.models import Video

URL = "url"


def find_same_video(payload: str) -> Video | None:
    """The video that was made from these bytes (sha256)."""
    if not payload:
        return None
    video = Video.objects.filter(source_sha256=payload).order_by("added_at", "id").first()
    if video:
        return video
    # The same words came in another format later: the video now names that file as its source.
    run = (
        Run.objects.filter(payload=payload, state=State.DONE, video__isnull=False)
        .order_by()
        .select_related("video")
        .first()
    )
    return run.video if run else None


def find_video_at(address: str) -> Video | None:
    """The video whose present source is this address: what is there now is a new version of it."""
    runs = Run.objects.filter(address_key=address_key(address), state=State.DONE, video__isnull=False)
    made = runs.filter(video__source_kind=URL, video__source_name=address)  # others it only had the same words as
    run = made.select_related("video").order_by("-finished_at").first()
    return run.video if run else None


def is_from(video: Video, address: str) -> bool:
    """Whether the video's present source is this address."""
    return (video.source_kind, video.source_name) == (URL, address)


def is_up_to_date(video: Video, run: Run) -> bool:
    """Whether a video that ever had a run's bytes has them now, or is somebody else's to change: an address may go back
    to what it said before."""
    return video.source_sha256 == run.payload or not is_from(video, run.source_name)


def find_open_run(*, payload: str, address: str) -> Run | None:
    """A run that reads these bytes, or this address, and has not ended."""
    waiting = Run.objects.filter(state__in=OPEN_STATES)
    same = waiting.filter(payload=payload) if payload else waiting.filter(address_key=address_key(address))
    return same.order_by("created_at").first()


def find_finished_run(video: Video, *, payload: str) -> Run | None:
    return Run.objects.filter(payload=payload, video=video, state=State.DONE).first()
