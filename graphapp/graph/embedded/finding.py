"""Finds entities by what is typed, over entity names and the keys by which they are named.

Names that begin with all that was typed are found by index; only where they are too few, names are gone
through for words that begin with what was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db import connection
from django.db.models import Q, QuerySet

from graphapp.graph.models import Entity
from graphapp.graph.typed import Typed

HIGHEST = "\U0010ffff"
Match = Callable[[str], Q]


def find_entities(typed: Typed, *, limit: int) -> list[str]:
    """Ids, best first: see `GraphFacts.find_entities`."""
    found: list[str] = []
    for tier in (_equals, _begins):
        _extend(found, _named(typed.folded, match=tier), limit=limit)
    if len(found) < limit:
        _extend(found, _with_all_words(typed.words), limit=limit)
    return found


def _extend(found: list[str], entities: QuerySet[Entity], *, limit: int) -> None:
    if len(found) >= limit:
        return
    rows = entities.order_by("-video_count", "id").values_list("id", flat=True)
    known = set(found)
    new = (id for id in rows[: limit + len(known)] if id not in known)
    found.extend(list(new)[: limit - len(found)])


def _named(text: str, *, match: Callable[[str, str], Q]) -> QuerySet[Entity]:
    """Entities of which a name or key matches. Lists and no join, so that each has its index; names are listed
    first, because an index alone is gone through much faster than the wide rows that it is of."""
    by_key = Entity.keys.rel.related_model.objects.filter(match("folded", text)).values("entity_id")  # type: ignore[attr-defined]
    names = Entity.objects.filter(match("folded", text)).values("folded")
    return Entity.objects.filter(Q(id__in=by_key) | Q(folded__in=names))


def _with_all_words(words: Iterable[str]) -> QuerySet[Entity]:
    rows = Entity.objects.all()
    for word in words:
        rows = rows.filter(id__in=_named(word, match=_has_word).values("id"))
    return rows


def _equals(field: str, text: str) -> Q:
    return Q(**{field: text})


def _begins(field: str, text: str) -> Q:
    """SQLite's LIKE ignores case and so can't use the index; a range can. PostgreSQL has an index for LIKE."""
    if connection.vendor == "sqlite":
        return Q(**{f"{field}__gte": text, f"{field}__lt": text + HIGHEST})
    return Q(**{f"{field}__startswith": text})


def _has_word(field: str, word: str) -> Q:
    return _begins(field, word) | Q(**{f"{field}__contains": f" {word}"})
