"""What a decision would change, by making it and taking it back before anybody sees it. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from graphapp.curation.deciding import write_decision
from graphapp.curation.fields import Terms
from graphapp.curation.seen import look_at
from graphapp.graph.models import Entity, Relation
from graphapp.graph.results import GraphDelta
from graphapp.videos.reading.finding import find_entity
from graphapp.videos.turns import wait_for_turn
from ingest.ontology import load_ontology

SHOWN = 12
"""So many changed connections are told one by one; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Side:
    """An entity as it is, or would be."""

    id: str
    slug: str
    name: str
    type: str
    videos: int
    mentions: int
    connections: int


@dataclass(frozen=True, slots=True)
class Change:
    """Of an entity; None where it is not there yet, or would not be any more."""

    before: Side | None
    after: Side | None


@dataclass(frozen=True, slots=True)
class Preview:
    """`changes`: of the entities that the decision is about, and of those that would be new. `survivor`: what a
    merge would become. `joined`: connections that would become one with another. `seen`: hand it on when deciding.
    """

    seen: Mapping[str, str]
    subject: str
    survivor: Side | None
    changes: tuple[Change, ...]
    counts: Mapping[str, int]
    gone: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Trial:
    terms: Terms
    delta: GraphDelta
    entities: Mapping[str, Side]
    relations: Mapping[str, str]


class _TakeBack(Exception):
    def __init__(self, trial: _Trial) -> None:
        self.trial = trial


def preview_decision(kind: str, fields: Mapping[str, Any]) -> Preview:
    """Raises DecisionInvalid or DecisionConflict like the decision itself."""
    with transaction.atomic():
        wait_for_turn()
        return _compare(_try(kind, fields))


def _try(kind: str, fields: Mapping[str, Any]) -> _Trial:
    try:
        with transaction.atomic():
            applied = write_decision(kind, fields, author="preview")
            raise _TakeBack(_Trial(applied.terms, applied.delta, *_read(applied.delta, applied.terms)))
    except _TakeBack as end:
        return end.trial


def _read(delta: GraphDelta, terms: Terms) -> tuple[dict[str, Side], dict[str, str]]:
    ids = {*delta.entities, *(entity.id for entity in map(find_entity, terms.about) if entity)}
    rows = Entity.objects.filter(id__in=ids)
    relations = Relation.objects.filter(id__in=delta.relations).select_related("subject", "object")
    return {row.id: _side(row) for row in rows}, {row.id: _phrase(row) for row in relations}


def _side(row: Entity) -> Side:
    return Side(row.id, row.slug, row.name, row.type, row.video_count, row.mention_count, row.relation_count)


def _phrase(row: Relation) -> str:
    mood = {"denied": " (denied)", "hypothetical": " (supposed)"}.get(row.polarity, "")
    return f"{row.subject.name} {load_ontology().predicates[row.predicate].phrase} {row.object.name}{mood}"


def _compare(trial: _Trial) -> Preview:
    entities, relations = _read(trial.delta, trial.terms)
    about = [id for id in trial.terms.about if id in entities or id in trial.entities]
    new = [id for id in trial.entities if id not in entities]
    gone = [id for id in entities if id not in trial.entities]
    fresh = [id for id in trial.relations if id not in relations]
    lost = [id for id in relations if id not in trial.relations]
    shown = list(dict.fromkeys([*about, *new, *gone]))[:SHOWN]
    joined = max(0, len(lost) - len(fresh))
    return Preview(
        seen=look_at(trial.terms.about),
        subject=trial.terms.subject,
        survivor=next((trial.entities[id] for id in about if id in trial.entities and id in entities), None),
        changes=tuple(Change(entities.get(id), trial.entities.get(id)) for id in shown),
        counts={
            "entities_new": len(new),
            "entities_gone": len(gone),
            "connections_new": len(fresh),
            "connections_gone": len(lost),
            "connections_joined": joined,
            "appearances": len(trial.delta.appearances),
            "statements": len(trial.delta.claims),
        },
        gone=_first(relations[id] for id in lost),
        new=_first(trial.relations[id] for id in fresh),
    )


def _first(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(phrases)[:SHOWN])
