"""How long a text is in words, also where its script puts no spaces between them."""

from __future__ import annotations

import re

from ingest.language.scripts import UNSPACED

_UNSPACED = UNSPACED + "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff"
"""With Thai, Lao, Burmese and Khmer, whose phrases stand apart."""
_HANGUL = "\\uac00-\\ud7af"
"""Korean has spaces, but joins particles to its names."""
_WITHOUT_SPACES = re.compile(f"[{_UNSPACED}]")
_JOINED = re.compile(f"[{_UNSPACED}{_HANGUL}]")
_CHARACTERS_A_WORD = 1.7


def count_words(text: str) -> int:
    """At least one."""
    unspaced = 0 if text.isascii() else len(_WITHOUT_SPACES.findall(text))
    return max(1, round(text.count(" ") + unspaced / _CHARACTERS_A_WORD) if unspaced else text.count(" ") + 1)


def may_join_names(text: str) -> bool:
    """Whether a name may stand there as a part of what looks like one word."""
    return not text.isascii() and _JOINED.search(text) is not None
