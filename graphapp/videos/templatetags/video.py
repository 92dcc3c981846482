"""Drawings and times for templates of the library and the video page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from graphapp.videos.drawing.plan import Plan, leave_out
from graphapp.videos.drawing.svg import CARD, LEAD, PAGE, draw_svg
from graphapp.videos.models import Video
from graphapp.web.clock import format_clock
from graphapp.web.templatetags.site import query, seconds

register = template.Library()


@register.simple_tag
def small_drawing(video: Video, plans: Mapping[str, Plan], lead: bool = False) -> SafeString:
    """Of the video's plan among those of its page."""
    return draw_svg(
        plans[video.id], sheet=LEAD if lead else CARD, title=f"How what was said connects in “{video.title}”"
    )


@register.simple_tag
def page_drawing(plan: Plan, title: str, doubtful: frozenset[str] = frozenset()) -> SafeString:
    plan = leave_out(plan, doubtful)
    return draw_svg(
        plan, sheet=PAGE, title=f"Map of what was said in “{title}”; the same is in the list of smart objects"
    )


@register.simple_tag(takes_context=True)
def moment(context: Mapping[str, Any], start_ms: int | None, segment: int) -> SafeString:
    """The way to a segment: on the page itself or, with `read_at` (an address) in the context, on that page."""
    at, said = seconds(start_ms), format_clock(start_ms) or f"¶ {segment}"
    if page := context.get("read_at"):
        return format_html('<a class="when" href="{}{}#s{}">{}</a>', page, query(context, at=at), segment, said)
    if start_ms is None:
        return format_html('<a class="when" href="#s{}">{}</a>', segment, said)
    return format_html('<a class="when" href="{}#s{}" data-at="{}">{}</a>', query(context, at=at), segment, at, said)
