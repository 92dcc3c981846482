"""What the exploring page's templates write: its drawing, and addresses with a filter changed. No queries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from graphapp.explorer.exploring.listing import MOST_DOTS
from graphapp.videos.drawing.plan import Plan
from graphapp.videos.drawing.svg import Sheet, draw_svg

register = template.Library()

SHEET = Sheet(1200, 780, dots=MOST_DOTS, lines=1000, labels=90, must=12, margin=80, largest=15)
FIELDLESS = ("type", "open", "shut", "hide", "pin", "on", "connection")
"""Parameters that links set, and no field of the form."""
FILTERS = ("topic", "video", "channel", "speaker", "type", "predicate", "since", "until", "sure", "weight", "review")


@register.simple_tag
def explore_drawing(plan: Plan, title: str) -> SafeString:
    return draw_svg(plan, sheet=SHEET, title=f"Map: {title}; the same is in the list beside it")


@register.simple_tag(takes_context=True)
def switch_type(context: Mapping[str, Any], type: str) -> str:
    parameters = context["request"].GET.copy()
    types = set(context["wish"].types) ^ {type}
    parameters.pop("type", None)
    if types:
        parameters["type"] = ",".join(sorted(types))
    return f"?{urlencode(parameters, doseq=True)}"


@register.simple_tag(takes_context=True)
def kept_fields(context: Mapping[str, Any]) -> SafeString:
    """What was chosen by links, for a form that is sent without a script."""
    parameters = context["request"].GET
    kept = ((name, ",".join(parameters.getlist(name))) for name in FIELDLESS if parameters.get(name))
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', kept)


@register.simple_tag(takes_context=True)
def begin_instead(context: Mapping[str, Any], slug: str, typed: str) -> str:
    """Begins with an entity where the address has a name that nothing has, or what nothing was found by."""
    parameters = context["request"].GET.copy()
    names = parameters.getlist("e")
    parameters.setlist("e", [slug if name.strip() == typed else name for name in names] if names else [slug])
    parameters.pop("q", None)
    return f"?{urlencode(parameters, doseq=True)}"


@register.simple_tag(takes_context=True)
def without_filters(context: Mapping[str, Any]) -> str:
    parameters = context["request"].GET.copy()
    for name in FILTERS:
        parameters.pop(name, None)
    return f"?{urlencode(parameters, doseq=True)}"
