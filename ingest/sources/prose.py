"""Takes the words out of what feeds write as HTML, in time that grows with it. Shows no tag, and runs nothing."""

from __future__ import annotations

import html
import re

_REST = r"""(?:[\s/](?:[^<>"']|"[^"<]*"|'[^'<]*')*)?>"""
_HIDDEN = re.compile(rf"<(script|style){_REST}[^<]*</\1\s*>|<!--[^<>]*-->", re.IGNORECASE)
_APART = re.compile(
    r"</?(?:address|article|blockquote|br|dd|div|dl|dt|figcaption|figure|h[1-6]|hr|li|ol|p|pre|section|table|tbody|td|th"
    rf"|thead|tr|ul){_REST}",
    re.IGNORECASE,
)
"""Tags that stand between words. Those below may stand within one."""
_WITHIN = re.compile(
    rf"</?(?:a|abbr|b|cite|code|em|font|i|img|mark|q|s|small|span|strike|strong|sub|sup|time|tt|u|wbr){_REST}",
    re.IGNORECASE,
)


def take_words(text: str) -> str:
    """One line of the words as they are read. What is no tag of prose (`Vec<T>`) stays: some write plain text."""
    shown = _WITHIN.sub("", _APART.sub(" ", _HIDDEN.sub(" ", text)))
    return " ".join(html.unescape(shown).split())
