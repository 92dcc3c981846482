"""Everything that is stated of one entity, grouped by what it says. One query for all of it, one for the quotes.

Holds no words of a page; what is read from the record stays in its order: strongest first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q

from graphapp.graph.models import Entity, Relation
from graphapp.videos.drawing.plan import CERTAIN
from graphapp.videos.portrait.wording import phrase_of
from graphapp.videos.reading.connections import Evidence, load_best_evidence
from ingest.ontology import FALLBACK, load_ontology

_FIELDS = ("id", "subject_id", "object_id", "predicate", "polarity", "weight", "video_count", "confidence", "approved")


class Stated(NamedTuple):
    """A relation with the entity at one of its ends."""

    id: str
    subject: str
    object: str
    predicate: str
    polarity: str
    weight: int
    videos: int
    confidence: float
    approved: bool

    @property
    def certain(self) -> bool:
        return self.confidence >= CERTAIN


@dataclass(frozen=True, slots=True)
class Group:
    """What is stated by one predicate, seen from the entity. `key`: the predicate, with "~" where the entity is its
    object; `phrase`: how the entity's name goes on."""

    key: str
    phrase: str
    relations: Sequence[Stated]

    @property
    def strength(self) -> int:
        return sum(relation.weight for relation in self.relations)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One relation, told of the entity: (its name) `phrase` (the other's). `best`: None while claims are gone."""

    relation: Stated
    phrase: str
    other: Entity
    best: Evidence | None


def load_stated(entity: Entity) -> list[Stated]:
    """All relations of an entity, strongest first."""
    rows = Relation.objects.filter(Q(subject=entity) | Q(object=entity)).order_by().values_list(*_FIELDS)
    return sorted((Stated(*row) for row in rows), key=_rank)


def load_between(entity: Entity, other: Entity) -> list[Stated]:
    """The relations that join two entities, strongest first."""
    ends = Q(subject=entity, object=other) | Q(subject=other, object=entity)
    return sorted((Stated(*row) for row in Relation.objects.filter(ends).values_list(*_FIELDS)), key=_rank)


def _rank(relation: Stated) -> tuple[object, ...]:
    return (-relation.weight, -relation.confidence, relation.id)


def group_stated(relations: Iterable[Stated], *, of: str) -> list[Group]:
    """Groups by how much is stated; the predicate that says least comes last."""
    groups: dict[str, list[Stated]] = defaultdict(list)
    for relation in relations:
        groups[key_of(relation, of=of)].append(relation)
    made = [Group(key, read_phrase(key), found) for key, found in groups.items()]
    return sorted(made, key=lambda g: (g.key == FALLBACK, -g.strength, g.key))


def key_of(relation: Stated, *, of: str) -> str:
    known = load_ontology().predicates.get(relation.predicate)
    inverse = relation.object == of and not (known and known.symmetric)
    return f"{relation.predicate}~" if inverse else relation.predicate


def read_phrase(key: str) -> str:
    return phrase_of(key.removesuffix("~"), inverse=key.endswith("~"))


def tell_stated(relations: Collection[Stated], *, of: str) -> list[Sentence]:
    """The relations in sentences, each with its surest quote. Two queries."""
    ends = {relation.id: relation.subject if relation.object == of else relation.object for relation in relations}
    others = Entity.objects.in_bulk(list(ends.values()))
    best = load_best_evidence([relation.id for relation in relations])
    return [
        Sentence(r, read_phrase(key_of(r, of=of)), others[ends[r.id]], next(iter(best.get(r.id, ())), None))
        for r in relations
        if ends[r.id] in others
    ]
