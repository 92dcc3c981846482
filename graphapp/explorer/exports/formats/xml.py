"""Text inside XML. What XML 1.0 can't hold at all becomes U+FFFD; line ends are kept as they are."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

_IMPOSSIBLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTITIES = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def write_text(value: object) -> str:
    """For element content and attribute values alike."""
    return escape(replace_impossible(str(value)), _ENTITIES)


def replace_impossible(text: str) -> str:
    return _IMPOSSIBLE.sub("\ufffd", text)
