"""Works off one claimed run: fetch → pipeline → record → graph store. The only module that runs the pipeline.

The record, the change that waits for the graph store, and the run's own mark are one transaction: a run that is
killed at any moment is either still to do or done, never half. Whatever happens, only this run's state tells of it.
"""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F
from django.utils import timezone

from graphapp.runs.execution.claiming import MAX_ATTEMPTS, MAX_LOST, ClaimLost, claimed, keep_lease, write_claimed
from graphapp.runs.execution.expanding import expand
from graphapp.runs.execution.following import note_listing, note_look
from graphapp.runs.execution.obtaining import SameContentRunning, obtain
from graphapp.runs.execution.reporting import GRAPH, RECORD, Listener, Reporter, add_line, check_wanted
from graphapp.runs.execution.rereading import find_unchanged
from graphapp.runs.execution.storable import make_storable
from graphapp.runs.models import Run, State
from graphapp.runs.projection.outbox import catch_up, enqueue
from graphapp.runs.services import forget_unused
from graphapp.runs.storage.results import forget_result, name_result, reuse
from graphapp.runs.storage.sameness import find_same_video, find_video_at, is_from, is_up_to_date
from graphapp.runs.workers.stopping import WorkerStopping
from graphapp.runs.workers.waking import wake_workers
from graphapp.videos.database.column_updates import sent_together
from graphapp.videos.models import Video
from graphapp.videos.premises.learning import learn_lexicon
from graphapp.videos.recording import VideoDetails, find_video, record_document
from graphapp.web.errors import INTERNAL
from ingest.errors import IngestError, NotChanged, RunCancelled
from ingest.records import Document, RawSource, Transcript, Version

if TYPE_CHECKING:
    from ingest.sources.listings import Listing

log = logging.getLogger(__name__)

FIRST_PAUSE = timedelta(seconds=20)
MOST_WARNINGS = 20
MODEL_SETTINGS = ("LLM_", "SPACY_", "GLINER_")
OWN_PAUSE = timedelta(minutes=1)
"""Before another attempt where it was not the source that failed but a database or a disk of ours; twice as long each
time. After MAX_LOST attempts, two hours, it is taken for a failure all the same: a run may need more than there is."""
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


def execute_run(
    run: Run, *, listener: Listener | None = None, final: bool = False, then: Callable[[], None] | None = None
) -> None:
    """Work off a run that this process has claimed. Never raises for its input: the run's row tells how it ended.

    Raises where a database or a disk of ours fails: the run waits then, and whoever works off others should stop.
    `final`: a failure that may pass is a failure, and not a reason to try again later. `then` is called in the
    transaction that ends a run with its record, where one does: who claims the next there need not wait for the turn
    to write once more.
    """
    try:
        with keep_lease(run):
            _work(run, Reporter(run, listener=listener), then=then)
    except ClaimLost:
        log.warning("run %s was taken over while it was worked on", run.id)
    except KeyboardInterrupt:
        _settle(run, RunCancelled("Stopped at the keyboard."), final=True)
        raise
    except Exception as error:
        _settle(run, error, final=final)
        if is_ours(error) and not final:
            raise


def _work(run: Run, report: Reporter, *, then: Callable[[], None] | None) -> None:
    add_line(run, f"Attempt {run.attempts} began.")
    if not run.recorded:
        found = obtain(run, report)
        if not isinstance(found, RawSource):
            return _follow_listing(run, found)
        same = None if run.again else find_same_video(run.payload)
        if same and is_up_to_date(same, run):
            return _end_known(run, same, version=found.version)
        transcript = _read(run, found, report)
        unchanged = None if run.again else find_unchanged(run, transcript)
        if unchanged:
            return _end_known(run, unchanged, version=found.version)
        document, kept = _extract(run, transcript, report)
        report(RECORD, 0.0)  # before the transaction: who deletes a video has the turn and waits for its run's row
        known = _record(run, document, version=found.version, then=then)
        forget_result(kept)
        if known:
            return _end_known(run, known, version=found.version)
        if run.state == State.DONE:
            return None
    if not catch_up():
        add_line(run, "The graph store does not answer. The change waits and is sent when it does.")
    return _finish(run, state=State.DONE, progress=1.0)


