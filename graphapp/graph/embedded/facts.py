"""Fetches facts from the record's rows, the same on SQLite and PostgreSQL. Reads only, in a few bounded queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from heapq import nsmallest
from typing import Any

from django.db import connection
from django.db.models import Count, F, Q, QuerySet, Sum, Value, Window
from django.db.models.functions import Coalesce, RowNumber

from graphapp.graph.embedded import near
from graphapp.graph.embedded.finding import find_alike, find_entities
from graphapp.graph.facts import EntityFact, Link, Presence, Statement, Step
from graphapp.graph.likeness import cut_pieces
from graphapp.graph.models import Appearance, Entity, Relation
from graphapp.graph.results import Filters
from graphapp.graph.typed import Typed

ENTITY = ("id", "slug", "name", "type", "mention_count", "video_count", "relation_count")
_OF_ENTITY = tuple(f"entity__{name}" for name in ENTITY)
_LINK = ("id", "subject_id", "object_id", "predicate", "polarity", "weight", "confidence", "approved")
_CLAIM = (
    "id",
    "subject_id",
    "object_id",
    "predicate",
    "polarity",
    "claims__confidence",
    "claims__start_ms",
    "approved",
)
_WHERE = ("claims__video_id", "claims__segment__number")
_ENDS = (("subject", "object"), ("object", "subject"))
FEW = 4
"""So many entities are asked for one by one: an index then stops at the strongest links, a window goes through all."""
MANY = 300
"""Of more entities, links are sought from one end: an index over both ends would be asked for each pair of them."""
LIST_LIMIT = 10_000
"""Ids in one list: SQLite takes 32,766 parameters in one statement."""


class RowFacts:
    """See `GraphFacts`."""

    def load_entities(self, ids: Collection[str]) -> list[EntityFact]:
        if connection.vendor == "sqlite":
            return near.list_entities(ids)
        return [EntityFact(*row) for row in Entity.objects.filter(id__in=ids).values_list(*ENTITY)]

    def load_presences(self, video: str) -> list[Presence]:
        rows = Appearance.objects.filter(video=video).values_list("mentions", "salience", "first_ms", *_OF_ENTITY)
        return [Presence(EntityFact(*row[3:]), *row[:3]) for row in rows]

    def load_statements(
        self, *, videos: Collection[str], segments: Collection[str], speakers: Collection[str]
    ) -> list[Statement]:
        places = _read_segments(segments)
        said = Q(claims__video__in=set(videos) if videos else {video for video, _ in places})
        if speakers:
            said &= Q(claims__speaker__in=speakers)
        rows = Relation.objects.filter(said)
        if not segments:
            return [Statement(*row) for row in rows.values_list(*_CLAIM)]
        found = rows.values_list(*_WHERE, *_CLAIM)
        return [Statement(*row[2:]) for row in found if row[:2] in places]

    def load_links(self, ids: Collection[str], *, filters: Filters) -> list[Link]:
        if len(ids) <= MANY and near.can_list(filters):
            return near.list_links(ids, filters=filters)
        rows = _narrow(filters).filter(subject__in=ids)
        if len(ids) <= MANY:
            rows = rows.filter(object__in=ids)
        else:
            rows = rows.annotate(far=Coalesce("object_id", Value(""))).filter(far__in=ids)
        return [Link(*row) for row in rows.values_list(*_LINK)]

    def rank_neighbours(
        self, ids: Collection[str], *, known: Collection[str], filters: Filters, limit: int
    ) -> list[EntityFact]:
        if near.can_rank(filters):
            return near.rank_near(ids, known=known, filters=filters, limit=limit)
        strength: Counter[str] = Counter()
        for end, far in _ENDS:
            rows = _narrow(filters).filter(**{f"{end}__in": ids})
            if filters.types:
                rows = rows.filter(**{f"{far}__type__in": filters.types})
            for id, weight in rows.values_list(f"{far}_id").annotate(strength=Sum("weight")).order_by():
                strength[id] += weight
        for id in known:
            strength.pop(id, None)
        best = nsmallest(limit, strength.items(), key=lambda item: (-item[1], item[0]))
        return self._load_in_order([id for id, _ in best])

    def _load_in_order(self, ids: Sequence[str]) -> list[EntityFact]:
        found = {fact.id: fact for fact in self.load_entities(ids)}
        return [found[id] for id in ids if id in found]

    def rank_entities(self, *, filters: Filters, limit: int) -> list[EntityFact]:
        if filters.narrows_relations:
            return self._rank_by_narrowed(filters, limit=limit)
        rows = Entity.objects.filter(type__in=filters.types) if filters.types else Entity.objects.all()
        return [EntityFact(*row) for row in rows.order_by("-relation_count", "id").values_list(*ENTITY)[:limit]]

    def load_steps(self, ids: Collection[str], *, each: int) -> list[Step]:
        groups = [[id] for id in ids] if len(ids) <= FEW else [ids]
        asked = [(group, end, far) for group in groups for end, far in _ENDS]
        return [s for group, end, far in asked for s in _read_steps(_take_strongest(group, near=end, each=each), far)]

    def find_meetings(self, left: Collection[str], right: Collection[str], *, limit: int) -> list[EntityFact]:
        common = _list_neighbours(left) & _list_neighbours(right)
        rows = Entity.objects.filter(id__in=nsmallest(LIST_LIMIT, common)).order_by("relation_count", "id")
        return [EntityFact(*row) for row in rows.values_list(*ENTITY)[:limit]]

    def load_links_between(self, left: Collection[str], right: Collection[str]) -> list[Link]:
        either = Q(subject__in=left, object__in=right) | Q(subject__in=right, object__in=left)
        return [Link(*row) for row in Relation.objects.filter(either).values_list(*_LINK)]

    def find_entities(self, typed: Typed, *, limit: int) -> list[EntityFact]:
        return self._load_in_order(find_entities(typed, limit=limit))

    def find_alike(self, typed: Typed) -> list[tuple[str, str]]:
        return find_alike(cut_pieces(typed.folded))

    def _rank_by_narrowed(self, filters: Filters, *, limit: int) -> list[EntityFact]:
        counts: Counter[str] = Counter()
        for end, _ in _ENDS:
            rows = _narrow(filters)
            if filters.types:
                rows = rows.filter(**{f"{end}__type__in": filters.types})
            for id, count in rows.values_list(f"{end}_id").annotate(count=Count("id")).order_by():
                counts[id] += count
        best = nsmallest(limit, counts.items(), key=lambda item: (-item[1], item[0]))
        return self._load_in_order([id for id, _ in best])


def _narrow(filters: Filters) -> QuerySet[Relation]:
    rows = Relation.objects.all()
    if filters.predicates:
        rows = rows.filter(predicate__in=filters.predicates)
    if filters.minimum_confidence > 0:
        rows = rows.filter(confidence__gte=filters.minimum_confidence)
    if filters.minimum_weight > 1:
        rows = rows.filter(weight__gte=filters.minimum_weight)
    if filters.approved:
        rows = rows.filter(approved=True)
    return rows


def _read_segments(segments: Iterable[str]) -> set[tuple[str, int]]:
    """(video, number) of the given ids ("VIDEO:sNUMBER"); an id of another shape names none."""
    parts = (segment.rpartition(":s") for segment in segments)
    return {(video, int(n)) for video, _, n in parts if n.isdecimal() and len(n) < 10}


def _list_neighbours(ids: Collection[str]) -> set[str]:
    """Answered by indexes alone; the sets of two hubs are joined faster here than by the database."""
    rows = (Relation.objects.filter(**{f"{end}__in": ids}).values_list(f"{far}_id", flat=True) for end, far in _ENDS)
    return {id for found in rows for id in found.order_by()}


def _read_steps(rows: QuerySet[Relation], far: str) -> Iterator[Step]:
    for *facts, relations in rows.values_list(*_LINK, f"{far}__relation_count"):
        link = Link(*facts)
        yield Step(link, link.target if far == "object" else link.source, relations)


def _take_strongest(ids: Collection[str], *, near: str, each: int) -> QuerySet[Relation]:
    rows = Relation.objects.filter(**{f"{near}__in": ids})
    if len(ids) == 1:
        return rows.order_by("-weight", "id")[:each]
    place: Any = Window(RowNumber(), partition_by=F(near), order_by=[F("weight").desc(), F("id")])
    return rows.annotate(place=place).filter(place__lte=each)
