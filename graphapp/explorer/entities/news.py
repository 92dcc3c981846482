"""The latest videos that mention an entity, as entries of a feed. Two queries."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.html import format_html, format_html_join

from graphapp.explorer.entities.appearing import describe_appearances
from graphapp.explorer.feeds import ENTRIES, Entry
from graphapp.explorer.occurrences import Occurrence
from graphapp.graph.models import Appearance, Entity
from graphapp.videos.links import page_address
from graphapp.web.clock import format_clock

PLACES = 12


def list_news(entity: Entity) -> Iterator[Entry]:
    """One entry for each of the videos that were added last, newest first."""
    rows = Appearance.objects.filter(entity=entity).select_related("video").order_by("-video__added_at", "video")
    for occurrence in describe_appearances(entity, rows[:ENTRIES]):
        yield _write_entry(entity, occurrence)


def _write_entry(entity: Entity, occurrence: Occurrence) -> Entry:
    video = occurrence.video
    return Entry(
        id=f"urn:saidgraph:{entity.id}:{video.id}",
        title=f"{entity.name} in “{video.title}”",
        path=f"/videos/{video.slug}/?e={entity.slug}",
        html=_write_html(occurrence),
        author=video.channel,
        added_at=video.added_at,
    )


def _write_html(occurrence: Occurrence) -> str:
    slug = occurrence.video.slug
    places = format_html_join(
        ", ",
        '<a href="{}">{}</a>',
        (
            (
                page_address(slug, start_ms=tick.start_ms, segment=tick.segment),
                format_clock(tick.start_ms) or f"¶ {tick.segment}",
            )
            for tick in occurrence.ticks[:PLACES]
        ),
    )
    said = format_html("<blockquote>{}</blockquote>", occurrence.words) if occurrence.words else ""
    return format_html("{}<p>{}</p>", said, places)
