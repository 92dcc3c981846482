"""The long parts of the page, transcript and index, as HTML. Everything that comes from outside is escaped here.

Written by hand because a template engine takes a second for what takes milliseconds here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from urllib.parse import urlencode

from django.utils.safestring import SafeString, mark_safe

from graphapp.videos.portrait.loading import Portrait
from graphapp.videos.portrait.selection import Selection
from graphapp.videos.reading.entities import VideoEntity
from graphapp.videos.reading.transcript import MarkedSegment
from graphapp.web.clock import format_clock
from graphapp.web.templatetags.site import name_language

STRETCH = 100
_MARKUP = re.compile("[&<>]")


def _write_text(text: str) -> str:
    """Text between tags; quotation marks, which most sentences have, mean nothing there."""
    return escape(text, quote=False)


class Marker:
    """Writes the HTML of one portrait as one selection shows it."""

    def __init__(self, portrait: Portrait, *, selection: Selection) -> None:
        self.portrait = portrait
        self.scope = portrait.scope_of(selection)
        self.selection = selection
        self.chosen = portrait.find_entity(selection.entity) if selection.entity else None
        self.current = portrait.find_segment(selection.at) if selection.at is not None else None
        self.rest = escape("".join(f"&{urlencode({k: v})}" for k, v in selection.narrowing.items()))
        self.openings = {entity.id: self._open_mention(entity) for entity in portrait.entities}

    def mark_transcript(self) -> SafeString:
        """As lists of STRETCH segments: a browser lays out and paints only those that are in sight."""
        marked = list(self._mark_segments())
        lists = (marked[first : first + STRETCH] for first in range(0, len(marked), STRETCH))
        opening = f"<ol{name_language(self.portrait.video.language)}>"
        return mark_safe("".join(f"{opening}{''.join(part)}</ol>" for part in lists))  # noqa: S308 - of escaped parts

    def _mark_segments(self) -> Iterator[str]:
        """Who speaks is written in each segment and seen where it changes among those that are left."""
        before = None
        for segment in self.portrait.segments:
            yield self._mark_segment(segment, names=segment.speaker != before)
            if self._is_seen(segment):
                before = segment.speaker

    def _is_seen(self, segment: MarkedSegment) -> bool:
        return self.scope is None or segment.number in self.scope or segment.number == self.current

    def _mark_segment(self, segment: MarkedSegment, *, names: bool) -> str:
        hidden = " hidden" if self.scope is not None and segment.number not in self.scope else ""
        here = ' aria-current="true"' if segment.number == self.current else ""
        return (
            f'<li class="seg" id="s{segment.number}"{hidden}{here}>'
            f"{self._mark_time(segment)}<div>{self._mark_speaker(segment.speaker, names=names)}"
            f'<p dir="auto">{self._mark_text(segment)}</p></div></li>'
        )

    def _mark_speaker(self, speaker: str, *, names: bool) -> str:
        hidden = "" if names else " hidden"
        return f'<b class="speaker" dir="auto"{hidden}>{escape(speaker)}</b>' if speaker else ""

    def _mark_time(self, segment: MarkedSegment) -> str:
        if segment.start_ms is None:
            return f'<a class="when" href="#s{segment.number}">¶ {segment.number}</a>'
        second = segment.start_ms // 1000
        return (
            f'<a class="when" href="?at={second}{self.rest}#s{segment.number}"'
            f' data-at="{second}">{format_clock(segment.start_ms)}</a>'
        )

    def _mark_text(self, segment: MarkedSegment) -> str:
        text, done = segment.text, 0
        parts: list[str] = []  # in turn text and a tag
        for _, start, end, entity in segment.spans:
            opening = self.openings.get(entity)
            if opening is None or start < done or end > len(text):
                continue
            parts += (text[done:start], opening, text[start:end], "</a>")
            done = end
        parts.append(text[done:])
        if _MARKUP.search(text):
            parts[::2] = map(_write_text, parts[::2])
        return "".join(parts)

    def _open_mention(self, entity: VideoEntity) -> str:
        on = " is-on" if entity is self.chosen else ""
        slug = escape(entity.slug)
        return f'<a class="m t-{entity.type}{on}" href="?e={slug}{self.rest}" data-e="{slug}">'

    def mark_index(self, type: str) -> SafeString:
        """The entities of one type as list items, most salient first."""
        return mark_safe("".join(self._mark_entry(e) for e in self.portrait.entities if e.type == type))  # noqa: S308

    def _mark_entry(self, entity: VideoEntity) -> str:
        slug, links = escape(entity.slug), self.portrait.degrees.get(entity.id, 0)
        on = ' aria-current="true"' if entity is self.chosen else ""
        said = f"{entity.mentions} mention{'' if entity.mentions == 1 else 's'}"
        return (
            f'<li data-e="{slug}"{"" if self.shows(entity) else " hidden"}>'
            f'<a href="?e={slug}{self.rest}" data-e="{slug}"{on}>'
            f'<i class="mark t-{entity.type}"></i><span class="name">{escape(entity.name)}</span>'
            f'<span class="n" title="{said}">{entity.mentions}<span class="sr"> {said[len(str(entity.mentions)) :]},'
            f"</span></span>"
            f'<span class="n links">{links}<span class="sr"> link{"" if links == 1 else "s"}</span></span></a></li>'
        )

    def shows(self, entity: VideoEntity) -> bool:
        """Whether topic, chapter and types leave an entity in the list."""
        if self.selection.types and entity.type not in self.selection.types:
            return False
        if entity.id in self.portrait.doubtful and not self.selection.weak and entity is not self.chosen:
            return False
        return self.scope is None or not self.scope.isdisjoint(self.portrait.segments_of.get(entity.id, ()))
