"""Writes a document into the record, whole or not at all, and says which graph rows that touched.

The same document again leaves every row as it was. This module decides nothing about entities: resolution does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from graphapp.graph.results import GraphDelta
from graphapp.videos.addresses.slugs import SLUG_ID_LENGTH, make_slug
from graphapp.videos.database.column_updates import Row, sent_together
from graphapp.videos.database.prepared import Prepared
from graphapp.videos.database.turns import claim_words, wait_for_turn
from graphapp.videos.deriving.planning import Before, Footprint
from graphapp.videos.deriving.resolving import forget_keys, list_named, read_footprint, resolve_footprint
from graphapp.videos.deriving.tallying import Said, read_said
from graphapp.videos.extraction.inserts import insert_keys
from graphapp.videos.extraction.overlaying import forget_overlays, lay_edits
from graphapp.videos.extraction.rows import clear_extraction, write_extraction
from graphapp.videos.models import Video
from ingest.ids import content_id, hash_id
from ingest.language.lengths import count_words
from ingest.records import Document, SummarySection, Transcript

_KNOWN = Prepared(
    lambda content, id: Video.objects.filter(Q(content=content) | Q(id=id)).order_by().values_list("id")[:1],
    lists=0,
    ones=2,
)


@dataclass(frozen=True, slots=True)
class VideoDetails:
    """What the person who adds a video says of it. Empty fields leave what the source says, or what stands already."""

    title: str = ""
    channel: str = ""
    published: date | None = None
    video_url: str = ""
    description: str = ""
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Recorded:
    """`created`: no video had these words before. `delta`: the graph rows that changed."""

    video: Video
    created: bool
    delta: GraphDelta


def find_video(transcript: Transcript) -> Video | None:
    """The video that has exactly these words already, whatever file or address they came from.

    Until this transaction ends nobody else records them.
    """
    content = _hash_words(transcript)
    claim_words(content)
    return _find_content(content)


@transaction.atomic
def record_document(
    document: Document, *, details: VideoDetails = VideoDetails(), video_id: str | None = None
) -> Recorded:
    """Write a document as a new video, or in place of the extraction of the video `video_id`.

    Without `video_id` a video that has the same words now is taken to be the same; one that had them once is another,
    and keeps what it says. Raises `Video.DoesNotExist` for
    an unknown `video_id`.
    """
    content = _hash_words(document.transcript)
    claim_words(content)
    if video_id or _is_known(content):
        wait_for_turn()
        return _record(document, details=details, video_id=video_id, content=content)
    video = Video(id=content, added_at=timezone.now())
    # nobody else sees or needs these rows
    keys = _write_new(video, document=document, details=details, content=content)
    words = _listen(video)
    wait_for_turn()
    return _settle(video, keys=keys, before=_of_new(video), created=True, words=words)


def _record(document: Document, *, details: VideoDetails, video_id: str | None, content: str) -> Recorded:
    video = Video.objects.get(id=video_id) if video_id else _find_content(content)
    if video is None:
        video = Video(id=_find_free_id(content), added_at=timezone.now())
        keys = _write_new(video, document=document, details=details, content=content)
        return _settle(video, keys=keys, before=_of_new(video), created=True)
    before = read_footprint([video.id])
    video.content = content
    _describe(video, document=document, details=details)
    video.save()
    forget_overlays(video)
    clear_extraction(video)
    return _settle(video, keys=write_extraction(video, document=document), before=before, created=False)


def _of_new(video: Video) -> Footprint:
    return Footprint(frozenset(), {video.id: Before()}, frozenset([video.id]))


def _find_free_id(content: str) -> str:
    """The hash of the words. Where a video has that id which has other words since, the hash of it: what was said first
    of a video takes no place from what was corrected."""
    id = content
    while Video.objects.filter(id=id).exists():
        id = hash_id("again", (id,))
    return id


def _write_new(video: Video, *, document: Document, details: VideoDetails, content: str) -> Sequence[Row]:
    video.content = content
    _describe(video, document=document, details=details)
    video.save(force_insert=True)
    return write_extraction(video, document=document)


@dataclass(frozen=True, slots=True)
class _Words:
    """The keys by which a video names something, and what it says of them."""

    named: frozenset[str]
    said: Mapping[str, Said]


def _listen(video: Video) -> _Words:
    return _Words(list_named([video.id]), read_said([video.id]))


def _settle(
    video: Video, *, keys: Sequence[Row], before: Footprint, created: bool, words: _Words | None = None
) -> Recorded:
    """What other videos share, and what is derived from all of them. `words`: of the extraction's rows, where they were
    read before the turn; editors may have said something of them since."""
    with sent_together():
        insert_keys(keys)
        if lay_edits([video]) or not words:
            words = _listen(video)
        delta = resolve_footprint(replace(before, keys=before.keys | words.named), said=words.said)
        forget_keys(before.keys)
    return Recorded(video=Video.objects.get(id=video.id), created=created, delta=delta)


@transaction.atomic
def delete_video(video: Video) -> GraphDelta:
    """Remove a video so that it was never there."""
    wait_for_turn()
    before = read_footprint([video.id])
    forget_overlays(video)
    clear_extraction(video)
    delta = resolve_footprint(before)  # before its appearances go with it, which are counted
    video.delete()
    forget_keys(before.keys)
    return delta


def _is_known(content: str) -> bool:
    return bool(_KNOWN(content, content))


def _find_content(content: str) -> Video | None:
    return Video.objects.filter(content=content).order_by("added_at", "id").first()


def _hash_words(transcript: Transcript) -> str:
    return content_id(segment.text for segment in transcript.segments)


def _describe(video: Video, *, document: Document, details: VideoDetails) -> None:
    transcript = document.transcript
    said = transcript.metadata
    video.title = (details.title or video.title or transcript.title)[:300]
    video.slug = make_slug(video.title, id=video.id, length=SLUG_ID_LENGTH)
    video.channel = (details.channel or video.channel or said.channel or "")[:200]
    video.published = details.published or video.published or _read_date(said.published)
    video.video_url = details.video_url or video.video_url or _read_url(said.video_url)
    video.description = details.description or video.description or (said.description or "")[:5000]
    video.sample = details.sample or video.sample
    video.language = transcript.language[:16]
    video.duration_ms = transcript.duration_ms or said.duration_ms
    video.source_kind = transcript.source.kind
    video.source_name = transcript.source.name[:1000]
    video.source_sha256 = transcript.source.sha256
    video.word_count = sum(count_words(segment.text) for segment in transcript.segments)
    video.summary = [_read_section(section) for section in document.outline.summary]
    video.warnings = list(map(asdict, document.warnings))
    video.extractor = asdict(document.extractor)


def _read_section(section: SummarySection) -> dict[str, object]:
    points = [{"text": p.text, "segment": int(p.segment[1:]), "icon": p.icon} for p in section.points]
    return {"heading": section.heading, "points": points}


def _read_date(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _read_url(text: str | None) -> str:
    return text if text and text.startswith(("https://", "http://")) and len(text) <= 1000 else ""
