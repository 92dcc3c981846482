"""Tells whether an address says what it said before, whatever else changed around the words: a date, a form's token.

Both are read by the parser of today. Nothing is extracted for that, and nothing written.
"""

from __future__ import annotations

from typing import Any

from graphapp.runs.execution.given import read_given
from graphapp.runs.models import Run, State
from graphapp.runs.storage.payloads import read_payload
from graphapp.runs.storage.sameness import find_video_at
from graphapp.videos.models import Video
from ingest.errors import IngestError
from ingest.records import RawSource, Source, Transcript


def find_unchanged(run: Run, transcript: Transcript) -> Video | None:
    """The video of this address, where the same is said by the same at the same seconds."""
    video = find_video_at(run.source_name) if run.address_key else None
    before = _read_before(run, video) if video else None
    return video if before and _list_said(before) == _list_said(transcript) else None


def _read_before(run: Run, video: Video) -> Transcript | None:
    """None where it can't be read any more."""
    from ingest.pipeline import read_transcript

    runs = Run.objects.filter(address_key=run.address_key, payload=video.source_sha256, state=State.DONE)
    before = runs.exclude(id=run.id).order_by("-finished_at").first()
    if before is None:
        return None
    source = Source(kind=before.source_kind, name=before.source_name, sha256=before.payload)
    try:
        raw = RawSource(source, read_payload(before.payload), before.media_type or None, read_given(before.given))
        return read_transcript(raw, title=run.title or None)
    except (OSError, IngestError):
        return None


def _list_said(transcript: Transcript) -> tuple[Any, ...]:
    """All that a new version would change. Title, channel and the like stay as they stand at the video anyway."""
    return transcript.segments, transcript.language, transcript.duration_ms, transcript.metadata.chapters
