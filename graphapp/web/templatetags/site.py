"""What every template may write: icons, times, entity types in words, addresses with one parameter changed.

No queries here, and every string that comes from outside is escaped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

import msgspec
from django import template
from django.template.defaultfilters import date
from django.templatetags.static import static
from django.utils.html import format_html, json_script
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from graphapp.web.clock import format_clock
from graphapp.web.icons import FALLBACK, icon_names

register = template.Library()

_LANGUAGE = re.compile("(?!(?:en|und|mul|zxx)$)[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite; decoration unless it has a label."""
    known = name if name in icon_names() else FALLBACK
    address = f"{static('app/icons.svg')}#{known}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, address)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', address)


@register.simple_tag
@lru_cache(maxsize=64)
def mark(type: str) -> SafeString:
    """The shape and colour of an entity type; decoration beside a word that says the type."""
    return format_html('<i class="mark t-{}" aria-hidden="true"></i>', type)


@register.filter
def clock(milliseconds: int | None) -> str:
    """1:02:03 or 2:03; empty where there is no time."""
    return format_clock(milliseconds)


@register.filter
def seconds(milliseconds: int | None) -> int | str:
    """Whole seconds for an address, rounded down."""
    return "" if milliseconds is None else milliseconds // 1000


@register.simple_tag
def time_of(moment: datetime) -> SafeString:
    """To the minute, with its zone; the front end writes it in the reader's."""
    return format_html('<time datetime="{}" data-local>{}</time>', moment.isoformat(), date(moment, "j M Y H:i T"))


@register.simple_tag
@lru_cache(maxsize=64)
def said_in(language: str) -> SafeString:
    """Attributes of what was said, or is called, in a language: how it is read out, and from which side it is set."""
    return format_html('{} dir="auto"', name_language(language))


def name_language(language: str) -> SafeString | str:
    """The attribute `lang`; nothing for English, the page's own, and where nobody knows."""
    return format_html(' lang="{}"', language) if _LANGUAGE.fullmatch(language) else ""


@register.simple_tag(takes_context=True)
def query(context: Mapping[str, Any], **changes: Any) -> str:
    """The present address's query with some parameters set; None or "" removes one."""
    parameters = dict(context["request"].GET.lists())
    for name, value in changes.items():
        if value in (None, ""):
            parameters.pop(name, None)
        else:
            parameters[name] = [str(value)]
    return f"?{urlencode(parameters, doseq=True)}" if parameters else "?"


@register.filter
def data_script(value: object, element_id: str) -> SafeString:
    """Data for the page's script, escaped as by `json_script`, which takes ten times as long over a large graph."""
    return json_script(value, element_id, encoder=_Encoder)


class _Encoder(json.JSONEncoder):
    def encode(self, o: object) -> str:
        return msgspec.json.encode(o).decode()
