"""What a name's last word says of its type: a Deal is an event, an Institute an organization. Lists only."""

from __future__ import annotations

from collections.abc import Sequence

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
NO_PEOPLE = word_set("web net engine machine index system systems")
"""Last words that no person is called."""


def read_head(words: Sequence[str]) -> EntityType | None:
    """The type that the last of several words (lower case) tells; None where it tells nothing."""
    return _TYPES.get(words[-1]) if len(words) > 1 else None
