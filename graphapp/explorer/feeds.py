"""Atom feeds of what is new: one entry a video, newest first. Writes the feed only; what is new is the caller's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join

from graphapp.explorer.exports.formats.xml import replace_impossible
from graphapp.explorer.occurrences import Occurrence
from graphapp.videos.addresses.links import page_address
from graphapp.web.clock import format_clock

ENTRIES = 30
PLACES = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """`id` never changes, whatever is renamed or merged. `path`: our page."""

    id: str
    title: str
    path: str
    occurrence: Occurrence

    @property
    def added_at(self) -> datetime:
        return self.occurrence.video.added_at

    @property
    def updated_at(self) -> datetime:
        """When it was read, or described, last."""
        return self.occurrence.video.updated_at


def answer_feed(request: HttpRequest, *, id: str, about: str, path: str, entries: Iterable[Entry]) -> HttpResponse:
    """`id`: of the feed, whatever is renamed. `about`: what the videos mention or discuss. All addresses are absolute,
    as feed readers need them; an author is what the format asks for."""
    feed = Atom1Feed(
        title=f"{about} · Saidgraph",
        link=request.build_absolute_uri(path),
        description="",
        subtitle=f"Where {about} is spoken of, what was added or read anew last first",
        feed_guid=id,
        author_name="Saidgraph",
        feed_url=request.build_absolute_uri(request.path),
        language="en",
    )
    for entry in entries:
        feed.add_item(
            title=replace_impossible(entry.title),
            link=request.build_absolute_uri(entry.path),
            description=write_occurrence(entry.occurrence, absolute=request.build_absolute_uri),
            unique_id=entry.id,
            author_name=replace_impossible(entry.occurrence.video.channel) or None,
            pubdate=entry.added_at,
            updateddate=entry.updated_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def write_occurrence(occurrence: Occurrence, *, absolute: Callable[[str], str]) -> str:
    """The first words that say it, and links to where it is said."""
    slug = occurrence.video.slug
    places = format_html_join(
        ", ",
        '<a href="{}">{}</a>',
        (
            (
                absolute(page_address(slug, start_ms=tick.start_ms, segment=tick.segment)),
                format_clock(tick.start_ms) or f"¶ {tick.segment}",
            )
            for tick in occurrence.ticks[:PLACES]
        ),
    )
    said = format_html("<blockquote>{}</blockquote>", occurrence.words) if occurrence.words else ""
    return format_html("{}<p>{}</p>", said, places)
