"""Where a sentence begins, and with which words that are no part of the name after them: “Join Acme”, “the U.S. So”."""

from __future__ import annotations

import re

from ingest.extract.builtin.corpus import is_listed, is_well_known
from ingest.extract.builtin.words import ARTICLES, CUTTING, INTERJECTIONS, MONTHS, NUMBERS
from ingest.language.background import Background
from ingest.language.given import is_given_name
from ingest.language.tokens import Run

_STOPS = re.compile(r"(?:[A-Z]\.){2,}")
_OPENERS = "\"'(-:.!?"
_WHEN = frozenset({"in", "since", "until", "by", "last", "next", "this"})
_ALSO_PEOPLE = frozenset({"april", "may", "june", "august"})
_HARDLY = 0.01
_TALKS = 150


def opens_after_stops(run: Run, i: int) -> bool:
    """Whether an everyday word with a capital follows an abbreviation: there a sentence ends with the last stop."""
    everyday = run.lows[i] in ARTICLES or run.lows[i] in CUTTING
    return i > 0 and everyday and run.words[i][0].isupper() and bool(_STOPS.fullmatch(run.words[i - 1]))


def precedes_name(run: Run, i: int) -> bool:
    """Whether the word is said before the name that follows, and is no part of it: “Okay Ada”, “the first of April
    Ada”, “since March Acme”."""
    if run.lows[i] in INTERJECTIONS:
        return i + 1 < len(run) and is_given_name(run.lows[i + 1])
    return run.lows[i] in MONTHS and i > 0 and _is_dated(run, i)


def _is_dated(run: Run, month: int) -> bool:
    if run.lows[month] not in _ALSO_PEOPLE and run.lows[month - 1] in _WHEN:
        return True
    day = run.lows[month - 2] if month > 1 and run.lows[month - 1] == "of" else ""
    return day.rpartition("-")[2] in NUMBERS or day[:1].isdigit()


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
