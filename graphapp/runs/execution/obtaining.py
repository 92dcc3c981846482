"""Gets what a run reads: the bytes that were kept, or what lies at its address, which is kept at once.

What a model heard in a recording is kept as soon as it has answered (`hearing`).
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from graphapp.runs.execution.claiming import extend_lease
from graphapp.runs.execution.given import CHAPTERS_ADDRESS, OTHERS, RECORDING, keep_addresses, read_given, write_given
from graphapp.runs.execution.listed import has_ripe
from graphapp.runs.execution.reporting import Reporter, add_line, check_wanted
from graphapp.runs.models import Run
from graphapp.runs.storage.hearing import hear_once
from graphapp.runs.storage.payloads import keep_payload, read_payload
from graphapp.runs.storage.sameness import URL
from graphapp.runs.workers.stopping import check_stopping
from ingest.errors import IngestError, ParseError, SourceError, SourceUnavailable, SpeechUnavailable
from ingest.records import Metadata, RawSource, Source, Version

if TYPE_CHECKING:
    from ingest.sources.listings import Listing

COMING_FOR = timedelta(minutes=30)
"""After that a later look has its recording heard, and so has who tries it again."""


class SameContentRunning(Exception):
    """An address turned out to hold what another run is reading just now. The run knows then what it fetched."""


def obtain(run: Run, report: Reporter) -> RawSource | Listing:
    """A retry reads what was fetched before, with what was said of it then. Raises `NotChanged` for a followed one."""
    from ingest.sources.patience import asked_meanwhile

    with asked_meanwhile(partial(_go_on, run)):
        return _obtain(run, report)


def _go_on(run: Run, paid: bool) -> None:
    """A worker that ends waits for what is paid as long as it may, and for nothing else."""
    if not paid:
        check_stopping()
    with suppress(DatabaseError):  # the next time, then
        check_wanted(run, **extend_lease())


def _obtain(run: Run, report: Reporter) -> RawSource | Listing:
    kept = _read_kept(run) if run.payload else None
    if kept:
        return _transcribe(kept, run, report)
    report("read", 0.0)
    return _fetch(run)


def _read_kept(run: Run) -> RawSource | None:
    """None where the copy is gone of what lies at an address, which is fetched again then."""
    try:
        data = read_payload(run.payload)
    except FileNotFoundError:
        if run.source_kind == URL:
            return None
        advice = "Add the source again."
        raise SourceError("The kept copy is gone.", where=run.source_name, advice=advice) from None
    source = Source(kind=run.source_kind, name=run.source_name, sha256=run.payload)
    return RawSource(source, data, run.media_type or None, read_given(run.given))


def _transcribe(raw: RawSource, run: Run, report: Reporter) -> RawSource:
    from ingest.sources.finding import transcribe_source
    from ingest.sources.recordings import is_recording

    if not is_recording(raw.data):
        return raw
    report("read", 0.0)
    made = transcribe_source(raw, keep=hear_once)
    _tell(run, made)
    return made


def _fetch(run: Run) -> RawSource | Listing:
    found = _find(run)
    if not isinstance(found, RawSource):
        return found
    said = _add_chapters(run, _join(found.metadata, read_given(run.given)))
    run.payload, run.media_type = keep_payload(found.data), (found.media_type or "")[:200]
    run.given = keep_addresses(run.given) | write_given(said)
    facts: dict[str, Any] = {"payload": run.payload, "media_type": run.media_type, "given": run.given}
    try:
        with transaction.atomic():
            check_wanted(run, **facts)
    except IntegrityError:
        raise SameContentRunning from None
    add_line(run, f"Fetched {len(found.data):,} bytes.")
    _tell(run, found)
    return replace(found, metadata=read_given(run.given))


def _find(run: Run) -> RawSource | Listing:
    """What is at its address; where that can't be had or read, what a listing says has the same words."""
    from ingest.parse import parse_source
    from ingest.sources.finding import find_source

    followed = run.followed
    known = Version(followed.etag, followed.modified) if followed and not has_ripe(run) else Version()
    found: RawSource | Listing | None = None
    try:
        found = find_source(run.source_name, known=known, keep=hear_once, read=parse_source)
        if _list_elsewhere(run) and isinstance(found, RawSource):
            _check_words(found)
    except (SourceError, ParseError) as error:
        if other := _find_elsewhere(run, error):
            return other
        if found is None:
            raise
    return found  # what can't be read says why when it is read


def _list_elsewhere(run: Run) -> list[str]:
    return [*run.given.get(OTHERS, ()), *filter(None, [run.given.get(RECORDING)])]


def _check_words(raw: RawSource) -> None:
    """Raises ParseError for what is no transcript, as a page that tells of an error."""
    from ingest.pipeline import read_transcript

    read_transcript(raw)


def _find_elsewhere(run: Run, error: IngestError) -> RawSource | None:
    """Another transcript, by the name of the first, which is what is known of the recording; else what is heard in the
    recording, which is paid, unless the first may be had in a moment or at the next look."""
    from ingest.sources.fetching import fetch_address

    if _list_elsewhere(run):
        add_line(run, f"Its transcript can't be had or read. {error}")
    for address in run.given.get(OTHERS, ()):
        with suppress(SourceError, ParseError):
            raw = fetch_address(address)
            _check_words(raw)
            return _note(raw, run, f"Another transcript that the listing names: {address}")
    recording = run.given.get(RECORDING)
    return _hear(run, recording) if recording and not error.transient and not _is_new(run) else None


def _is_new(run: Run) -> bool:
    """Whether a followed feed named it just now: many announce a transcript a while before it is there."""
    is_followed = run.parent is not None and run.parent.followed_id is not None
    return is_followed and timezone.now() - run.created_at < COMING_FOR


def _hear(run: Run, recording: str) -> RawSource | None:
    """None where nothing is set up that could, or it can't be heard. Raises SourceUnavailable where it may be later."""
    from ingest.sources.finding import transcribe_address

    try:
        made = transcribe_address(recording, keep=hear_once)
    except SpeechUnavailable:
        return None
    except SourceUnavailable:
        raise
    except SourceError as error:
        add_line(run, f"Nor can its recording be heard: {error}")
        return None
    return _note(made, run, f"Heard in the recording that the listing names: {recording}")


def _note(raw: RawSource, run: Run, note: str) -> RawSource:
    return replace(raw, source=replace(raw.source, name=run.source_name), notes=(*raw.notes, note))


def _tell(run: Run, raw: RawSource) -> None:
    for note in raw.notes:
        add_line(run, note)


def _add_chapters(run: Run, metadata: Metadata) -> Metadata:
    from ingest.sources.finding import read_chapters

    address = run.given.get(CHAPTERS_ADDRESS)
    return replace(metadata, chapters=read_chapters(address)) if address and not metadata.chapters else metadata


def _join(inside: Metadata, outside: Metadata) -> Metadata:
    """What the page says, and over it what the listing said that led there."""
    said = write_given(outside)
    return read_given(write_given(inside) | said)
