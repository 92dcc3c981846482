"""The latest videos that mention an entity, as entries of a feed. Five queries."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Min

from graphapp.explorer.entities.appearing import describe_appearances
from graphapp.explorer.feeds import ENTRIES, Entry
from graphapp.explorer.occurrences import VIDEO_FIELDS, Occurrence
from graphapp.graph.models import Appearance, Entity
from graphapp.videos.models import Naming
from graphapp.videos.reading.finding import list_keys

FIELDS = ("mentions", "first_segment", *VIDEO_FIELDS)


def list_news(entity: Entity) -> Iterator[Entry]:
    """One entry for each of the videos that were added or read anew last, newest first."""
    rows = Appearance.objects.filter(entity=entity).select_related("video").only(*FIELDS)
    rows = rows.order_by("-video__updated_at", "video")
    keys = list_keys(entity)
    occurrences = list(describe_appearances(rows[:ENTRIES], keys=keys))
    namings = Naming.objects.filter(video__in=[each.video.id for each in occurrences], key__in=keys).order_by()
    named = dict(namings.values_list("video_id").annotate(first=Min("key_id")))
    for occurrence in occurrences:
        yield _write_entry(entity, occurrence, key=named.get(occurrence.video.id, entity.id))


def _write_entry(entity: Entity, occurrence: Occurrence, *, key: str) -> Entry:
    """`key`: one by which the video names it, whatever else is found to be the same."""
    video = occurrence.video
    return Entry(
        id=f"urn:saidgraph:{key}:{video.id}",
        title=f"{entity.name} in “{video.title}”",
        path=f"/videos/{video.slug}/?e={entity.slug}",
        occurrence=occurrence,
    )
