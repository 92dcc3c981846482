"""Where a sentence begins, and with which words that are no part of the name after them: “Join Acme”, “the U.S. So”."""

from __future__ import annotations

import re

from ingest.extract.builtin.corpus import is_listed, is_well_known
from ingest.extract.builtin.words import ARTICLES, CUTTING
from ingest.language.background import Background
from ingest.language.given import is_given_name
from ingest.language.tokens import Run

_STOPS = re.compile(r"(?:[A-Z]\.){2,}")
_OPENERS = "\"'(-:.!?"
_HARDLY = 0.01
_TALKS = 150


def opens_after_stops(run: Run, i: int) -> bool:
    """Whether an everyday word with a capital follows an abbreviation: there a sentence ends with the last stop."""
    everyday = run.lows[i] in ARTICLES or run.lows[i] in CUTTING
    return i > 0 and everyday and run.words[i][0].isupper() and bool(_STOPS.fullmatch(run.words[i - 1]))


def shed_opening(run: Run, span: tuple[int, int], *, background: Background) -> tuple[int, int]:
    """Without everyday words at a sentence's start before a name that is known: “Get Ada Winter”."""
    first, last = span
    if (first and run.words[first - 1][0] not in _OPENERS) or is_listed(run.lows[first:last]):
        return span
    begin = first
    while begin < last - 1 and background.is_ordinary(run.lows[begin], share=_HARDLY, talks=_TALKS):
        begin += 1
        if is_well_known(run.lows[begin:last]) or is_given_name(run.lows[begin]):
            return begin, last
    return span
