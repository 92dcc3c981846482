"""By which key decisions mean a thing: noted beside each key of rows that say none, as those of earlier releases."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Subquery, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce


def note_meant(keys: Any, decisions: Any) -> None:
    """`keys`, `decisions`: the models, as they are or as a migration has them."""
    said = decisions.objects.filter(pk=OuterRef("decision_id")).annotate(meant=KeyTextTransform("key", "said"))
    keys.objects.filter(meant="").update(meant=Coalesce(Subquery(said.values("meant")), Value("")))
