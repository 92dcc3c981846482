"""Given names: how a person's name begins."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files

from ingest.language.background import load_background

_STROKED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"})
"""Letters that no accent can be taken from."""


@cache
def _load_given_names() -> frozenset[str]:
    """What is counted, mostly in the United States, and what the rest of the world calls its children besides."""
    lists = (files("ingest.language").joinpath(name).read_text("utf-8") for name in ("given.txt", "given_world.txt"))
    return frozenset(word for names in lists for word in names.split())


def is_given_name(low: str) -> bool:
    """Whether the lower-case word is a usual given name, accents aside."""
    names = _load_given_names()
    return low in names or _strip_accents(low) in names


def may_be_given(low: str) -> bool:
    """Whether a name may begin with the lower-case word as its given name: a usual one, or no everyday word.

    “Council Member Winter” is not called Council.
    """
    share = load_background().capital_share(low)
    return is_given_name(low) or share is None or share > 0.5


def _strip_accents(low: str) -> str:
    if low.isascii():
        return low
    plain = low.translate(_STROKED)
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
