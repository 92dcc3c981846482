"""Links to take a part of the graph along as a file, for any page."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django import template
from django.utils.http import urlencode

from graphapp.explorer.exports.scope import LONGEST_VIEW
from graphapp.explorer.exports.writing import FORMATS

register = template.Library()


@register.inclusion_tag("explorer/exports/take.html")
def take_along(what: str, **part: str) -> dict[str, Any]:
    """`part`: one of video, topic, entities or view, or nothing for the whole library. `what`: the same in words."""
    narrow = f"&{urlencode(part)}" if part else ""
    too_long = any(len(quote(value)) > LONGEST_VIEW for value in part.values())
    return {"formats": FORMATS.items(), "narrow": narrow, "what": what, "too_long": too_long}
