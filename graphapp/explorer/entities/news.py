"""The latest videos that mention an entity, as entries of a feed. Four queries."""

from __future__ import annotations

from collections.abc import Iterator

from graphapp.explorer.entities.appearing import describe_appearances
from graphapp.explorer.feeds import ENTRIES, Entry, write_occurrence
from graphapp.explorer.occurrences import VIDEO_FIELDS, Occurrence
from graphapp.graph.models import Appearance, Entity
from graphapp.videos.reading.finding import list_keys

FIELDS = ("mentions", "first_segment", *VIDEO_FIELDS)


def list_news(entity: Entity) -> Iterator[Entry]:
    """One entry for each of the videos that were added last, newest first."""
    rows = Appearance.objects.filter(entity=entity).select_related("video").only(*FIELDS)
    rows = rows.order_by("-video__added_at", "video")
    for occurrence in describe_appearances(rows[:ENTRIES], keys=list_keys(entity)):
        yield _write_entry(entity, occurrence)


def _write_entry(entity: Entity, occurrence: Occurrence) -> Entry:
    video = occurrence.video
    return Entry(
        id=f"urn:saidgraph:{entity.id}:{video.id}",
        title=f"{entity.name} in “{video.title}”",
        path=f"/videos/{video.slug}/?e={entity.slug}",
        html=write_occurrence(occurrence),
        author=video.channel,
        added_at=video.added_at,
    )
