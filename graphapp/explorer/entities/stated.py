"""What is stated of one entity: how much of each kind, the strongest of it, and all of one kind page by page.

A hub has thousands of relations: they are counted by the database, and only the strongest are read.
Holds no words of a page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet, Sum

from graphapp.explorer.entities.named import Named, load_named
from graphapp.graph.models import Entity, Relation
from graphapp.graph.permanent import name_for_good
from graphapp.videos.database.prepared import Prepared
from graphapp.videos.drawing.plan import CERTAIN
from graphapp.videos.portrait.wording import phrase_of
from graphapp.videos.reading.connections import Evidence, load_best_evidence
from ingest.ontology import FALLBACK, load_ontology

STRONGEST = 400
"""Relations that are read on either side of the entity."""
_FIELDS = ("id", "subject_id", "object_id", "predicate", "polarity", "weight", "video_count", "confidence", "approved")
_ENDS = ("subject", "object")


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

    @property
    def permanent(self) -> str:
        return name_for_good(self.subject, self.predicate, self.object, self.polarity)


@dataclass(frozen=True, slots=True)
class Group:
    """What is stated by one predicate, seen from the entity. `key`: the predicate, with "~" where the entity is its
    object; `phrase`: how the entity's name goes on. `count`: relations; `strength`: statements of them."""

    key: str
    phrase: str
    count: int
    strength: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One relation, told of the entity: (its name) `phrase` (the other's). `best`: None while claims are gone."""

    relation: Stated
    phrase: str
    other: Named
    best: Evidence | None


def load_strongest(entity: Entity) -> list[Stated]:
    """The strongest relations of an entity; all of them unless it is a hub. Two queries."""
    found = {row[0]: Stated(*row) for ask in _STRONGEST for row in ask(entity.id)}
    return sorted(found.values(), key=_rank)


def load_between(entity: Entity, *others: str) -> list[Stated]:
    """The relations that join an entity with some others (ids), strongest first."""
    return sorted((Stated(*row) for row in _BETWEEN(others, entity.id)), key=_rank)


def _rank(relation: Stated) -> tuple[object, ...]:
    return (-relation.weight, -relation.confidence, relation.id)


@dataclass(frozen=True, slots=True)
class Counted:
    """Groups by how much is stated; the predicate that says least comes last. `weak`: relations that are less
    certain, whether the groups have them or not."""

    groups: Sequence[Group]
    weak: int


def count_groups(entity: Entity, *, weak: bool) -> Counted:
    """Two queries."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    doubtful = 0
    for end, ask in zip(_ENDS, _SUMS, strict=True):
        for predicate, count, strength, sure, sure_strength in ask(entity.id):
            both = sums[_key(predicate, inverse=end == "object")]
            both[0] += count if weak else sure
            both[1] += strength if weak else sure_strength or 0
            doubtful += count - sure
    made = [Group(key, read_phrase(key), *counted) for key, counted in sums.items() if counted[0]]
    return Counted(sorted(made, key=lambda g: (g.key == FALLBACK, -g.strength, g.key)), doubtful)


def _sum_up(entity: str, *, end: str) -> QuerySet[Any, Any]:
    sure = Q(confidence__gte=CERTAIN)
    rows = Relation.objects.filter(**{end: entity}).values_list("predicate").order_by()
    return rows.annotate(
        n=Count("*"), said=Sum("weight"), sure=Count("confidence", filter=sure), sure_said=Sum("weight", filter=sure)
    )


def _choose_strongest(entity: str, *, end: str) -> QuerySet[Any, Any]:
    return Relation.objects.filter(**{end: entity}).order_by("-weight").values_list(*_FIELDS)[:STRONGEST]


def _choose_between(others: Any, entity: str) -> QuerySet[Any, Any]:
    rows = Relation.objects.order_by().values_list(*_FIELDS)
    forth, back = rows.filter(subject=entity, object__in=others), rows.filter(object=entity, subject__in=others)
    return forth.union(back, all=True)


_SUMS = [Prepared(partial(_sum_up, end=end), lists=0, ones=1) for end in _ENDS]
_STRONGEST = [Prepared(partial(_choose_strongest, end=end), lists=0, ones=1) for end in _ENDS]
_BETWEEN = Prepared(_choose_between, ones=1)


def choose_group(entity: Entity, *, key: str, weak: bool) -> QuerySet[Relation, tuple[object, ...]]:
    """All relations of a group, strongest first; each a row for `Stated`."""
    predicate = key.removesuffix("~")
    ends = Q(object=entity) if key.endswith("~") else Q(subject=entity)
    if load_ontology().is_symmetric(predicate):
        ends = Q(subject=entity) | Q(object=entity)
    rows = Relation.objects.filter(ends, predicate=predicate)
    rows = rows if weak else rows.filter(confidence__gte=CERTAIN)
    return rows.order_by("-weight", "-confidence", "id").values_list(*_FIELDS)


def key_of(relation: Stated, *, of: str) -> str:
    return _key(relation.predicate, inverse=relation.object == of)


def _key(predicate: str, *, inverse: bool) -> str:
    return f"{predicate}~" if inverse and not load_ontology().is_symmetric(predicate) else predicate


def read_phrase(key: str) -> str:
    return phrase_of(key.removesuffix("~"), inverse=key.endswith("~"))


def other_end(relation: Stated, *, of: str) -> str:
    return relation.subject if relation.object == of else relation.object


def tell_stated(relations: Iterable[Stated], *, of: str) -> list[Sentence]:
    """The relations in sentences, each with its surest quote. Two queries."""
    told: Sequence[Stated] = list(relations)
    others = load_named(other_end(relation, of=of) for relation in told)
    best = load_best_evidence([relation.id for relation in told])
    return [
        Sentence(r, read_phrase(key_of(r, of=of)), others[other_end(r, of=of)], next(iter(best.get(r.id, ())), None))
        for r in told
        if other_end(r, of=of) in others
    ]
