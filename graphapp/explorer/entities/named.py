"""Entities as other entities' pages name them: little of each, for many at once. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from graphapp.graph.models import Entity
from graphapp.videos.database.prepared import Prepared


class Named(NamedTuple):
    """As the fields of `Entity` of these names."""

    id: str
    slug: str
    name: str
    type: str
    video_count: int


_NAMED = Prepared(lambda ids: Entity.objects.filter(id__in=ids).values_list(*Named._fields))


def load_named(ids: Iterable[str]) -> dict[str, Named]:
    """By id, those that are shown. One query."""
    return {row[0]: Named._make(row) for row in _NAMED(set(ids))}
