"""Whether this process is alive, and whether what it depends on answers. Says names and states, no secrets."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from threading import Lock

from celery import current_app
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

log = logging.getLogger(__name__)

FRESH_SECONDS = 5.0
SILENT_SECONDS = 5.0
OK, UNREACHABLE = "ok", "unreachable"


@never_cache
def answer_health(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"status": "alive"})


@never_cache
def answer_readiness(request: HttpRequest) -> HttpResponse:
    """200 where database, graph store and broker answer; 503 with the state of each where one does not."""
    states = readiness.look()
    ready = bool(states) and all(state == OK for state in states.values())
    return JsonResponse({"ready": ready, **states}, status=200 if ready else 503)


class Readiness:
    """What was found within FRESH_SECONDS: everybody may ask, as often as they like. Who asks while somebody looks gets
    what was found before: a part that says nothing keeps one thread waiting, not all. After SILENT_SECONDS it is not
    reachable for them."""

    def __init__(self) -> None:
        self._states: dict[str, str] = {}
        self._found_at = -FRESH_SECONDS
        self._asked: tuple[str, float] | None = None
        self._lock = Lock()

    def look(self) -> Mapping[str, str]:
        if self._lock.acquire(timeout=0 if self._states else SILENT_SECONDS):
            try:
                self._look_again()
            finally:
                self._lock.release()
        else:
            self._note_silence()
        return self._states

    def _look_again(self) -> None:
        if time.monotonic() - self._found_at >= FRESH_SECONDS:
            self._states = {name: self._try(name, check) for name, check in CHECKS.items()}
            self._found_at = time.monotonic()

    def _note_silence(self) -> None:
        """Of the part that somebody asks just now."""
        asked = self._asked
        if asked and time.monotonic() - asked[1] >= SILENT_SECONDS:
            self._states = {**self._states, asked[0]: self._tell_away(asked[0])}

    def _try(self, name: str, check: Callable[[], None]) -> str:
        self._asked = (name, time.monotonic())
        try:
            check()
        except Exception:  # whatever a driver raises means: not reachable
            return self._tell_away(name, why=True)
        finally:
            self._asked = None
        return OK

    def _tell_away(self, name: str, *, why: bool = False) -> str:
        if self._states.get(name) != UNREACHABLE:  # once for each time that it goes away
            log.warning("readiness: %s does not answer", name, exc_info=why)
        return UNREACHABLE


readiness = Readiness()


def _check_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _check_graph() -> None:
    from graphapp.graph.opening import open_store

    store = open_store()
    if store.reads_record:
        return  # the database is asked already, and its rows need not be counted for this
    if not store.status().reachable:
        raise ConnectionError("the graph store is not reachable")


def _check_broker() -> None:
    with current_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=0)


CHECKS: Mapping[str, Callable[[], None]] = {
    "database": _check_database,
    "graph": _check_graph,
    "broker": _check_broker,
}
