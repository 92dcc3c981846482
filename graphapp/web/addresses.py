"""Addresses as everybody may see them. Fetches nothing, and knows nothing of whose they are."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

from django.http import HttpRequest

_ADDRESS = re.compile(r"\b(https?://)(?:[^\s/?#]*@)?([^\s?#]*)([?#]\S*)?", re.IGNORECASE)
_AROUND = ".,:;)”\"'"
"""Of the sentence in which an address stands, where it ends in these."""


def is_web_address(text: str) -> bool:
    """Whether it leads to the web as it stands, and with nobody's password."""
    try:
        parts = urlsplit(text)
        leads = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return leads and "@" not in parts.netloc and text.isprintable() and " " not in text


def shorten_addresses(text: str) -> str:
    """A text whose addresses lack user, query and fragment: what private feeds have there opens them."""
    return _ADDRESS.sub(_shorten, text)


def _shorten(found: re.Match[str]) -> str:
    hidden = found[3] or ""
    shown = found[1] + found[2] + ("?…" if hidden else "")
    return shown + hidden[len(hidden.rstrip(_AROUND)) :]


def find_page(request: HttpRequest) -> str:
    """Path, query and fragment of the page from which a part was asked for; empty where nobody says so."""
    try:
        parts = urlsplit(request.headers.get("HX-Current-URL", ""))
    except ValueError:  # of somebody's making: browsers say where they are
        return ""
    return urlunsplit(parts._replace(scheme="", netloc=""))
