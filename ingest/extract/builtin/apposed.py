"""What an apposition after a name says that it is: “ABC, a language for teaching”. Judges no name."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from ingest.language.words import word_set
from ingest.records import EntityType

_HEADS = {
    EntityType.PRODUCT: word_set("language library framework compiler editor browser console phone app database tool"),
    EntityType.ORGANIZATION: word_set("company firm startup bank agency manufacturer supplier university charity"),
    EntityType.PERSON: word_set("engineer programmer scientist mathematician physicist professor author historian"),
    EntityType.MEDIA: word_set("book novel film magazine newspaper broadcaster podcast song"),
    EntityType.PLACE: word_set("city town village country island river suburb"),
    EntityType.EVENT: word_set("festival conference summit war"),
}
_TYPES = {word: kind for kind, words in _HEADS.items() for word in words}
_ALIKE = frozenset([EntityType.PRODUCT, EntityType.ORGANIZATION])
"""A company and what it makes often have one name."""
_ENDS = word_set("for of in from that which who whose where with by on at to and or but is was , . ; : ? !")
_MOST_WORDS = 5


def contradicts(kind: EntityType, *, lows: Sequence[str], last: int) -> bool:
    """Whether what follows the name that ends before token `last` says that it is of another kind."""
    said = _TYPES.get(_read_head(lows[last : last + 2 + _MOST_WORDS]))
    return said is not None and said is not kind and not {said, kind} <= _ALIKE


def _read_head(words: Sequence[str]) -> str:
    """The last word of what stands after a comma and an article."""
    if len(words) < 3 or words[0] != "," or words[1] not in ("a", "an"):
        return ""
    return next(reversed(list(takewhile(lambda word: word not in _ENDS, words[2:]))), "")
