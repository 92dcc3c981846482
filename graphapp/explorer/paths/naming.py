"""Which entity a reader means by what was typed: an id, an address, or a name. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, Q, When

from graphapp.explorer.meant import list_meant
from graphapp.graph.models import Entity
from graphapp.graph.names import list_ids_called
from graphapp.graph.results import EntityHit
from graphapp.videos.reading.finding import find_entity
from ingest.ids import fold_name

LONGEST = 300
NAMESAKES = 6


@dataclass(frozen=True, slots=True)
class Recognized:
    """`typed`: as it came. `entity`: None where nothing was typed, or nobody is called so; then `meant` holds
    names that are near. `namesakes`: others of the very same name, best known first."""

    typed: str
    entity: Entity | None = None
    namesakes: Sequence[Entity] = ()
    meant: Sequence[EntityHit] = ()

    @property
    def is_unknown(self) -> bool:
        return bool(self.typed) and self.entity is None

    @property
    def shown(self) -> str:
        """What the field holds: the name, or the address where the name alone would mean another."""
        if self.entity is None:
            return self.typed
        return self.entity.slug if self.namesakes else self.entity.name


def read_name(text: str) -> Recognized:
    typed = "".join(c if c.isprintable() else " " for c in text[:LONGEST]).strip()
    if not typed:
        return Recognized("")
    called = list_called(typed)
    if called:
        return Recognized(typed, called[0], called[1:])
    exact = find_entity(typed)
    if exact is not None:
        return Recognized(typed, exact, [other for other in list_called(exact.name) if other.id != exact.id])
    return Recognized(typed, meant=list_meant(typed))


def list_called(name: str) -> list[Entity]:
    """Entities that have this name, then those that have it as another name, each best known first."""
    folded = fold_name(name)[:LONGEST]
    named = Entity.objects.filter(id__in=list_ids_called(Q(folded=folded)))
    alias = Case(When(folded=folded, then=0), default=1)
    return list(named.order_by(alias, "-video_count", "id")[:NAMESAKES])
