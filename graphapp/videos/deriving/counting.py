"""How many connections an entity has, and how many entities and connections a video: of what is shown.

Counted from nothing, or followed by what a plan changes: a hub has as many neighbours as there are to count again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db.models import Count, Q, QuerySet

from graphapp.graph.models import Appearance, Entity, Relation, list_hidden
from graphapp.videos.database.column_updates import (
    count_video_totals,
    set_relation_counts,
    set_video_totals,
    shift_relation_counts,
    shift_video_totals,
)
from graphapp.videos.deriving.planning import Plan
from graphapp.videos.deriving.relating import Ends
from graphapp.videos.models import Claim, Video
from graphapp.videos.premises.facts import listed

Sight = tuple[bool, bool]
"""Whether something was shown before a change, and whether it is after it."""


def count_everything() -> None:
    """All counts from nothing."""
    counts = _count_all_relations()
    set_relation_counts((counts[id], id) for id in Entity.everything.values_list("id", flat=True))
    totals = _count_all_totals()
    set_video_totals((entities, relations, id) for id, (entities, relations) in totals.items())


def list_miscounted() -> Iterator[str]:
    """Ids of entities and videos of which a count is not what counting from nothing comes to. What others change
    meanwhile may be among them."""
    counts = _count_all_relations()
    for id, count in Entity.everything.values_list("id", "relation_count"):
        if count != counts[id]:
            yield id
    totals = _count_all_totals()
    for id, *standing in Video.objects.values_list("id", "entity_count", "relation_count"):
        if tuple(standing) != totals.get(id):
            yield id


def _count_all_relations() -> Counter[str]:
    counts: Counter[str] = Counter()
    for end in ("subject", "object"):
        counts.update(dict(Relation.objects.values_list(end).annotate(n=Count("id")).order_by()))
    return counts


def _count_all_totals() -> dict[str, tuple[int, int]]:
    """Entities and relations of each video."""
    hidden = Relation.everything.filter(Q(subject__in=list_hidden()) | Q(object__in=list_hidden()))
    stated = Claim.objects.filter(relation__isnull=False).exclude(relation__in=hidden.values("id"))
    relations = dict(stated.values_list("video").annotate(n=Count("relation", distinct=True)).order_by())
    entities = dict(Appearance.objects.values_list("video").annotate(n=Count("id")).order_by())
    ids = Video.objects.values_list("id", flat=True)
    return {id: (entities.get(id, 0), relations.get(id, 0)) for id in ids}


def follow_counts(plan: Plan, *, changed: Collection[str]) -> set[str]:
    """Let the counts follow what a plan has changed and written; ids of the entities of which one changed. The videos
    that `changed` are counted from nothing: what they had before is not known any more."""
    sighting = Sighting(plan)
    shifted = sighting.count_relations()
    shift_relation_counts((step, id) for id, step in sorted(shifted.items()))
    entities = sighting.count_entities()
    relations = sighting.count_statements()
    videos = sorted({id for id in (*entities, *relations) if entities[id] or relations[id]} - set(changed))
    shift_video_totals((entities[id], relations[id], id) for id in videos)
    if changed:
        stated = sighting.count_stated(changed)
        count_video_totals((stated[id], id) for id in sorted(changed))
    return set(shifted)


class Sighting:
    """What comes into sight (+1) and goes out of it (-1) by a plan, whether that is written already or not."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.relating = plan.relating
        toggled = plan.entities.toggled
        self.hanging: dict[str, Ends] = dict(_list_hanging(toggled, leave_out=self.relating.new | self.relating.gone))

    def list_relations(self) -> Iterator[tuple[str, Ends, int]]:
        """Relations that come into sight or go out of it."""
        ends = self.relating.ends
        for id in self.relating.new:
            yield id, ends[id], self._sight(ends[id])[1]
        for id in self.relating.gone:
            yield id, ends[id], -self._sight(ends[id])[0]
        for id, pair in self.hanging.items():
            yield id, pair, _step(self._sight(pair))

    def count_relations(self) -> dict[str, int]:
        """How many more or fewer each entity has that stays."""
        counts: Counter[str] = Counter()
        for _, ends, step in self.list_relations():
            for end in ends:
                counts[end] += step
        return {id: step for id, step in counts.items() if step and id not in self.plan.gone}

    def count_entities(self) -> Counter[str]:
        """By video."""
        counts: Counter[str] = Counter()
        changes = self.plan.appearances
        for video, entity in changes.new:
            counts[video] += entity not in self.plan.hidden_after
        for video, entity in changes.gone:
            counts[video] -= entity not in self.plan.hidden_before
        toggled = self.plan.entities.toggled
        for video, entity in _list_appearances(toggled) if toggled else ():
            if (video, entity) not in changes.new:
                counts[video] += _step((entity not in self.plan.hidden_before, entity not in self.plan.hidden_after))
        return counts

    def count_statements(self) -> Counter[str]:
        """Connections by video."""
        counts: Counter[str] = Counter()
        for video, relation in self.relating.stated_before:
            counts[video] -= self._sight(self.relating.ends[relation])[0]
        for video, relation in self.relating.stated_after:
            counts[video] += self._sight(self.relating.ends[relation])[1]
        told = self.relating.stated_before | self.relating.stated_after
        said = _list_statements(self.hanging) if self.hanging else ()
        for video, relation in set(said) - told:
            counts[video] += _step(self._sight(self.hanging[relation]))
        return counts

    def count_stated(self, videos: Collection[str]) -> Counter[str]:
        """How many connections each of some videos has of which all statements were placed."""
        counts: Counter[str] = Counter()
        for video, relation in self.relating.stated_after:
            if video in videos:
                counts[video] += self._sight(self.relating.ends[relation])[1]
        return counts

    def _sight(self, ends: Ends) -> Sight:
        before, after = self.plan.hidden_before, self.plan.hidden_after
        return not before or before.isdisjoint(ends), not after or after.isdisjoint(ends)


def _step(sight: Sight) -> int:
    return sight[1] - sight[0]


def _list_hanging(entities: Iterable[str], *, leave_out: frozenset[str]) -> Iterator[tuple[str, Ends]]:
    """Relations at any of the given entities, with their ends."""
    ids = list(entities)
    if ids:
        rows = Relation.everything.filter(Q(subject__in=ids) | Q(object__in=ids))
        for id, subject, obj in rows.values_list("id", "subject_id", "object_id"):
            if id not in leave_out:
                yield id, (subject, obj)


def _list_appearances(entities: Iterable[str]) -> QuerySet[Appearance, Any]:
    return Appearance.everything.filter(entity__in=entities).values_list("video_id", "entity_id")


def _list_statements(relations: Iterable[str]) -> QuerySet[Claim, Any]:
    return Claim.objects.filter(relation__in=listed(relations)).order_by().values_list("video_id", "relation_id")
