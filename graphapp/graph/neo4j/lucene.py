"""Words as a query for the full-text index. What is typed is text: nothing in it is syntax."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from graphapp.graph.likeness import LONG, SHORTEST
from ingest.language.lengths import is_unspaced

LONG_ENOUGH = 6
"""Letters of which half tell enough of a name."""
LEAST_OF_TWO = 3
"""Letters of each of two words that are typed as one."""
_SYNTAX = re.compile(r'([+\-&|!(){}\[\]^"~*?:\\/<>=@#])')


def begin_words(words: Iterable[str]) -> str:
    """Asks for entries in which each of `words`, folded and without white space, begins a word, or stands anywhere
    where its script has no spaces between words."""
    return " ".join(f"+{'*' if is_unspaced(word) else ''}{escape(word)}*" for word in words)


def hold_words(words: Iterable[str]) -> str:
    """Asks for entries that hold each of `words`."""
    return " ".join(f"+{escape(word)}" for word in words)


def resemble_words(words: Sequence[str]) -> str:
    """Asks for entries that hold a word like one of `words`: one letter may differ, in long words two. The last may be
    typed half: then a slip in its second half leaves how it begins. A name may be one word that is typed as several, or
    two that are typed as one."""
    whole = ["".join(words)] if len(words) > 1 else []
    wanted = [word for word in (*words, *whole) if len(word) >= SHORTEST]
    parts = [f"{escape(word)}~{2 if len(word) >= LONG else 1}" for word in wanted]
    if len(words[-1]) >= LONG_ENOUGH:
        parts.append(f"{escape(words[-1][: len(words[-1]) // 2])}*")
    if len(words) == 1:
        parts += [f"({hold_words(halves)})" for halves in _part(words[0])]
    return " ".join(parts)


def _part(word: str) -> Iterator[tuple[str, str]]:
    """As two words, at each place that leaves enough letters on both sides."""
    return ((word[:at], word[at:]) for at in range(LEAST_OF_TWO, len(word) - LEAST_OF_TWO + 1))


def escape(word: str) -> str:
    return _SYNTAX.sub(r"\\\1", word)
