"""Works off one claimed run: fetch → pipeline → record → graph store. The only module that runs the pipeline.

The record, the change that waits for the graph store, and the run's own mark are one transaction: a run that is
killed at any moment is either still to do or done, never half. Whatever happens, only this run's state tells of it.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from graphapp.runs.claiming import MAX_ATTEMPTS, ClaimLost, keep_lease, write_claimed
from graphapp.runs.models import Run, State
from graphapp.runs.outbox import catch_up, enqueue
from graphapp.runs.payloads import keep_payload, read_payload
from graphapp.runs.reporting import GRAPH, RECORD, Listener, Reporter, add_line, check_wanted
from graphapp.runs.sameness import find_same_video
from graphapp.runs.stopping import WorkerStopping
from graphapp.videos.recording import VideoDetails, record_document
from graphapp.web.errors import INTERNAL
from ingest.errors import IngestError, RunCancelled, SourceError
from ingest.records import Document, RawSource, Source

log = logging.getLogger(__name__)

FIRST_PAUSE = timedelta(seconds=20)
SAME_CONTENT_PAUSE = timedelta(seconds=3)


class SameContentRunning(Exception):
    """An address turned out to hold what another run is reading just now."""


def execute_run(run: Run, *, listener: Listener | None = None, final: bool = False) -> Run:
    """Work off a run that this process has claimed, and return it as it stands then. Never raises for its input.

    `final`: a failure that may pass is a failure, and not a reason to try again later.
    """
    try:
        with keep_lease(run):
            _work(run, Reporter(run, listener=listener))
    except ClaimLost:
        log.warning("run %s was taken over while it was worked on", run.id)
    except KeyboardInterrupt:
        _settle(run, RunCancelled("Stopped at the keyboard."), final=True)
        raise
    except Exception as error:
        _settle(run, error, final=final)
    return Run.objects.select_related("video").filter(id=run.id).first() or run


def _work(run: Run, report: Reporter) -> None:
    add_line(run, f"Attempt {run.attempts} began.")
    if not run.recorded:
        raw = _obtain(run, report)
        same = None if run.again else find_same_video(run.payload)
        if same:
            add_line(run, "The library has this content already.")
            return _finish(run, state=State.DONE, video=same, progress=1.0)
        _record(run, _extract(run, raw, report), report)
    if not catch_up():
        add_line(run, "The graph store does not answer. The change waits and is sent when it does.")
    _draw(run)
    return _finish(run, state=State.DONE, progress=1.0)


def _obtain(run: Run, report: Reporter) -> RawSource:
    """The bytes: from the file that was kept, or fetched and then kept, so that a retry reads the same."""
    report("read", 0.0)
    if not run.payload:
        return _fetch(run)
    try:
        data = read_payload(run.payload)
    except FileNotFoundError:
        advice = "Add the source again."
        raise SourceError("The kept copy is gone.", where=run.source_name, advice=advice) from None
    source = Source(kind=run.source_kind, name=run.source_name, sha256=run.payload)
    return RawSource(source=source, data=data, media_type=run.media_type or None)


def _fetch(run: Run) -> RawSource:
    from ingest.sources import read_source

    raw = read_source(run.source_name)
    run.payload, run.media_type = keep_payload(raw.data), (raw.media_type or "")[:200]
    try:
        with transaction.atomic():
            check_wanted(run, payload=run.payload, media_type=run.media_type)
    except IntegrityError:
        raise SameContentRunning from None
    add_line(run, f"Fetched {len(raw.data):,} bytes.")
    return raw


def _extract(run: Run, raw: RawSource, report: Reporter) -> Document:
    from ingest.pipeline import extract_document, read_transcript

    transcript = read_transcript(raw, title=run.title or None, on_progress=report)
    add_line(run, f"Read {len(transcript.segments):,} segments of the transcript.")
    document = extract_document(transcript, extractor=settings.EXTRACTOR, on_progress=report)
    add_line(run, f"Found {len(document.entities):,} smart objects and {len(document.claims):,} statements.")
    return document


@transaction.atomic
def _record(run: Run, document: Document, report: Reporter) -> None:
    report(RECORD, 0.0)
    known = find_same_video(run.payload) if run.again else None
    recorded = record_document(document, details=details_of(run), video_id=known.id if known else None)
    enqueue(recorded.delta)
    add_line(run, "Recorded." if recorded.created else "Recorded in place of what was there.")
    values: dict[str, Any] = {"recorded": True, "video": recorded.video, "stage": GRAPH, "log": run.log}
    check_wanted(run, **values)
    run.recorded, run.video = True, recorded.video


def _draw(run: Run) -> None:
    """Draws the graph now, so that the first reader need not wait. Nothing is lost where that fails."""
    from graphapp.videos.drawing.keeping import draw_video

    try:
        if run.video:
            draw_video(run.video)
    except Exception:
        log.exception("the graph of video %s could not be drawn", run.video_id)


def details_of(run: Run) -> VideoDetails:
    return VideoDetails(
        title=run.title,
        channel=run.channel,
        published=run.published,
        video_url=run.video_url,
        description=run.description,
        sample=run.sample,
    )


def _finish(run: Run, *, state: State, **values: Any) -> None:
    ended = {"finished_at": timezone.now(), "lease_until": None, "cancel_requested": False}
    write_claimed(run, state=state, log=run.log, **ended, **values)


def _settle(run: Run, error: Exception, *, final: bool) -> None:
    """Gives every way to fail its state. A run that somebody else holds by now is left alone."""
    try:
        if isinstance(error, WorkerStopping):
            _give_back(run, "The worker ends; another attempt follows.", attempts=run.attempts - 1)
        elif isinstance(error, SameContentRunning):
            line = "The same content is being read by another run."
            _give_back(run, line, pause=SAME_CONTENT_PAUSE, attempts=run.attempts - 1)
        elif isinstance(error, RunCancelled):
            add_line(run, "Cancelled.")
            _finish(run, state=State.CANCELLED)
        elif isinstance(error, IngestError):
            _settle_refusal(run, error, final=final)
        else:
            log.error("run %s failed", run.id, exc_info=error)
            _fail(run, INTERNAL.body)
    except ClaimLost:
        log.warning("run %s was taken over before its end could be noted", run.id)


def _settle_refusal(run: Run, error: IngestError, *, final: bool) -> None:
    if error.transient and run.attempts < MAX_ATTEMPTS and not final:
        return _give_back(run, f"{error} Another attempt follows.", pause=FIRST_PAUSE * 2 ** (run.attempts - 1))
    return _fail(run, {"code": error.code, "message": str(error), "details": dict(error.details)})


def _fail(run: Run, problem: dict[str, Any]) -> None:
    add_line(run, f"Failed: {problem['message']}")
    _finish(run, state=State.FAILED, error=problem)


def _give_back(run: Run, line: str, *, pause: timedelta = timedelta(0), **values: Any) -> None:
    add_line(run, line)
    later = timezone.now() + pause
    write_claimed(run, state=State.QUEUED, worker="", lease_until=None, not_before=later, log=run.log, **values)
