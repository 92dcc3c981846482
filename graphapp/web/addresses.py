"""Addresses as everybody may see them. Fetches nothing, and knows nothing of whose they are."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"\b(https?://)(?:[^\s/?#]*@)?([^\s?#]*)([?#]\S*?)?(?=[.,:;)”\"']*(?:\s|$))", re.IGNORECASE)


def shorten_addresses(text: str) -> str:
    """A text whose addresses lack user, query and fragment: what private feeds have there opens them."""
    return _ADDRESS.sub(lambda found: found[1] + found[2] + ("?…" if found[3] else ""), text)
