"""A wording found in a sentence, and the look-up of wordings among its words. Judges none of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.ontology import load_ontology
from ingest.records import EntityType
from ingest.relate.cues import Pattern, Place, index_cues
from ingest.relate.talk import Naming, Talk

_DOUBTFUL = 0.55


@dataclass(frozen=True, slots=True)
class Hit:
    """A wording found between two namings, subject and object told apart; how far to trust it, 0..1."""

    subject: Naming
    predicate: str
    object: Naming
    trust: float
    rule: str


def fits_types(talk: Talk, subject: Naming, predicate: str, obj: Naming) -> bool:
    """Whether the predicate may join the two; what is hardly known for what it is joins nothing but as connected."""
    if is_doubtful(talk, subject) or is_doubtful(talk, obj):
        return False
    return load_ontology().predicates[predicate].joins(talk.type_of(subject), talk.type_of(obj))


def is_doubtful(talk: Talk, naming: Naming) -> bool:
    """Whether the type is little more than a guess. Of an idea it is the idea that is doubted, not the type."""
    entity = talk.entities[naming.entity]
    return entity.type is not EntityType.CONCEPT and entity.confidence < _DOUBTFUL


def find_cues(words: Sequence[str], place: Place) -> Iterator[tuple[Pattern, int, int]]:
    """Each pattern with where its cue begins and ends in `words`."""
    index = index_cues(place)
    for at, word in enumerate(words):
        for cue, pattern in index.get(word, ()):
            if len(cue) == 1 or tuple(words[at : at + len(cue)]) == cue:
                yield pattern, at, at + len(cue)
