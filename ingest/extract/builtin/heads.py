"""What a name's words say of its type: a Deal is an event, an Institute an organization, a Project a product."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.extract.builtin.words import BODIES, BYNAMES, NUMBERS
from ingest.language.given import is_given_name
from ingest.language.words import word_set
from ingest.records import EntityType

_HEADS = {
    EntityType.EVENT: word_set("deal agreement alarm outage summit treaty hackathon symposium"),
    EntityType.MEDIA: word_set("papers times weblog magazine gazette herald"),
    EntityType.ORGANIZATION: word_set(
        """
        laboratory laboratories lab labs institute consortium university center centre foundation machines
        """
    ),
    EntityType.PLACE: word_set("mountains alps river valley"),
    EntityType.CONCEPT: word_set("act license licence"),
}
_TYPES = {word: kind for kind, words in _HEADS.items() for word in words}
_OPENERS = {"project": EntityType.PRODUCT, "hurricane": EntityType.EVENT, "lake": EntityType.PLACE}
_PEERS = word_set(
    "lord lady viscount viscountess baroness dame sir mr mrs ms miss judge justice pope sultan emperor empress tsar"
    " caliph bishop archbishop cardinal rabbi imam sheikh"
)
_ROYALS = word_set("king queen prince princess duke duchess earl countess")
_VERSUS = frozenset(["v", "vs"])
"""Between the parties of a case."""
_LEARNED = re.compile(r"\w{4,}(?:stasis|osis|itis|ology|onomy)|\w{5,}ism")
_TITLED = 3
_NO_SURNAMES = word_set("web net engine machine index system systems")
"""Last words that no person is called."""
_ABSTRACT = re.compile(r"\w{3,}(?:ment|tion|sion|ness|ware|ceuticals)")


def is_no_surname(word: str) -> bool:
    """“Horizon Development” is nobody, whatever stands around it."""
    return word in _NO_SURNAMES or (bool(_ABSTRACT.fullmatch(word)) and not is_given_name(word))


def _has_title(words: Sequence[str]) -> bool:
    """“Lord Stone”, “Princess of Wales”, “Queen Ada”; a Justice Department is nobody."""
    if words[0] in _ROYALS:
        return len(words) <= _TITLED and (words[1] == "of" or is_given_name(words[1]))
    named = words[1] != "of" and words[-1] not in _TYPES and BODIES.isdisjoint(words[1:])
    return words[0] in _PEERS and len(words) <= _TITLED and named


def read_head(words: Sequence[str]) -> EntityType | None:
    """The type that the last or first of several words (lower case), or a word's learned ending, tells; else None."""
    if len(words) == 1:
        return EntityType.CONCEPT if _LEARNED.fullmatch(words[0]) else None
    if any(words[n] == "the" and words[n + 1] in BYNAMES | NUMBERS for n in range(1, len(words) - 1)):
        return EntityType.PERSON
    if any(words[n] in BODIES and words[n + 1] in {"of", "for"} for n in range(len(words) - 2)):
        return EntityType.ORGANIZATION
    if not _VERSUS.isdisjoint(words[1:-1]):
        return EntityType.EVENT
    if _has_title(words):
        return EntityType.PERSON
    return _TYPES.get(words[-1]) or _OPENERS.get(words[0])
