"""Names by their capitals alone: what stands in for the tagger's models, and the meaning of “written like a name”."""

from __future__ import annotations

from ingest.extract.builtin.words import NEVER_NAMES
from ingest.language.tokens import Run


def is_title_word(word: str) -> bool:
    """Whether the word has a capital or starts with a digit: Postgres, iPhone, 2001."""
    return any(c.isupper() for c in word) or word[:1].isdigit()


def is_name_word(run: Run, index: int) -> bool:
    return is_title_word(run.words[index]) and run.lows[index] not in NEVER_NAMES and run.words[index][0].isalnum()
