"""How long a text is in words, also where its script puts no spaces between them."""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate

from ingest.language.scripts import UNSPACED

_UNSPACED = UNSPACED + "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff"
"""With Thai, Lao, Burmese and Khmer, whose phrases stand apart."""
_HANGUL = "\\uac00-\\ud7af"
"""Korean has spaces, but joins particles to its names."""
_WITHOUT_SPACES = re.compile(f"[{_UNSPACED}]")
_JOINED = re.compile(f"[{_UNSPACED}{_HANGUL}]")
_PIECES = re.compile(f"[{_UNSPACED}]|[^{_UNSPACED}\\s]+")
_CHARACTERS_A_WORD = 1.7


def count_words(text: str) -> int:
    """At least one."""
    unspaced = 0 if text.isascii() else len(_WITHOUT_SPACES.findall(text))
    return max(1, round(text.count(" ") + unspaced / _CHARACTERS_A_WORD) if unspaced else text.count(" ") + 1)


def is_unspaced(text: str) -> bool:
    """Whether most of it is of a script that puts no spaces between words."""
    return not text.isascii() and 2 * len(_WITHOUT_SPACES.findall(text)) > len(text)


def first_words(text: str, count: int) -> str:
    """The first `count` words with single spaces; where no spaces part words, as many letters as these have."""
    words = text.split()
    if text.isascii() or not _WITHOUT_SPACES.search(" ".join(words[:count])):
        return " ".join(words[:count])
    whole = " ".join(words)
    pieces = list(_PIECES.finditer(whole))
    sizes = (1 / _CHARACTERS_A_WORD if _WITHOUT_SPACES.match(piece[0]) else 1.0 for piece in pieces)
    fitting = sum(size <= count for size in accumulate(sizes))
    return whole[: _end_letter(whole, pieces[max(1, fitting) - 1].end())]


def _end_letter(text: str, end: int) -> int:
    """Where the letter ends that ends at `end` or after it, with the marks that stand above and below."""
    while end < len(text) and unicodedata.category(text[end]).startswith("M"):
        end += 1
    return end


def may_join_names(text: str) -> bool:
    """Whether a name may stand there as a part of what looks like one word."""
    return not text.isascii() and _JOINED.search(text) is not None
