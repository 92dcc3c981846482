"""What the exploring page tells of what is chosen: an entity, several, or a connection. Bounded queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from graphapp.explorer.entities.panels import ConnectionPanel, show_connection
from graphapp.explorer.entities.stated import Sentence, Stated, load_between, load_strongest, tell_stated
from graphapp.explorer.exploring.wish import Wish
from graphapp.graph.models import Entity
from graphapp.videos.reading.finding import find_entity

TOLD = 12
PAIRS = 6
"""Of more chosen ones only the first few are compared."""


@dataclass(frozen=True, slots=True)
class EntityPanel:
    """`sentences`: the strongest of `count`."""

    entity: Entity
    sentences: Sequence[Sentence]
    count: int


@dataclass(frozen=True, slots=True)
class SeveralPanel:
    """`joins`: (one, what is stated of it and another of the chosen)."""

    entities: Sequence[Entity]
    joins: Sequence[tuple[Entity, Sequence[Sentence]]]
    count: int


Panel = ConnectionPanel | EntityPanel | SeveralPanel


def show_panel(wish: Wish) -> tuple[Panel | None, str]:
    """The panel and its kind: connection, entity, several, missing, or empty where nothing is chosen."""
    if connection := show_connection(wish.connection):
        return connection, "connection"
    chosen = [entity for name in wish.chosen if (entity := find_entity(name))]
    if len(chosen) == 1:
        return _show_entity(chosen[0]), "entity"
    if chosen:
        return _show_several(chosen), "several"
    return None, "missing" if wish.chosen or wish.connection else ""


def _show_entity(entity: Entity) -> EntityPanel:
    strongest = load_strongest(entity)
    return EntityPanel(entity, tell_stated(strongest[:TOLD], of=entity.id), entity.relation_count)


def _show_several(chosen: Sequence[Entity]) -> SeveralPanel:
    joins: list[tuple[Entity, Sequence[Sentence]]] = []
    count = 0
    for one, other in list(combinations(chosen, 2))[: PAIRS * PAIRS]:
        between: list[Stated] = load_between(one, other.id)
        count += len(between)
        if between and len(joins) < PAIRS:
            joins.append((one, tell_stated(between[:3], of=one.id)))
    return SeveralPanel(chosen, joins, count)
