"""What each change of the derived rows rested on, so that what was planned before its turn is known to hold, or not.

A plan holds as long as no change since it was begun has anything in common with it. Plans nothing and writes no rows
but these.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from graphapp.graph.models import Trace
from graphapp.videos.database.column_updates import run_many
from graphapp.videos.database.prepared import Prepared, ask

TRACE = "INSERT INTO graph_trace (things, at) VALUES (%s, %s)"
SINCE = "SELECT id, things FROM graph_trace WHERE id >= %s ORDER BY id"
KEPT_FOR = timedelta(minutes=10)
NONE_YET = 0
_NEWEST = Prepared(lambda: Trace.objects.order_by("-id").values_list("id")[:1], lists=0)


def leave_trace(things: Iterable[str] | None) -> None:
    """Keys, entities and connections; None for all. The caller has its turn."""
    named = "" if things is None else json.dumps(sorted(things))
    run_many(TRACE, [(named, connection.ops.adapt_datetimefield_value(timezone.now()))])


def find_newest() -> int:
    """The last trace; ask before anything is read that a plan rests on."""
    return ask_newest()()


def ask_newest() -> Callable[[], int]:
    """The same, which may be sent together with other questions."""
    rows = _NEWEST.ask()
    return lambda: max((id for (id,) in rows()), default=NONE_YET)


def ask_untouched(things: frozenset[str], *, since: int) -> Callable[[], bool]:
    """Whether no change after the trace `since` has touched any of `things`. Ask when the turn has come.

    Not known, and so False, where that trace is not kept any more.
    """
    rows = ask(SINCE, [since])

    def judge() -> bool:
        known, *later = rows() or [(NONE_YET, "")]
        return known[0] == since != NONE_YET and all(
            named and things.isdisjoint(json.loads(named)) for _, named in later
        )

    return judge


def forget_old_traces() -> None:
    """All but the newest, of which some plan may be the next."""
    Trace.objects.filter(at__lt=timezone.now() - KEPT_FOR, id__lt=find_newest()).delete()
