"""What templates across videos write: drawings, time bars, sentences, addresses of quotes. No queries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from graphapp.explorer.maps import GraphMap
from graphapp.explorer.occurrences import LENGTH, Occurrence, Tick
from graphapp.explorer.timeline import Timeline, read_period
from graphapp.videos.drawing.svg import PAGE, draw_svg
from graphapp.videos.links import page_address, watch_address
from graphapp.videos.portrait.wording import TYPE_WORDS, phrase_of
from graphapp.videos.reading.connections import Evidence
from graphapp.web.clock import format_clock
from graphapp.web.templatetags.site import mark, query

register = template.Library()

TIMES = 8
"""So many places of a bar are written out as links; the bar itself has all."""
POLARITY_WORDS = {"denied": "denied", "hypothetical": "supposed"}


@register.simple_tag
def map_drawing(drawn: GraphMap, title: str) -> SafeString:
    return draw_svg(drawn.plan, sheet=PAGE, title=f"Map of what “{title}” is connected with; the list has the same")


@register.simple_tag
def polarity_tag(polarity: str) -> SafeString | str:
    """Nothing where something is simply asserted."""
    if polarity not in POLARITY_WORDS:
        return ""
    return format_html('<span class="tag is-{}">{}</span> ', polarity, POLARITY_WORDS[polarity])


@register.simple_tag
def triple(side: Any) -> SafeString:
    """Subject, predicate and object of one side of a dispute."""
    phrase = phrase_of(side.relation.predicate)
    tag = polarity_tag(side.relation.polarity)
    parts = (tag, mark(side.subject.type), side.subject.name, phrase, mark(side.object.type), side.object.name)
    return format_html("{}{} {} <em>{}</em> {} {}", *parts)


@register.simple_tag
def place(evidence: Evidence) -> str:
    return page_address(evidence.video_slug, start_ms=evidence.start_ms, segment=evidence.segment)


@register.simple_tag
def watch(evidence: Evidence) -> str | None:
    return watch_address(evidence.video_url, start_ms=evidence.start_ms)


@register.simple_tag(takes_context=True)
def timeline_bars(context: Mapping[str, Any], timeline: Timeline, period: str) -> SafeString:
    """Each bar as a link that narrows to its time, or the mark of the one that is chosen."""
    address = query(context, period="PERIOD", page=None)
    return format_html_join(
        "",
        '<a href="{}#videos" tabindex="-1"{}><title>{}: {} video{}</title>'
        '<rect class="room" x="{}" y="0" width="{}" height="100"/><rect x="{}" y="{}" width="{}" height="{}"/></a>',
        (
            (
                address.replace("PERIOD", bar.period),
                mark_safe(' class="is-on"') if bar.period == period else "",
                f"{bar.first:%B %Y}" if timeline.monthly else f"{bar.first:%Y}",
                bar.videos,
                "" if bar.videos == 1 else "s",
                *map("{:.2f}".format, (bar.x, bar.width, bar.x, bar.y, bar.width, bar.height)),
            )
            for bar in timeline.bars
        ),
    )


@register.simple_tag
def time_bar(occurrence: Occurrence, within: str = "") -> SafeString:
    """Marks on a bar as long as the video, and the first of them as links. `within`: a query such as "?e=slug"."""
    addresses = [(tick, _address(occurrence, tick, within)) for tick in occurrence.ticks]
    marks = format_html_join(
        "",
        '<a href="{}" tabindex="-1"><title>{}</title><rect x="{}" y="0" width="14" height="30" class="room"/>'
        '<line x1="{}" x2="{}" y1="4" y2="26"/></a>',
        ((to, _name(t), round(t.x - 7, 1), t.x, t.x) for t, to in addresses),
    )
    links = format_html_join(" ", '<a class="when" href="{}">{}</a>', ((to, _name(t)) for t, to in addresses[:TIMES]))
    rest = len(addresses) - TIMES
    return format_html(
        '<svg class="timebar" viewBox="0 0 {} 30" preserveAspectRatio="none" aria-hidden="true">'
        '<rect x="0" y="13" width="{}" height="4"/>{}</svg><p class="times small">{}{}</p>',
        LENGTH,
        LENGTH,
        marks,
        links,
        format_html(' <span class="quiet">+{}</span>', rest) if rest > 0 else "",
    )


def _address(occurrence: Occurrence, tick: Tick, within: str) -> str:
    address = page_address(occurrence.video.slug, start_ms=tick.start_ms, segment=tick.segment)
    if not within:
        return address
    path, hash, fragment = address.partition("#")
    joined = path + within if "?" not in path else f"{path}&{within.lstrip('?')}"
    return f"{joined}{hash}{fragment}"


def _name(tick: Tick) -> str:
    return f"¶ {tick.segment}" if tick.start_ms is None else format_clock(tick.start_ms)


@register.filter
def type_word(type: str) -> str:
    return TYPE_WORDS.get(type, type)


@register.filter
def period_words(period: str) -> str:
    span = read_period(period)
    if span is None:
        return period
    return f"{span[0]:%B %Y}" if "-" in period else f"{span[0]:%Y}"
