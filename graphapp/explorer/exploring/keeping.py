"""Keeps the last few views in memory while the record stays as it is: the whole library is asked for by everybody.

The record is known to be the same by a stamp: what was added, changed, deleted or decided makes it another. Maps of a
large library, which take seconds, are kept in the database, and until a worker has made the next the last is shown.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import timedelta
from hashlib import blake2b
from threading import Lock
from typing import Generic, TypeVar

from django.conf import settings
from django.db.models import Count, Max
from django.utils import timezone

from graphapp.explorer.exploring.wish import Wish
from graphapp.explorer.models import LibraryMap
from graphapp.graph.models import Pending
from graphapp.videos.models import Claim, DecisionEvent, Video

Value = TypeVar("Value")
LOOKED_AFTER = timedelta(minutes=10)
"""After so long nobody keeps maps up any more: who asks for one then waits for it."""


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


def find_kept(question: Wish, *, stamp: str) -> LibraryMap | None:
    """The map of the whole library, where one is kept and is as it would be made now, or soon will be. Its data is
    read when it is asked for. One query."""
    if question != Wish(size=question.size):
        return None
    kept = LibraryMap.objects.defer("data").filter(size=question.size).first()
    soon = kept and timezone.now() - kept.looked_at < LOOKED_AFTER
    return kept if kept and (soon or kept.stamp == stamp) else None


def take_stamp() -> str:
    """Another one after anything that could change a view. Four queries that an index answers."""
    videos = Video.objects.aggregate(count=Count("id"), added=Max("added_at"))
    changed = Video.objects.order_by("-updated_at").values_list("updated_at", flat=True).first()
    claim = Claim.objects.order_by("-id").values_list("id", flat=True).first()
    event = DecisionEvent.objects.order_by("-id").values_list("id", flat=True).first()
    waiting = Pending.objects.count()
    store = (str(settings.DATABASES["default"].get("NAME")), settings.GRAPH_URL)
    facts = (*store, videos["count"], videos["added"], changed, claim, event, waiting)
    return blake2b(repr(facts).encode(), digest_size=16).hexdigest()
