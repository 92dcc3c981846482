"""What a reader typed, as it is looked for: words, "phrases" and speaker:NAME. Anything may be typed; nothing is syntax
but these two, and what is malformed is words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graphapp.videos.text_index.folding import Word, list_words
from ingest.language.legible import make_legible

LONGEST = 400
"""Characters that count."""
MOST_TERMS = 12
SHORTEST_BEGINNING = 2
"""Letters from which on a word is taken for the beginning of one."""
_SPEAKER = re.compile(r'\bspeaker:\s*(?:"([^"]*)"?|(\S+))', re.IGNORECASE)
_CURLY = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
"""Telephones and word processors put these for the plain mark, and so do our own hints."""
_PHRASE = re.compile(r'"([^"]*)"')
_SIGNED = re.compile(r'[^\s"]*(?:[+#&]|\.(?=\w))[^\s"]*')


@dataclass(frozen=True, slots=True)
class Term:
    """Folded words that follow each other. `begins`: the last of them may be the beginning of a longer word."""

    words: tuple[str, ...]
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """The one video (its id) that is looked into, behind its segment of number `after`."""

    video: str
    after: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """`text`: as it was typed, without what can't be seen. `plain`: the same without the speaker and quotation marks.
    `speaker`: folded beginnings of words of the speaker's name. `signs`: what was typed with signs that tell it from
    another word (“C#”, “.NET”), in small letters: an index holds letters only."""

    text: str
    plain: str = ""
    terms: tuple[Term, ...] = ()
    speaker: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()

    def count_lost_signs(self, text: str) -> int:
        """How much of `signs` is not in a text."""
        plain = text.casefold()
        return sum(signed not in plain for signed in self.signs)

    @property
    def is_empty(self) -> bool:
        return not (self.terms or self.speaker)


def read_asked(text: str) -> Asked:
    clean = make_legible(text[: LONGEST * 4])[:LONGEST]
    typed = clean.translate(_CURLY)
    speakers = [a or b for a, b in _SPEAKER.findall(typed)]
    said = _SPEAKER.sub(" ", typed)
    quoted = [Term(tuple(fold_words(phrase))) for phrase in _PHRASE.findall(said)]
    terms = [*quoted, *_read_loose(_PHRASE.sub(" ", said))]
    unique = tuple(dict.fromkeys(term for term in terms if term.words))
    spoken = tuple(dict.fromkeys(fold_words(" ".join(speakers))))
    plain = " ".join(said.replace('"', " ").split())
    signs = tuple(dict.fromkeys(piece.rstrip(".,;:!?").casefold() for piece in _SIGNED.findall(plain)))
    return Asked(clean, plain, unique[:MOST_TERMS], spoken[:MOST_TERMS], signs)


def _read_loose(text: str) -> Iterator[Term]:
    """A term each; but what was typed without a space between is looked for as it was typed."""
    together: list[Word] = []
    for word in list_words(text):
        if together and word.start > together[-1].end:
            yield _make_term(together)
            together = []
        together.append(word)
    if together:
        yield _make_term(together)


def _make_term(together: list[Word]) -> Term:
    words = tuple(word.folded for word in together)
    return Term(words, begins=len(words[-1]) >= SHORTEST_BEGINNING)


def fold_words(text: str) -> list[str]:
    """Words as the text indexes compare them."""
    return [word.folded for word in list_words(text)]
