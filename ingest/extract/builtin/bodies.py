"""Names that run on over small words: “the League of Cities”, “Constantine the Eleventh Palaiologos”.

Stretches a span that is there; finds none. Works on token indexes within one run.
"""

from __future__ import annotations

from ingest.extract.builtin.capitals import is_name_word
from ingest.extract.builtin.corpus import is_well_known
from ingest.extract.builtin.words import BODIES, BYNAMES, NUMBERS
from ingest.language.given import may_be_given
from ingest.language.tokens import Run
from ingest.language.words import word_set

_OFFICES = word_set("department ministry office bureau faculty committee agency")
"""What may care for several things: “Department of Housing and Community Development”."""
_NOUNS = (
    _OFFICES
    | BODIES
    | word_set("battle center centre confederation congress council hospital infirmary journal kingdom order republic")
    | word_set("treaty union")
)
"""Nouns that name nothing by themselves, though they have a capital as part of a name."""


def stretch_body(run: Run, span: tuple[int, int]) -> tuple[int, int]:
    """Over “of”, “the” and what is named after them, where the name would be cut there."""
    first, last = _open_byname(run, span[0]), span[1]
    end = _skip_byname(run, last)
    head = next((n for n in range(first, last) if _is_head(run, first, n)), None)
    if end > last or head is None:
        return first, end
    opens = head + 2 + (run.lows[head + 2 : head + 3] == ("the",))
    end = _skip_names(run, opens)
    if end == opens:
        return first, last
    end = max(last, end)
    more = _skip_names(run, end + 1) if run.lows[end : end + 1] == ("and",) else end
    joins = run.lows[head] in _OFFICES and more > end + 1 and not is_well_known(run.lows[end + 1 : more])
    return first, more if joins else end


def _is_head(run: Run, first: int, n: int) -> bool:
    """“Council of”, “Society for”; but who is known without may only do it for another: “Acme Foundation for”."""
    after = run.lows[n + 1 : n + 2]
    whole = after == ("of",) or (after == ("for",) and not is_well_known(run.lows[first : n + 1]))
    return whole and run.lows[n] in _NOUNS


def _skip_byname(run: Run, last: int) -> int:
    """Past “the Second” and the names after it."""
    byname = run.lows[last + 1 : last + 2]
    ordinal = bool(byname) and byname[0] in NUMBERS | BYNAMES and run.words[last + 1][0].isupper()
    return _skip_names(run, last + 2) if ordinal and run.lows[last] == "the" else last


def _open_byname(run: Run, first: int) -> int:
    """Back to the name before “the Second”, if no everyday word stands there: “in the Second World War”."""
    numbered = first > 1 and run.lows[first] in NUMBERS | BYNAMES and run.lows[first - 1] == "the"
    named = numbered and is_name_word(run, first - 2) and may_be_given(run.lows[first - 2])
    return first - 2 if named else first


def _skip_names(run: Run, i: int) -> int:
    while i < len(run) and is_name_word(run, i):
        i += 1
    return i