def _follow_listing(run: Run, listing: Listing) -> None:
    """The listing's runs and the mark of this one are one transaction: killed between, nothing is queued twice."""
    with transaction.atomic():
        new, left = expand(run, listing)
        given = {**run.given, "title": make_storable(listing.title)}
        note_listing(run, replace(listing, version=Version()) if left else listing, new=new)
        if new:
            _finish(run, state=State.DONE, progress=1.0, given=given)
        else:
            _end_without_news(run, given=given)
    return wake_workers()


def _end_known(run: Run, video: Video, *, version: Version) -> None:
    add_line(run, "The library has this content already.")
    note_look(run, version=version)
    return _end_without_news(run, video=video)


def _end_without_news(run: Run, **values: Any) -> None:
    """A look at a followed address leaves no run then, even if somebody stops it; one of which somebody waits for the
    end, who added the address meanwhile, ends as any other."""
    if claimed(run).filter(followed__isnull=False).delete()[0]:
        transaction.on_commit(lambda: forget_unused([run.payload]))
    else:
        _finish(run, state=State.DONE, progress=1.0, **values)


def _read(run: Run, raw: RawSource, report: Reporter) -> Transcript:
    from ingest.pipeline import read_transcript

    transcript = read_transcript(raw, title=run.title or None, on_progress=report)
    add_line(run, f"Read {len(transcript.segments):,} segments of the transcript.")
    return transcript


def _extract(run: Run, transcript: Transcript, report: Reporter) -> tuple[Document, str]:
    """The document, and the name under which it is kept until it is recorded."""
    from ingest.pipeline import extract_document

    lexicon = learn_lexicon()
    if lexicon.names or lexicon.apart:
        told = f"{len(lexicon.names):,} names and {len(lexicon.apart):,} refusals of this library's editors."
        add_line(run, f"Used {told}")
    name = name_result(run.payload, run.title, run.given, repr(lexicon), *_describe_extractor())
    document, kept = reuse(
        name,
        Document,
        lambda: extract_document(transcript, extractor=settings.EXTRACTOR, lexicon=lexicon, on_progress=report),
    )
    begun = "Kept from the attempt before:" if kept else "Found"
    add_line(run, f"{begun} {len(document.entities):,} smart objects and {len(document.claims):,} statements.")
    for warning in document.warnings[:MOST_WARNINGS]:
        add_line(run, f"{warning.message} ({warning.where})" if warning.where else warning.message)
    return document, name


def _describe_extractor() -> list[str]:
    """All that decides what is found in the same words: after an upgrade they are read anew."""
    from ingest.fingerprint import fingerprint_pipeline

    told = (
        (name, value) for name, value in os.environ.items() if name.startswith(MODEL_SETTINGS) and "KEY" not in name
    )
    return [fingerprint_pipeline(), settings.EXTRACTOR, *(f"{name}={value}" for name, value in sorted(told))]


@transaction.atomic
def _record(run: Run, document: Document, *, version: Version, then: Callable[[], None] | None) -> Video | None:
    """The video that has these words from elsewhere, where there is one: then nothing is written.

    Anybody can publish what somebody else said. Who does gets no right to replace it, now or by later changes.
    """
    known = _find_older(run, document.transcript)
    if known and run.address_key and not is_from(known, run.source_name):
        return known
    recorded = record_document(document, details=details_of(run), video_id=known.id if known else None)
    add_line(run, "Recorded." if recorded.created else "Recorded in place of what was there.")
    values: dict[str, Any] = {"recorded": True, "video": recorded.video, "stage": GRAPH, "log": run.log}
    with sent_together():
        if not enqueue(recorded.delta):  # nothing is left to do: another transaction would wait for others once more
            values |= _ended(State.DONE, progress=1.0)
        note_look(run, version=version, title=recorded.video.title, found=F("found") + 1)
    check_wanted(run, **values)  # must know at once how many rows that were
    for name, value in values.items():
        setattr(run, name, value)
    if then and run.state == State.DONE:
        then()
    return None


