"""Words without their usual endings: enough to see that “signal handler” and “signal handling” begin alike."""

from __future__ import annotations

import re
from functools import lru_cache

_ENDING = re.compile(r"(?:ations?|ings?|ers?|ors?|ions?|ments?|ed|es|s|e)$")
_SHORTEST = 4
_JOINT = re.compile(r"[ -]")


def stem_word(low: str) -> str:
    """What is left of a word without its usual ending: handler, handling and handles are “handl”."""
    stem = _ENDING.sub("", low)
    return stem if len(stem) >= _SHORTEST else low


@lru_cache(maxsize=65536)
def list_stems(phrase: str) -> tuple[str, ...]:
    """Those of a phrase's words in lower case, of parts of a word too: “user-facing tools”."""
    return tuple(stem_word(word) for word in _JOINT.split(phrase) if word)
