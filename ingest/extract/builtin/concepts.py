"""Picks the concepts that a talk is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.extract.builtin.groups import Group
from ingest.extract.builtin.lexical import Matches
from ingest.extract.builtin.tagger import Tagged
from ingest.extract.builtin.talk import Place, Talk
from ingest.language.background import Background
from ingest.records import EntityType


@dataclass(frozen=True, slots=True)
class Chosen:
    """A concept with all its places. `confidence` 0..1 that an editor would keep it."""

    name: str
    places: tuple[Place, ...]
    confidence: float
    reason: str = "concept"
    type: EntityType = EntityType.CONCEPT


def choose_concepts(
    talk: Talk, *, groups: Mapping[str, Group], tagged: Tagged, matches: Matches, background: Background
) -> Sequence[Chosen]:
    """Concepts of the lexicon that the talk says at least twice, or once in more than one word."""
    places: dict[str, list[Place]] = {}
    for form, place in matches.concepts:
        places.setdefault(form.entry.name, []).append(place)
    return [
        Chosen(name, tuple(where), min(0.9, 0.4 + 0.1 * len(where)), "lexicon")
        for name, where in places.items()
        if len(where) > 1 or len(where[0]) > 1
    ]
