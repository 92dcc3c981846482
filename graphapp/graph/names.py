"""Entities by what they are called: by their own name, or by a key that they are said by, or by how it begins. Only
writes queries."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from graphapp.graph.models import Entity

HIGHEST = "\U0010ffff"


def list_ids_called(holds: Q) -> QuerySet[Any, Any]:
    """Ids, for `id__in`, of those of which a name or key is so; `holds` asks for `folded`. As two lists, for PostgreSQL
    has no index for one condition or another that is asked of another table."""
    by_key = list_keys().filter(holds, entity__isnull=False).values("entity_id")
    return by_key.union(Entity.objects.filter(holds).order_by().values("id"))  # type: ignore[no-any-return]


def list_keys() -> Any:
    """The keys of the app above this one, which may not be imported here."""
    return Entity.keys.rel.related_model.objects.order_by()  # type: ignore[attr-defined]


def begins(field: str, text: str) -> Q:
    """SQLite's LIKE ignores case and so can't use the index; a range can. PostgreSQL has an index for LIKE, and in most
    languages' order of letters a range that ends in HIGHEST holds next to nothing there."""
    if connection.vendor == "sqlite":
        return Q(**{f"{field}__gte": text, f"{field}__lt": text + HIGHEST})
    return Q(**{f"{field}__startswith": text})
