"""Entities by what they are called: by their own name, or by a key that they are said by. Only writes queries."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from graphapp.graph.models import Entity


def list_ids_called(holds: Q) -> QuerySet[Any, Any]:
    """Ids, for `id__in`, of those of which a name or key is so; `holds` asks for `folded`. As two lists, for PostgreSQL
    has no index for one condition or another that is asked of another table."""
    by_key = list_keys().filter(holds, entity__isnull=False).values("entity_id")
    return by_key.union(Entity.objects.filter(holds).order_by().values("id"))  # type: ignore[no-any-return]


def list_keys() -> Any:
    """The keys of the app above this one, which may not be imported here."""
    return Entity.keys.rel.related_model.objects.order_by()  # type: ignore[attr-defined]
