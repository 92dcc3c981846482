"""What may be said: entity types, predicates, and which types each predicate may join (`ontology.yaml`).

Read once, never written. Holds no rule of extraction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from ingest.records import EntityType

FALLBACK = "related_to"


@dataclass(frozen=True, slots=True)
class Predicate:
    """`phrase` reads subject first ("works for"), `inverse` object first ("employs"). `one_way`: can't hold in both
    directions. `contradicts`: predicates that can hardly hold of the same two; said of one of them, true of both."""

    name: str
    phrase: str
    inverse: str
    subjects: frozenset[EntityType]
    objects: frozenset[EntityType]
    symmetric: bool = False
    one_way: bool = False
    contradicts: frozenset[str] = frozenset()

    def joins(self, subject: EntityType, obj: EntityType) -> bool:
        return subject in self.subjects and obj in self.objects

    def fit(self, subject: EntityType, obj: EntityType) -> tuple[str, bool]:
        """The predicate that can be held of the types, and whether it is turned round: itself, or only related."""
        if self.joins(subject, obj):
            return self.name, False
        # turned round only where both ends are told by their types: what is about a thing may be anything
        if self.objects < frozenset(EntityType) and self.joins(obj, subject):
            return self.name, True
        return FALLBACK, False


@dataclass(frozen=True, slots=True)
class Ontology:
    """`plurals`: how a group of one type is headed on a page."""

    plurals: Mapping[EntityType, str]
    predicates: Mapping[str, Predicate]

    def is_symmetric(self, *names: str) -> bool:
        """Whether the order of the ends says nothing of any of these, some of which there may be no longer."""
        return any(name in self.predicates and self.predicates[name].symmetric for name in names)


@cache
def load_ontology() -> Ontology:
    raw = yaml.safe_load(files("ingest").joinpath("ontology.yaml").read_text("utf-8"))
    plurals = {EntityType(name): facts["plural"] for name, facts in raw["types"].items()}
    predicates = {name: _read_predicate(name, facts) for name, facts in raw["predicates"].items()}
    return Ontology(plurals=plurals, predicates=predicates)


def _read_predicate(name: str, facts: Mapping[str, object]) -> Predicate:
    return Predicate(
        name=name,
        phrase=str(facts["phrase"]),
        inverse=str(facts["inverse"]),
        subjects=_read_types(facts.get("subject")),
        objects=_read_types(facts.get("object")),
        symmetric=bool(facts.get("symmetric", False)),
        one_way=bool(facts.get("one_way", False)),
        contradicts=_read_names(facts.get("contradicts")),
    )


def _read_names(names: object) -> frozenset[str]:
    return frozenset(map(str, names)) if isinstance(names, list) else frozenset()


def _read_types(names: object) -> frozenset[EntityType]:
    if not isinstance(names, list):
        return frozenset(EntityType)
    return frozenset(EntityType(name) for name in names)
