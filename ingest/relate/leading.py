"""What leads to a name: the word before its article and adjectives. Decides nothing."""

from __future__ import annotations

from ingest.language.parts import ADJECTIVE, tag_word
from ingest.language.words import word_set
from ingest.relate.talk import Naming, Talk

LEADING_ON = word_set("at in of from with by about into near through without around for on over under like than")
"""What leads to a name that then does nothing itself."""
_OPENING = word_set("a an the this that these those my your his her its our their very")
_MOST_OPENING = 3


def find_leading(talk: Talk, naming: Naming) -> str:
    """The word before; empty at the beginning of the sentence. "without" for "ring" in "without a little ring"."""
    begin, _ = talk.tokens_of(naming.sentence)
    number = naming.first - 1
    while number >= max(begin, naming.first - _MOST_OPENING) and _opens_name(talk.tokens[number].word):
        number -= 1
    return talk.tokens[number].word if number >= begin else ""


def _opens_name(word: str) -> bool:
    return word in _OPENING or tag_word(word) == ADJECTIVE
