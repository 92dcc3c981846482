"""Keeps the last few views in memory while the record stays as it is: the whole library is asked for by everybody.

The record is known to be the same by a stamp: what was added, changed, deleted or decided makes it another.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from django.conf import settings
from django.db.models import Count, Max

from graphapp.graph.models import Pending
from graphapp.videos.models import Claim, DecisionEvent, Video

Value = TypeVar("Value")


class Keeper(Generic[Value]):
    """At most `most` values by key; the one that was not asked for longest goes first. Safe among threads."""

    def __init__(self, *, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        value = make()
        with self._lock:
            self._kept[key] = value
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return value


def take_stamp() -> tuple[Hashable, ...]:
    """Another one after anything that could change a view. Four queries that an index answers."""
    videos = Video.objects.aggregate(count=Count("id"), added=Max("added_at"))
    changed = Video.objects.order_by("-updated_at").values_list("updated_at", flat=True).first()
    claim = Claim.objects.order_by("-id").values_list("id", flat=True).first()
    event = DecisionEvent.objects.order_by("-id").values_list("id", flat=True).first()
    waiting = Pending.objects.count()
    store = (str(settings.DATABASES["default"].get("NAME")), settings.GRAPH_URL)
    return (*store, videos["count"], videos["added"], changed, claim, event, waiting)
