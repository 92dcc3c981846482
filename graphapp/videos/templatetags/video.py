"""Drawings for templates of the library and the video page."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString

from graphapp.videos.drawing.plan import Plan, leave_out
from graphapp.videos.drawing.svg import CARD, LEAD, PAGE, draw_svg
from graphapp.videos.models import Video

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