def _find_older(run: Run, transcript: Transcript) -> Video | None:
    """The video of which this is a new version: editors' decisions stay with it. Or that has the same words."""
    same = find_same_video(run.payload) if run.again else None
    if same or not run.address_key:
        return same
    return find_video(transcript) or find_video_at(run.source_name)


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
    write_claimed(run, log=run.log, **_ended(state, **values))


def _ended(state: State, **values: Any) -> dict[str, Any]:
    ended = {"finished_at": timezone.now(), "lease_until": None, "cancel_requested": False}
    return {"state": state, **ended, **values}


def _settle(run: Run, error: Exception, *, final: bool) -> None:
    """Gives every way to fail its state. A run that somebody else holds by now is left alone."""
    try:
        if isinstance(error, WorkerStopping):
            _give_back(run, "The worker ends; another attempt follows.", attempts=run.attempts - 1)
        elif isinstance(error, SameContentRunning):
            # with what it fetched: then nobody claims it until the other run has ended, and nothing is fetched again
            facts = {"payload": run.payload, "media_type": run.media_type, "given": run.given}
            line = "The same content is being read by another run."
            _give_back(run, line, attempts=run.attempts - 1, **facts)
        elif isinstance(error, NotChanged):
            note_look(run)
            _end_without_news(run, video=find_video_at(run.source_name))
        elif isinstance(error, RunCancelled):
            _cancel(run)
        elif isinstance(error, IngestError):
            _settle_refusal(run, error, final=final)
        elif is_ours(error) and run.attempts < MAX_LOST and not final:
            log.warning("run %s waits for a database or a disk of ours", run.id)
            if not connection.in_atomic_block and not connection.is_usable():
                connection.close()  # the next statement asks for another one
            line = "The library could not be written to just now. Another attempt follows."
            _give_back(run, line, pause=OWN_PAUSE * 2 ** (run.attempts - 1))
        else:
            log.error("run %s failed", run.id, exc_info=error)
            _fail(run, INTERNAL.body)
    except ClaimLost:
        log.warning("run %s was taken over before its end could be noted", run.id)


def is_ours(error: Exception) -> bool:
    """Whether it is the database or a disk that failed, which will be mended: the run is as good as before."""
    return isinstance(error, OperationalError | InterfaceError) or getattr(error, "errno", None) in NO_ROOM


def _settle_refusal(run: Run, error: IngestError, *, final: bool) -> None:
    if error.transient and run.attempts < MAX_ATTEMPTS and not final:
        return _give_back(run, f"{error} Another attempt follows.", pause=FIRST_PAUSE * 2 ** (run.attempts - 1))
    return _fail(run, make_storable({"code": error.code, "message": str(error), "details": dict(error.details)}))


def _fail(run: Run, problem: dict[str, Any]) -> None:
    note_look(run, error=problem)
    add_line(run, f"Failed: {problem['message']}")
    _finish(run, state=State.FAILED, error=problem)


def _cancel(run: Run) -> None:
    add_line(run, "Cancelled.")
    _finish(run, state=State.CANCELLED)


def _give_back(run: Run, line: str, *, pause: timedelta = timedelta(0), **values: Any) -> None:
    """To the queue, unless somebody stopped it just now."""
    if claimed(run).filter(cancel_requested=True, recorded=False).exists():
        return _cancel(run)
    add_line(run, line)
    later = timezone.now() + pause
    return write_claimed(run, state=State.QUEUED, worker="", lease_until=None, not_before=later, log=run.log, **values)
