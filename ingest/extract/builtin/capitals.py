"""Names by their capitals alone: what stands in for the tagger's models, and the meaning of “written like a name”."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.extract.builtin.words import NEVER_NAMES
from ingest.language.background import Background
from ingest.language.tokens import Run


def is_title_word(word: str) -> bool:
    """Whether the word has a capital or starts with a digit: Postgres, iPhone, 2001."""
    return any(c.isupper() for c in word) or word[:1].isdigit()


def is_name_word(run: Run, index: int) -> bool:
    return is_title_word(run.words[index]) and run.lows[index] not in NEVER_NAMES and run.words[index][0].isalnum()


def find_capital_runs(run: Run, background: Background) -> Iterator[tuple[int, int]]:
    """First and last-plus-one token of each stretch of capitals. A sentence's first word must be usual with one."""
    first: int | None = None
    for index in range(len(run) + 1):
        fits = index < len(run) and _fits(run, index, background)
        if fits and first is None:
            first = index
        elif not fits and first is not None:
            yield first, index
            first = None


def _fits(run: Run, index: int, background: Background) -> bool:
    word = run.words[index]
    if not word[0].isupper() or run.lows[index] in NEVER_NAMES:
        return False
    share = background.capital_share(run.lows[index])
    opens = index == 0 or run.words[index - 1][0] in "\"'(:-.!?"
    return (share is None or share > 0.6) if opens else (share is None or share > 0.15)
