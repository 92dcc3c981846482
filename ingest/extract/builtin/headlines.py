"""Headlines, where nearly every word has a capital, and what can be believed in them. Finds no name."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.extract.builtin.corpus import is_listed
from ingest.language.given import is_given_name
from ingest.language.tokens import Run

_SHOUTED = 0.75
_LEAST = 4


def is_headline(run: Run, tags: Sequence[str]) -> bool:
    """Whether most words have capitals, so that capitals tell nothing. `tags`: the tagger's, one per token.

    A sentence may be as full of names: “Ada Winter led Acme Labs.” has a verb or a full stop, and no capital that is
    no name's.
    """
    words = [n for n, word in enumerate(run.words) if word[0].isalpha()]
    capitals = [n for n in words if run.words[n][0].isupper()]
    if len(words) < _LEAST or len(capitals) < _SHOUTED * len(words):
        return False
    said = run.words[-1] == "." or any(tags[n] in "VA" and run.words[n].islower() for n in words)
    return not said or any(tags[n] not in "BI" for n in capitals if n != words[0])


def is_safe(run: Run, first: int, last: int) -> bool:
    """Whether tokens `first` up to `last` are a name in a headline too: one that is known, or a person's in full."""
    person = last - first == 2 and is_given_name(run.lows[first]) and len(run.words[last - 1]) > 1
    return is_listed(run.lows[first:last]) or person
