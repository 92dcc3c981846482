"""A wording found in a sentence, and the look-up of wordings among its words. Judges none of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.ontology import load_ontology
from ingest.relate.cues import Pattern, Place, index_cues
from ingest.relate.talk import Naming, Talk


@dataclass(frozen=True, slots=True)
class Hit:
    """A wording found between two namings, subject and object told apart; how far to trust it, 0..1."""

    subject: Naming
    predicate: str
    object: Naming
    trust: float
    rule: str


def fits_types(talk: Talk, subject: Naming, predicate: str, obj: Naming) -> bool:
    return load_ontology().predicates[predicate].joins(talk.type_of(subject), talk.type_of(obj))


def find_cues(words: Sequence[str], place: Place) -> Iterator[tuple[Pattern, int, int]]:
    """Each pattern with where its cue begins and ends in `words`."""
    index = index_cues(place)
    for at, word in enumerate(words):
        for cue, pattern in index.get(word, ()):
            if len(cue) == 1 or tuple(words[at : at + len(cue)]) == cue:
                yield pattern, at, at + len(cue)
