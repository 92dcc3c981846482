"""How things stand before and after a decision: worked out from its terms, or read around a change. Writes nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import Sum

from graphapp.curation.drafting import next_order
from graphapp.curation.fields import Terms
from graphapp.curation.wording import phrase_relation, phrase_statement
from graphapp.graph.models import Appearance, Entity, Relation
from graphapp.graph.results import GraphDelta
from graphapp.videos.deriving.counting import Sighting
from graphapp.videos.deriving.planning import Plan, plan_trial
from graphapp.videos.deriving.projecting import list_relations_at
from graphapp.videos.models import Decision
from graphapp.videos.premises.facts import listed
from graphapp.videos.premises.judging import HIDE, Trial
from graphapp.videos.reading.finding import find_entity

SHOWN = 12
"""So many changed connections are told one by one, those that are said most often; the rest is counted."""


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
class Outlook:
    """Entities that a change touches, before and after; `gone` and `new`: connections in words, the first SHOWN.
    `about`: ids of the entities of which a decision speaks, or of the two that its connection joins. `losing`: how many
    stay with fewer connections; `alone`: how many of these without any.
    """

    about: tuple[str, ...]
    before: Mapping[str, Side]
    after: Mapping[str, Side]
    connections_gone: int
    connections_new: int
    gone: tuple[str, ...]
    new: tuple[str, ...]
    appearances: int
    statements: int
    losing: int
    alone: int


@dataclass(frozen=True, slots=True)
class Shot:
    about: tuple[str, ...]
    entities: Mapping[str, Side]
    relations: Mapping[str, str]


def foresee(kind: str, terms: Terms) -> Outlook:
    """For what is said of no words in a transcript: reads what the decision reaches, and does not write it."""
    trial = Trial(Decision(kind=kind, said=terms.said, order=next_order()), terms.keys)
    plan = plan_trial(trial)
    sighting = Sighting(plan)
    steps = list(sighting.list_relations())
    lost = {id for id, _, step in steps if step < 0}
    fresh = {id for id, _, step in steps if step > 0}
    shifts = sighting.count_relations()
    about = _list_about(terms)
    before = _read_sides({*plan.entities.values, *plan.gone, *about})
    after = _read_then(plan, before, shifts=shifts)
    left = _count_left(shifts, hidden=plan.hidden_after)
    return Outlook(
        about=about,
        before=before,
        after=after,
        connections_gone=len(lost),
        connections_new=len(fresh),
        gone=_phrase_standing(lost),
        new=_phrase_new(plan, fresh, after),
        appearances=len(plan.appearances.pairs)
        + Appearance.everything.filter(entity__in=plan.entities.toggled).count(),
        statements=_count_statements(lost) if kind == HIDE else len(plan.relating.moved_claims),
        losing=len(left),
        alone=sum(count <= 0 for count in left),
    )


def _list_about(terms: Terms) -> tuple[str, ...]:
    spoken = [terms.said["subject"], terms.said["object"]] if "subject" in terms.said else terms.about
    return tuple(dict.fromkeys(entity.id for entity in map(find_entity, spoken) if entity))


def _count_left(shifts: Mapping[str, int], *, hidden: Collection[str]) -> list[int]:
    """How many connections each entity has then that stays in sight with fewer."""
    losing = {id: step for id, step in shifts.items() if step < 0 and id not in hidden}
    rows = Entity.objects.filter(id__in=listed(losing)).values_list("id", "relation_count") if losing else ()
    return [count + losing[id] for id, count in rows]


def _read_sides(ids: Collection[str]) -> dict[str, Side]:
    return {row.id: _side(row) for row in Entity.objects.filter(id__in=listed(ids))}


def _side(row: Entity) -> Side:
    return Side(row.id, row.slug, row.name, row.type, row.video_count, row.mention_count, row.relation_count)


def _read_then(plan: Plan, before: Mapping[str, Side], *, shifts: Mapping[str, int]) -> dict[str, Side]:
    after = {}
    for id in {**before, **plan.entities.values}:
        if id in plan.gone or id in plan.hidden_after:
            continue
        old, values = before.get(id), plan.entities.values.get(id)
        connections = (old.connections if old else 0) + shifts.get(id, 0)
        if values:
            shape = (values.slug, values.name, values.type, values.video_count, values.mention_count)
            after[id] = Side(id, *shape, connections)
        elif old:
            after[id] = replace(old, connections=connections)
    return after


def _count_statements(relations: Collection[str]) -> int:
    rows = Relation.everything.filter(id__in=listed(relations))
    return int(rows.aggregate(total=Sum("weight"))["total"] or 0)


def _phrase_standing(relations: Collection[str]) -> tuple[str, ...]:
    rows = Relation.everything.filter(id__in=listed(relations)).select_related("subject", "object")
    return tuple(sorted(phrase_relation(row) for row in rows.order_by("-weight", "id")[:SHOWN])) if relations else ()


def _phrase_new(plan: Plan, relations: Collection[str], after: Mapping[str, Side]) -> tuple[str, ...]:
    found = sorted((r for r in plan.relating.changed if r.id in relations), key=lambda r: (-r.weight, r.id))[:SHOWN]
    ends = {end for relation in found for end in (relation.subject, relation.object)}
    names = dict(Entity.everything.filter(id__in=ends).values_list("id", "name"))
    names |= {id: side.name for id, side in after.items()}
    return tuple(sorted(phrase_statement(names[r.subject], r.predicate, names[r.object], r.polarity) for r in found))


def take_shot(delta: GraphDelta, terms: Terms) -> Shot:
    """What `delta` touches, and what the terms are about, as it is now."""
    named = Relation.objects.filter(id__in=listed(delta.relations)) | list_relations_at(delta.toggled)
    relations = named.select_related("subject", "object")
    sides = _read_sides({*delta.entities, *delta.counted, *_list_about(terms)})
    return Shot(_list_about(terms), sides, {row.id: phrase_relation(row) for row in relations})


def compare_shots(delta: GraphDelta, *, before: Shot, after: Shot) -> Outlook:
    then = after.entities
    losing = [id for id, was in before.entities.items() if id in then and then[id].connections < was.connections]
    lost = before.relations.keys() - after.relations.keys()
    fresh = after.relations.keys() - before.relations.keys()
    return Outlook(
        about=before.about,
        before=before.entities,
        after=after.entities,
        connections_gone=len(lost),
        connections_new=len(fresh),
        gone=_first(before.relations[id] for id in lost),
        new=_first(after.relations[id] for id in fresh),
        appearances=len(delta.appearances),
        statements=len(delta.claims),
        losing=len(losing),
        alone=sum(not then[id].connections for id in losing),
    )


def _first(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(phrases)[:SHOWN])
