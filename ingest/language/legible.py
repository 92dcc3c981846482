"""Makes foreign text safe to store and to show. Knows no format, and adds no word.

What leaves here is NFC, without NUL and other control characters, lone surrogates, terminal escapes,
direction overrides and invisible fillers, tags and operators, with single spaces for white space.
"""

from __future__ import annotations

import re
import unicodedata

_ESCAPES = re.compile(r"\x1b(?:\[[0-9;:?<=>]{0,40}[ -/]{0,4}[@-~]|\][^\x07\x1b]{0,400}(?:\x07|\x1b\\)|[ -/]{0,4}[0-~])")
_UNSAFE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
    "\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u3164\ufeff\uffa0"
    "\u202a-\u202e\u2060-\u206f\U0001d173-\U0001d17a\U000e0000-\U000e007f"
    "\ufdd0-\ufdef\ufffe\uffff\ufff9-\ufffb]"
)
# They choose among the forms of a Chinese character; behind anything else they only hide something.
_FORMS = re.compile("(?<![\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])[\U000e0100-\U000e01ef]+")
_SURROGATES = re.compile("[\ud800-\udfff]")
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and pictures of nothing."""
_MARK_RUN = re.compile(f"([{_MARKS}]{{8}})[{_MARKS}]+")


def make_legible(text: str) -> str:
    """One line of safe text; empty where nothing legible was there. Applying it twice changes nothing."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split()) if "  " in text else text.strip()
    plain = _FORMS.sub("", _UNSAFE.sub("", _ESCAPES.sub("", text)))
    plain = _SURROGATES.sub("\ufffd", plain)
    # Normalising sorts each run of marks, in quadratic time.
    plain = _MARK_RUN.sub(r"\1", plain)
    return " ".join(unicodedata.normalize("NFC", plain).split())


def shows_something(text: str) -> bool:
    """Whether any character of it can be seen by itself."""
    return any(map(_is_seen, text))


def _is_seen(character: str) -> bool:
    blank = character.isspace() or character in _BLANK
    return character.isprintable() and not blank and not unicodedata.category(character).startswith("M")
