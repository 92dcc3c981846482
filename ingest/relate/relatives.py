"""Whose doing is told after "who", "which" and "that": "I have friends who work at A", "the code that uses A".

Refuses only; finds no wording.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.language.parts import NOUN, tag_word
from ingest.language.words import word_set
from ingest.records import EntityType
from ingest.relate.following import APPOSITIONS
from ingest.relate.said import Said
from ingest.relate.talk import Naming, Talk

_RELATIVES = word_set("who which that")
_BEING = word_set(", is are am was were 's")
_ONE = word_set("a an the one")


def is_told_of_another(talk: Talk, *, left: Naming, said: Said) -> bool:
    """Not "I'm the one who made A", "Roe is somebody who", "Roe, whom we met, who"."""
    before = said.before
    at = next((number for number in range(1, len(before)) if before[number] in _RELATIVES), 0)
    if not at or not _is_relative([*before, *said.cue], at):
        return False
    if not left.pronoun and (before[at - 1] == "," or _is_its_kind(talk, left, before[:at])):
        return False
    is_one = left.pronoun.endswith(("'m", "'re")) or before[0] in _BEING
    return before[at - 1] == "or" or not is_one or _ONE.isdisjoint(before[:2])


def _is_relative(words: Sequence[str], at: int) -> bool:
    """Not the "that" of "I did that, moved to A" and "was not that fast"."""
    if words[at] != "that":
        return True
    return words[at + 1] != "," and (words[at - 1] in {",", "or"} or tag_word(words[at - 1]) == NOUN)


def _is_its_kind(talk: Talk, left: Naming, kind: Sequence[str]) -> bool:
    """ "The Rocket engine, which": still Rocket."""
    return talk.type_of(left) is not EntityType.CONCEPT and len(kind) == 1 and kind[0] in APPOSITIONS
