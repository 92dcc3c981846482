"""The order in which videos are named where nobody asked for another. Databases differ in where they put no date."""

from __future__ import annotations

from django.db.models import F
from django.db.models.expressions import OrderBy


def newest_first(video: str = "") -> tuple[OrderBy, str]:
    """For `order_by`: published last first, those without a date at the end. `video`: the way there, as "video__"."""
    return F(f"{video}published").desc(nulls_last=True), f"{video}id"
