"""Which of an entity's connections stand against others of it, among all that it has: the database finds them.

What is denied that another says, what can't hold in both directions but is said in both, and what excludes another.
The conditions are answered by an index over a relation's ends, so that a hub's thousands are passed and not read.
Knows nothing of who says so.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.lookups import Exact

from graphapp.explorer.entities.stated import Stated, load_between
from graphapp.graph.models import Entity, Relation
from graphapp.videos.database.prepared import Prepared
from ingest.ontology import load_ontology

MOST = 80
"""Others of which the opposed connections are read: those of the strongest."""
_THIS, _POLARITY = OuterRef("predicate"), OuterRef("polarity")
"""Of the connection that is looked at."""


def load_opposed(entity: Entity) -> list[Stated]:
    """All connections with those others. One query, two where there are any."""
    others = [other for other, _ in _OPPOSED(entity.id)]
    return load_between(entity, *others) if others else []


def _choose_opposed(entity: str) -> QuerySet[Any, Any]:
    either = _choose(entity, "subject", "object").union(_choose(entity, "object", "subject"), all=True)
    return either.order_by("-weight", "other")[:MOST]


_OPPOSED = Prepared(_choose_opposed, lists=0, ones=1)


def _choose(entity: str, end: str, far: str) -> QuerySet[Any, Any]:
    """The others with an opposed connection that has the entity at this end, and how strong that is."""
    along = Relation.everything.filter(_excludes(), **{end: entity, far: OuterRef(far)}, polarity="asserted")
    against = Relation.everything.filter(_excludes(back=True), **{far: entity, end: OuterRef(far)}, polarity="asserted")
    may_be = Q(polarity="denied") | Q(polarity="asserted", predicate__in=_list_loaded())
    rows = Relation.objects.filter(may_be, Exists(along) | Exists(against), **{end: entity})
    return rows.annotate(other=F(f"{far}_id")).values_list("other", "weight")


def _excludes(*, back: bool = False) -> Q:
    """That a connection excludes the one that is looked at; `back`: it leads the other way, which says nothing where
    one of the two predicates has no direction."""
    known = load_ontology().predicates
    same, denied = Q(predicate=_THIS), Q(Exact(_POLARITY, "denied"))
    if back:
        found = same & (denied & Q(predicate__in=_list_symmetric()) | ~denied & Q(predicate__in=_list_one_way()))
    else:
        found = same & denied
    for name in _list_exclusive():
        others = [o for o in known[name].contradicts if not back or known[name].symmetric or known[o].symmetric]
        if others:
            found |= ~denied & Q(Exact(_THIS, name)) & Q(predicate__in=others)
    return found


def _list_symmetric() -> tuple[str, ...]:
    return tuple(name for name, predicate in load_ontology().predicates.items() if predicate.symmetric)


def _list_one_way() -> tuple[str, ...]:
    return tuple(name for name, predicate in load_ontology().predicates.items() if predicate.one_way)


def _list_exclusive() -> tuple[str, ...]:
    return tuple(name for name, predicate in load_ontology().predicates.items() if predicate.contradicts)


def _list_loaded() -> tuple[str, ...]:
    return (*_list_one_way(), *_list_exclusive())
