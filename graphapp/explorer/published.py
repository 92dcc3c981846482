"""Videos of some rows by date of publication, as the database orders and counts them: a hub's thousands are not read.

For any table with a `video` that has one row a video. Those without a date come last in either direction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import CharField, Count, Exists, F, Max, Min, OuterRef, QuerySet
from django.db.models.functions import Cast, Substr

from graphapp.explorer.timeline import Timeline, read_period
from graphapp.videos.models import Video
from graphapp.videos.reading.ordering import newest_first

MANY = 300
"""Rows from which on going through the newest videos until enough of them have one is sooner done than sorting all."""
_DAY = F("video__published")
NEWEST = (_DAY.desc(nulls_last=True), "video")
ORDERS: Mapping[str, Sequence[object]] = {
    "": NEWEST,
    "oldest": (_DAY.asc(nulls_last=True), "-video"),
    "most": ("-mentions", *NEWEST),
}
"""By what `Asked.sort` may say."""


def list_videos(rows: QuerySet[Any], *, count: int, sort: str = "", period: str = "") -> QuerySet[Any, str]:
    """Ids of the videos of some rows, in the order that is asked for. `count`: how many rows there are. `period`: only
    those published in "2026" or "2026-02"."""
    span = read_period(period)
    if count >= MANY and not sort:
        videos = Video.objects.filter(published__gte=span[0], published__lt=span[1]) if span else Video.objects.all()
        found = videos.filter(Exists(rows.order_by().filter(video=OuterRef("pk"))))
        return found.order_by(*newest_first()).values_list("id", flat=True)
    if span:
        rows = rows.filter(video__published__gte=span[0], video__published__lt=span[1])
    return rows.order_by(*ORDERS[sort]).values_list("video_id", flat=True)


def choose_months(rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    """("2026-02" or None, how many rows are of videos published in it), in no order."""
    month = Substr(Cast("video__published", CharField()), 1, 7)
    return rows.order_by().values_list(month).annotate(n=Count("*"))


def read_months(counted: Iterable[Sequence[Any]]) -> list[tuple[date | None, int]]:
    """What `choose_months` found, with the first day of each month."""
    return [(date.fromisoformat(f"{month}-01") if month else None, n) for month, n in counted]


def tell_added(timeline: Timeline, rows: QuerySet[Any]) -> Timeline:
    """With when the rows' videos were added, where none has a date of publication. One query, and only there."""
    if timeline.bars:
        return timeline
    first, last = rows.order_by().aggregate(a=Min("video__added_at"), z=Max("video__added_at")).values()
    return replace(timeline, added=(first.date(), last.date())) if first else timeline
