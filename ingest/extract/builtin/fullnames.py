"""Where a person's full name begins behind a name that talks know: “Let's Encrypt Ada Kowal” are two."""

from __future__ import annotations

from collections.abc import Callable

from ingest.extract.builtin.capitals import is_title_word
from ingest.extract.builtin.corpus import is_well_known
from ingest.extract.builtin.heads import read_head
from ingest.language.background import Background
from ingest.language.given import is_given_name
from ingest.language.surnames import may_be_surname
from ingest.language.tokens import Run

_TWO = 2


def follows_known(run: Run, first: int, last: int, *, background: Background, talks_of: Callable[[str], int]) -> bool:
    """Whether the last two of tokens `first` up to `last` are a person, and the others a name, which together no talk
    knows."""
    front = run.lows[first : last - _TWO]
    if not front or is_given_name(front[0]) or talks_of(" ".join(run.lows[first:last])):
        return False
    return is_well_known(front) and _is_person(run, last - _TWO, background)


def _is_person(run: Run, given: int, background: Background) -> bool:
    """Whether a given name stands before a word that is hardly written small and ends no other name."""
    named = is_given_name(run.lows[given]) and is_title_word(run.words[given])
    family = may_be_surname(run.words[given + 1], background=background)
    return named and family and read_head(run.lows[given : given + _TWO]) is None
