"""What templates across videos write: drawings, time bars, sentences, addresses of quotes. No queries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from graphapp.explorer.maps import GraphMap
from graphapp.explorer.occurrences import LENGTH, Occurrence, Tick
from graphapp.explorer.timeline import Timeline, read_period
from graphapp.videos.addresses.links import page_address, watch_address
from graphapp.videos.drawing.svg import PAGE, draw_svg
from graphapp.videos.portrait.wording import TYPE_WORDS, phrase_of
from graphapp.videos.reading.connections import Evidence
from graphapp.web.clock import format_clock
from graphapp.web.templatetags.site import mark, query

register = template.Library()

TIMES = 8
"""So many places of a bar are written out as links; the bar itself has all."""
CHOSEN = ' class="is-on"'
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
    return format_html("{}{} <bdi>{}</bdi> <em>{}</em> {} <bdi>{}</bdi>", *parts)


@register.simple_tag
def place(evidence: Evidence) -> str:
    return page_address(evidence.video_slug, start_ms=evidence.start_ms, segment=evidence.segment)


@register.simple_tag
def watch(evidence: Evidence) -> str | None:
    return watch_address(evidence.video_url, start_ms=evidence.start_ms)


@register.simple_tag(takes_context=True)
def timeline_bars(context: Mapping[str, Any], timeline: Timeline, period: str) -> SafeString:
    """Each bar as a link that narrows to its time, or the mark of the one that is chosen."""
    address = escape(query(context, period="PERIOD", page=None))
    shape = "%B %Y" if timeline.monthly else "%Y"
    bars = (
        f'<a href="{address.replace("PERIOD", bar.period)}#videos" tabindex="-1"'
        f"{CHOSEN if bar.period == period else ''}>"
        f"<title>{bar.first:{shape}}: {bar.videos} video{'' if bar.videos == 1 else 's'}</title>"
        f'<rect class="room" x="{bar.x:.2f}" y="0" width="{bar.width:.2f}" height="100"/>'
        f'<rect x="{bar.x:.2f}" y="{bar.y:.2f}" width="{bar.width:.2f}" height="{bar.height:.2f}"/></a>'
        for bar in timeline.bars
    )
    return mark_safe("".join(bars))  # noqa: S308 - of what is put together here only the address comes from outside


@register.simple_tag
def time_bar(occurrence: Occurrence, within: str = "") -> SafeString:
    """Marks on a bar as long as the video, and the first of them as links. `within`: a query such as "?e=slug"."""
    places = [(tick.x, escape(_address(occurrence, tick, within)), _name(tick)) for tick in occurrence.ticks]
    marks = (
        f'<a href="{to}" tabindex="-1"><title>{name}</title><rect x="{x - 7:.1f}" y="0" width="14" height="30"'
        f' class="room"/><line x1="{x}" x2="{x}" y1="4" y2="26"/></a>'
        for x, to, name in places
    )
    links = (f'<a class="when" href="{to}">{name}</a>' for _, to, name in places[:TIMES])
    rest = len(places) - TIMES
    more = f' <span class="quiet">+{rest}</span>' if rest > 0 else ""
    return mark_safe(  # noqa: S308 - addresses are escaped, a name is a time or a number
        f'<svg class="timebar" viewBox="0 0 {LENGTH} 30" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect x="0" y="13" width="{LENGTH}" height="4"/>{"".join(marks)}</svg>'
        f'<p class="times small">{" ".join(links)}{more}</p>'
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
