"""Text as it is searched: words without case and accents, the same in an index, in what is typed and in what is lit.

One rule for every database, in every script: engines fold some scripts and not others, each in its own way. PostgreSQL
must have it as a statement (`postgresql.FOLD`), which a test compares with this. An index that was made by other rules
is known by its statements alone: with a change here goes another name of PostgreSQL's function, and another number in
the remark of SQLite's first trigger. Pure functions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

ACCENTS = "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670"
"""Ranges of marks that most people leave out: those of Latin, Greek and Cyrillic letters, and vowel points. Other marks
make another word, such as the vowels of Devanagari and the voiced kana."""
UNSPACED = "\u3041-\u3096\u30a1-\u30fa\u30fc\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Ranges of letters of scripts without spaces between words: each is indexed as a word of its own, so that any piece
of a sentence is found."""
SYLLABIC = (
    "\u0e01-\u0e30\u0e32\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0ebd\u0ec0-\u0ec6\u0edc-\u0edf"
    "\u1000-\u102a\u103f\u1050-\u1055\u105a-\u105d\u1061\u1065\u1066\u106e-\u1070\u1075-\u1081\u108e"
    "\u1780-\u17b3\u17d7\u17dc"
)
"""Ranges of letters of Thai, Lao, Burmese and Khmer, likewise without spaces: each is a word with the marks on it."""
SYLLABIC_MARKS = (
    "\u0e31\u0e33-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb3-\u0ebc\u0ec8-\u0ece"
    "\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f\u109a-\u109d"
    "\u17b4-\u17d3\u17dd"
)
ALIKE = {"ß": "ss", "ς": "σ"}
"""What is left to be told apart by case alone."""
_ACCENT = re.compile(f"[{ACCENTS}]+")
_MARKS = "".join(c for c in map(chr, range(0x300, 0x10000)) if unicodedata.category(c)[0] == "M")
_LETTER = rf"[^\W_{UNSPACED}{SYLLABIC}]"
_WORD = re.compile(rf"[{UNSPACED}]|[{SYLLABIC}][{SYLLABIC_MARKS}]*|{_LETTER}(?:{_LETTER}|[{_MARKS}])*")
_PLAIN = re.compile("[a-z0-9]+")


class Word(NamedTuple):
    """A word as it is compared, and the place in its text, [start, end) in characters, that it was read from."""

    folded: str
    start: int
    end: int


def list_words(text: str) -> Iterator[Word]:
    """In order. What one word of the text folds to may be several, all at the same place."""
    for found in _WORD.finditer(text):
        if found.group().isascii():
            yield Word(found.group().lower(), found.start(), found.end())
        else:
            for folded in _WORD.findall(fold_letters(found.group())):
                yield Word(folded, found.start(), found.end())


def fold_letters(text: str) -> str:
    """Without case and accents, and otherwise as it is."""
    if text.isascii():
        return text.lower()
    bare = _ACCENT.sub("", unicodedata.normalize("NFKD", text))
    plain = unicodedata.normalize("NFC", bare).lower()
    for letter, other in ALIKE.items():
        plain = plain.replace(letter, other)
    return plain


def fold_text(text: object) -> str:
    """Its words with a space between two. Takes most of the time that an index is made in."""
    said = str(text or "")
    return " ".join(_PLAIN.findall(said.lower()) if said.isascii() else _WORD.findall(fold_letters(said)))


def teach_sqlite(connection: Any, **_: Any) -> None:
    """Gives a new connection the function that the triggers call (`sqlite`)."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("FOLDED", 1, fold_text, deterministic=True)
