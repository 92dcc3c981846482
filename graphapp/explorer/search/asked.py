"""What a reader typed, as it is looked for: words, "phrases" and speaker:NAME. Anything may be typed; nothing is syntax
but these two, and what is malformed is words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 400
"""Characters that count."""
MOST_TERMS = 12
SHORTEST_BEGINNING = 2
"""Letters from which on a word is taken for the beginning of one."""
_SPEAKER = re.compile(r'\bspeaker:\s*(?:"([^"]*)"?|(\S+))', re.IGNORECASE)
_PHRASE = re.compile(r'"([^"]*)"')
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Term:
    """Folded words that follow each other. `begins`: the last of them may be the beginning of a longer word."""

    words: tuple[str, ...]
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """`text`: as it was typed, without control characters. `plain`: the same without the speaker and quotation marks.
    `speaker`: folded beginnings of words of the speaker's name."""

    text: str
    plain: str = ""
    terms: tuple[Term, ...] = ()
    speaker: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.terms or self.speaker)


def read_asked(text: str) -> Asked:
    clean = "".join(c if c.isprintable() else " " for c in text[: LONGEST * 4]).strip()[:LONGEST]
    speakers = [a or b for a, b in _SPEAKER.findall(clean)]
    said = _SPEAKER.sub(" ", clean)
    quoted = [Term(tuple(fold_words(phrase))) for phrase in _PHRASE.findall(said)]
    loose = fold_words(_PHRASE.sub(" ", said))
    terms = [*quoted, *(Term((word,), len(word) >= SHORTEST_BEGINNING) for word in loose)]
    unique = tuple(dict.fromkeys(term for term in terms if term.words))
    spoken = tuple(dict.fromkeys(fold_words(" ".join(speakers))))
    return Asked(clean, " ".join(said.replace('"', " ").split()), unique[:MOST_TERMS], spoken[:MOST_TERMS])


def fold_words(text: str) -> list[str]:
    """Words as the text indexes compare them: letters and digits, without case and accents."""
    return [fold_word(word) for word in _WORD.findall(unicodedata.normalize("NFC", text))]


def fold_word(word: str) -> str:
    if word.isascii():
        return word.lower()
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return plain.casefold()
