"""Rows of videos by date of publication, as the database orders and counts them: a hub's thousands are not read.

For any table with a `video`. Those without a date come last in either direction.
"""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.db.models import Count, F, Model, QuerySet

from graphapp.explorer.timeline import read_period

Table = TypeVar("Table", bound=Model)
_DAY = F("video__published")
NEWEST = (_DAY.desc(nulls_last=True), "video")
OLDEST = (_DAY.asc(nulls_last=True), "-video")


def keep_period(rows: QuerySet[Table], period: str) -> QuerySet[Table]:
    """Those published in "2026" or "2026-02"; all of them where the period is none."""
    span = read_period(period)
    return rows.filter(video__published__gte=span[0], video__published__lt=span[1]) if span else rows


def count_days(rows: QuerySet[Table]) -> QuerySet[Any, tuple[date | None, int]]:
    """(date of publication or None, rows of that day), in no order."""
    return rows.order_by().values_list("video__published").annotate(n=Count("pk"))
