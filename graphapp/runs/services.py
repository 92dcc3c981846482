"""What people and programs may do with runs and with the videos that came from them.

Whatever changes the record, here, in `executing` or in `curation`, notes that in the graph store's outbox.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from itertools import chain
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from graphapp.graph.results import GraphDelta
from graphapp.runs.models import ENDED_EARLY, OPEN_STATES, UNREADABLE, Deleted, Followed, Run, State, address_key
from graphapp.runs.projection.outbox import catch_up_briefly, enqueue
from graphapp.runs.storage.hearing import forget_heard
from graphapp.runs.storage.payloads import forget_payload, hash_bytes, keep_payload, measure_payload
from graphapp.runs.storage.sameness import URL, find_finished_run, find_open_run, find_same_video
from graphapp.runs.workers.waking import wake_workers
from graphapp.videos.addresses.slugs import make_slug
from graphapp.videos.database.turns import wait_for_turn
from graphapp.videos.models import Video
from graphapp.videos.recording import SLUG_ID_LENGTH, VideoDetails, delete_video
from graphapp.web.errors import Conflict
from ingest.errors import SourceError
from ingest.records import RawSource, Source


def make_source(data: bytes, *, kind: str, name: str, media_type: str = "") -> RawSource:
    """Bytes from a form or a call, as the pipeline takes them. Nothing but blanks is a SourceError."""
    if not data.strip():
        raise SourceError("There is nothing in it.", where=name, advice="Choose a file or text with a transcript.")
    return RawSource(Source(kind=kind, name=name[:1000], sha256=hash_bytes(data)), data, media_type or None)


def submit(
    source: RawSource | str,
    *,
    details: VideoDetails | None = None,
    again: bool = False,
    by: Any = None,
    wake: bool = True,
) -> Run:
    """Queue one source (bytes, or an address to fetch) and return its run.

    Content that the library has, or is about to have, gives the run that made it: nothing is done twice,
    unless `again`, which extracts anew in place. `wake` False leaves the work to the caller.
    """
    with transaction.atomic():
        run = None if again else _find_existing(source, by=by)
        run = run or _create_run(source, details=details or VideoDetails(), again=again, by=by)
    if wake and run.state == State.QUEUED:
        wake_workers()
    return run


def submit_all(sources: Iterable[RawSource | str], *, details: VideoDetails, by: Any = None) -> list[Run]:
    """Queue several and wake workers once."""
    runs = [submit(source, details=details, by=by, wake=False) for source in sources]
    if any(run.state == State.QUEUED for run in runs):
        wake_workers()
    return runs


def _find_existing(source: RawSource | str, *, by: Any) -> Run | None:
    payload = "" if isinstance(source, str) else source.source.sha256
    waiting = find_open_run(payload=payload, address=source if isinstance(source, str) else "")
    if waiting and (not (waiting.followed_id or waiting.parent_id) or _take_over(waiting)):
        return waiting
    video = find_same_video(payload)
    if video is None or isinstance(source, str):
        return None
    return find_finished_run(video, payload=payload) or _note_known(source, video=video, by=by)


def _take_over(run: Run) -> bool:
    """Whether a look, or what a listing named, had not ended: it is then a run like any other, that of who added its
    address. It waits behind no listing, and stays though it finds nothing new or is followed no more."""
    run.followed = run.parent = None
    return Run.objects.filter(id=run.id, state__in=OPEN_STATES).update(followed=None, parent=None) > 0


def _note_known(source: RawSource, *, video: Video, by: Any) -> Run:
    now = timezone.now()
    facts = _describe_source(source)
    return Run.objects.create(
        **facts, state=State.DONE, progress=1.0, video=video, created_by=by, finished_at=now, recorded=True
    )


def _create_run(source: RawSource | str, *, details: VideoDetails, again: bool, by: Any) -> Run:
    if isinstance(source, RawSource):
        keep_payload(source.data)
    return Run.objects.create(**_describe_source(source), **asdict(details), again=again, created_by=by)


def _describe_source(source: RawSource | str) -> dict[str, str]:
    if isinstance(source, str):
        return {"source_kind": URL, "source_name": source, "address_key": address_key(source)}
    known = source.source
    media_type = (source.media_type or "")[:200]
    return {"source_kind": known.kind, "source_name": known.name, "payload": known.sha256, "media_type": media_type}


def cancel_run(run: Run) -> Run:
    """A queued run ends at once, a running one at its next report. Anything else is a Conflict."""
    ended = {"state": State.CANCELLED, "finished_at": timezone.now()}
    if not Run.objects.filter(id=run.id, state=State.QUEUED).update(**ended):
        asked = Run.objects.filter(id=run.id, state=State.RUNNING, recorded=False).update(cancel_requested=True)
        if not asked:
            recorded = Run.objects.filter(id=run.id, state=State.RUNNING).exists()
            advice = "This run has recorded its video, which can be deleted."
            raise Conflict(advice if recorded else "This run has ended already.")
    return Run.objects.get(id=run.id)


def retry_run(run: Run) -> Run:
    """Queue a failed or cancelled run once more, with its attempts counted anew. Anything else is a Conflict."""
    if not _begin_anew(Run.objects.filter(id=run.id, state__in=ENDED_EARLY)):
        raise Conflict("Only a failed or cancelled run can be tried again.")
    wake_workers()
    return Run.objects.get(id=run.id)


def cancel_queued() -> int:
    """Ends all that nobody works on yet; how many."""
    ended = {"state": State.CANCELLED, "finished_at": timezone.now()}
    return Run.objects.filter(state=State.QUEUED).update(**ended)


def remove_run(run: Run) -> None:
    """Removes a failed or cancelled run and what was kept of it; no listing queues it again. Any other is a Conflict:
    what was read goes with its video."""
    with transaction.atomic():
        ended = Run.objects.filter(id=run.id, state__in=ENDED_EARLY, recorded=False)
        _note_deleted(ended.exclude(parent=None))
        if not ended.delete()[0]:
            raise Conflict("Only a failed or cancelled run can be deleted. What was read is deleted with its video.")
        transaction.on_commit(lambda: forget_unused([run.payload], heard=True))


def retry_all(state: State) -> int:
    """Queues every run of a state once more, failed or cancelled; how many."""
    count = _begin_anew(Run.objects.filter(state=state).filter(state__in=ENDED_EARLY))
    if count:
        wake_workers()
    return count


@transaction.atomic
def _begin_anew(runs: QuerySet[Run]) -> int:
    """How many. An address is asked again where what came from it could not be read: a page of maintenance passes."""
    refused = runs.filter(source_kind=URL, error__code__in=UNREADABLE).exclude(payload="")
    payloads = set(refused.values_list("payload", flat=True))
    refused.filter(parent=None).update(given={})  # what that page said; a listing goes on to say what it said
    refused.update(payload="", media_type="")
    transaction.on_commit(lambda: forget_unused(payloads))
    return runs.update(**make_fresh())


def make_fresh() -> dict[str, Any]:
    """The columns of a run that begins anew, with its attempts counted anew."""
    fresh: dict[str, Any] = {"state": State.QUEUED, "attempts": 0, "error": None, "progress": 0.0, "stage": ""}
    return fresh | {"cancel_requested": False, "finished_at": None, "not_before": None, "worker": ""}


def change_video(video: Video, *, changes: Mapping[str, Any]) -> Video:
    """Sets title, channel, published, video_url or description; the address follows the title.

    Everything else stays as it is by then. Http404 where the video is gone.
    """
    with transaction.atomic():
        wait_for_turn()
        video = get_object_or_404(Video, id=video.id)
        for name, value in changes.items():
            setattr(video, name, value)
        video.slug = make_slug(video.title, id=video.id, length=SLUG_ID_LENGTH)
        video.save(update_fields=[*changes, "slug", "updated_at"])
        enqueue(GraphDelta(videos=(video.id,)))
    catch_up_briefly()
    return video


def stop_following(ids: Iterable[str]) -> None:
    """What came from these addresses stays; what was still waiting of them, or looking, goes."""
    with transaction.atomic():
        waiting = Q(followed__in=ids, state__in=OPEN_STATES) | Q(parent__followed__in=ids, state=State.QUEUED)
        remove_runs(Run.objects.filter(waiting))
        Followed.objects.filter(id__in=ids).delete()


def remove_video(video: Video) -> None:
    """Removes a video, its runs and their kept bytes, so that it was never there. No listing brings it back, and what
    is followed at its own address is followed no more."""
    with transaction.atomic():
        wait_for_turn()  # before a run is touched: a worker that records has its turn first and writes to its run last
        runs = Run.objects.filter(Q(video=video) | Q(payload=video.source_sha256))
        keys = _note_deleted(runs)
        remove_runs(runs, heard=True)
        stop_following(keys)
        enqueue(delete_video(video))
    catch_up_briefly()


@transaction.atomic
def remove_runs(runs: QuerySet[Run], *, heard: bool = False) -> None:
    """With their kept bytes. A worker that is at one of them loses its claim, and with it what it was about to write.
    `heard`: as in `forget_unused`."""
    payloads = set(runs.values_list("payload", flat=True))
    runs.delete()
    transaction.on_commit(lambda: forget_unused(payloads, heard=heard))


def _note_deleted(runs: QuerySet[Run]) -> set[str]:
    """The keys by which they are known from now on."""
    keys = set(chain.from_iterable(runs.values_list("address_key", "item_key"))) - {""}
    Deleted.objects.bulk_create([Deleted(id=key) for key in keys], ignore_conflicts=True)
    return keys


def forget_unused(payloads: Iterable[str], *, heard: bool = False) -> None:
    """Those of these bytes that no run has any more. `heard`: also what was heard in them or came out as them; who
    may ask for it again keeps it, since it was paid."""
    for payload in filter(None, payloads):
        if not Run.objects.filter(payload=payload).exists():
            if heard:
                forget_heard(payload, size=measure_payload(payload))
            forget_payload(payload)
