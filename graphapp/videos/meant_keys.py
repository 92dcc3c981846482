"""What stands of a decision beside each of its keys: noted where rows do not say it, as those of earlier releases."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Subquery, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce


def note_meant(keys: Any, decisions: Any) -> None:
    """By which key it means a thing. `keys`, `decisions`: the models, as they are or as a migration has them."""
    said = decisions.objects.filter(pk=OuterRef("decision_id")).annotate(meant=KeyTextTransform("key", "said"))
    keys.objects.filter(meant="").update(meant=Coalesce(Subquery(said.values("meant")), Value("")))


def note_kinds(keys: Any, decisions: Any) -> None:
    said = decisions.objects.filter(pk=OuterRef("decision_id"))
    keys.objects.filter(kind="").update(kind=Subquery(said.values("kind")), order=Subquery(said.values("order")))
