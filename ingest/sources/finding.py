"""Finds what lies at an address: a transcript, a page that leads to one, a recording, or a listing of many."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

from ingest.errors import IngestError, SourceError, SourceUnavailable
from ingest.records import Metadata, ParsedFile, RawSource, StatedChapter, Version
from ingest.sources.contents import source_from_bytes
from ingest.sources.feed_xml import is_feed
from ingest.sources.feeds import read_feed
from ingest.sources.fetching import Fetched, fetch, fetch_address, fetch_media
from ingest.sources.listings import Listing
from ingest.sources.pages import Captions, Page, is_page, read_page
from ingest.sources.patience import wait_for
from ingest.sources.recordings import is_recording
from ingest.sources.speech import check_available, check_recording, transcribe
from ingest.sources.youtube import is_youtube, read_youtube

_CAPTIONS_TRIED = 3
DOWNLOAD_PREFIX = "saidgraph-download-"
"""Of the temporary folders in which recordings lie: a process that is killed leaves its own."""

Keep = Callable[[str, Callable[[], bytes]], bytes]
"""Is given a recording's sha256 and how its transcript is made, and gives the transcript: so that a caller who keeps it
need not have it made, and paid, again."""


Read = Callable[[RawSource], ParsedFile]
"""How the words of a source are read, an IngestError where it is no transcript. Whoever gives it has captions passed
over that are none, and no recording heard where its page says in writing what is said."""


def make_anew(_recording: str, make: Callable[[], bytes]) -> bytes:
    return make()


def find_source(
    address: str, *, known: Version = Version(), keep: Keep = make_anew, read: Read | None = None
) -> RawSource | Listing:
    """What is at `address`. Raises `SourceError` of all kinds, and `NotChanged` where it is the `known` version."""
    if is_youtube(address):
        return read_youtube(address)
    fetched = fetch(address, known=known)
    raw = fetched.raw
    if fetched.recording:
        return replace(transcribe_address(address, keep=keep), version=fetched.version)
    if is_feed(raw.data):
        return replace(read_feed(raw.data, address=fetched.address), version=fetched.version)
    if is_page(raw.media_type, raw.data):
        return _read_page(fetched, keep=keep, read=read)
    made = transcribe_source(raw, keep=keep) if is_recording(raw.data) else raw
    return replace(made, version=fetched.version)


def read_one(address: str, *, read: Read | None = None) -> RawSource:
    """`find_source` for whoever wants one transcript: a listing is a `SourceError` that says what to do."""
    found = find_source(address, read=read)
    if isinstance(found, Listing):
        advice = "Name one of them, or add the address to a library, which reads them all."
        raise SourceError(f"This is a {found.kind} of {len(found.items)} recordings.", where=address, advice=advice)
    return found


def transcribe_address(address: str, *, keep: Keep = make_anew) -> RawSource:
    """Downloads a recording, has it transcribed and forgets it."""
    check_available(address)
    with tempfile.TemporaryDirectory(prefix=DOWNLOAD_PREFIX) as folder:
        path = Path(folder) / _name_file(address)
        fetch_media(address, path)
        check_recording(path, name=address)
        data = _transcribe(path, name=address, keep=keep)
    return _as_transcript(data, name=address, kind="url", video_url=address)


def transcribe_source(raw: RawSource, *, keep: Keep = make_anew) -> RawSource:
    """The transcript of a recording that came as bytes."""
    check_available(raw.source.name)
    with tempfile.TemporaryDirectory(prefix=DOWNLOAD_PREFIX) as folder:
        path = Path(folder) / _name_file(raw.source.name)
        path.write_bytes(raw.data)
        data = _transcribe(path, name=raw.source.name, keep=keep)
    made = _as_transcript(data, name=raw.source.name, kind=raw.source.kind)
    return replace(made, source=raw.source, metadata=raw.metadata)


def _transcribe(path: Path, *, name: str, keep: Keep) -> bytes:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return wait_for(lambda: keep(digest, lambda: transcribe(path, name=name)), paid=True)


def read_chapters(address: str) -> tuple[StatedChapter, ...]:
    """Podcasting 2.0's chapters. What can't be had or read is none: the episode matters more."""
    try:
        value = json.loads(fetch_address(address).data)
    except (IngestError, ValueError, RecursionError):
        return ()
    items = value.get("chapters") if isinstance(value, dict) else None
    return tuple(_take_chapters(items if isinstance(items, list) else []))


def _take_chapters(items: list[object]) -> Iterator[StatedChapter]:
    for item in items[:500]:
        if not isinstance(item, dict) or item.get("toc") is False:
            continue
        start, title = item.get("startTime"), item.get("title")
        if isinstance(start, int | float) and 0 <= start < 1e6 and isinstance(title, str) and title.strip():
            yield StatedChapter(round(start * 1000), " ".join(title.split())[:200])


def _read_page(fetched: Fetched, *, keep: Keep, read: Read | None) -> RawSource | Listing:
    """Captions that the page names, else what stands in the page itself, else its recording."""
    page = read_page(fetched.raw.data, address=fetched.address)
    name = fetched.raw.source.name
    if found := _fetch_captions(page, read=read):
        captions, raw = found
        note = f"Captions that the page names: {captions.address}"
        facts = replace(page.metadata, language=captions.language or page.metadata.language)
        return replace(raw, source=replace(raw.source, name=name), metadata=facts, notes=(note,))
    # captions that could not be had may be there next time, though the page says the same
    version = Version() if page.captions else fetched.version
    if page.media and not page.has_marks and not (read and _tells_who_speaks(fetched.raw, read=read)):
        made = transcribe_address(page.media[0], keep=keep)
        return replace(made, source=replace(made.source, name=name), metadata=page.metadata, version=version)
    return replace(fetched.raw, metadata=page.metadata, notes=_name_feeds(page), version=version)


def _tells_who_speaks(page: RawSource, *, read: Read) -> bool:
    """Whether most of its words are said by people of whom one speaks again: any page may hold a line such as “By:
    Ada”."""
    try:
        cues = read(page).cues
    except IngestError:
        return False
    turns = [name for name, _ in groupby(cue.speaker for cue in cues) if name]
    said = sum(len(cue.text) for cue in cues if cue.speaker)
    return len(turns) > len(set(turns)) > 1 and 2 * said > sum(len(cue.text) for cue in cues)


def _fetch_captions(page: Page, *, read: Read | None) -> tuple[Captions, RawSource] | None:
    """The best that can be had; none where all were refused for good or are none, as a page that tells of an error.

    Raises `SourceUnavailable` where some may be had later: else an hour without them would put the page's words, or
    what a paid model hears, in their place.
    """
    away: SourceUnavailable | None = None
    for captions in page.best_captions[:_CAPTIONS_TRIED]:
        try:
            raw = fetch_address(captions.address)
            if read:
                read(raw)
            return captions, raw
        except SourceUnavailable as error:
            away = away or error
        except IngestError:
            continue
    if away:
        raise away
    return None


def _name_feeds(page: Page) -> tuple[str, ...]:
    return tuple(f"The page names a feed, which can be added too: {feed}" for feed in page.feeds[:2])


def _as_transcript(data: bytes, *, name: str, kind: str, video_url: str | None = None) -> RawSource:
    made = source_from_bytes(data, name=name, kind=kind, media_type="application/json")
    note = f"Transcribed by machine, {len(data):,} bytes."
    return replace(made, metadata=Metadata(video_url=video_url), notes=(note,))


def _name_file(name: str) -> str:
    """A short name with the old ending, by which endpoints tell the format."""
    ending = Path(urlsplit(name).path).suffix[:6]
    digest = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:12]
    return digest + (ending if ending[1:].isalnum() else ".mp3")
