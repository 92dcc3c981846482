"""Whether this process is alive, and whether what it depends on answers. Says names and states, no secrets."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from celery import current_app
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

log = logging.getLogger(__name__)


@never_cache
def answer_health(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"status": "alive"})


@never_cache
def answer_readiness(request: HttpRequest) -> HttpResponse:
    """200 where database, graph store and broker answer; 503 with the state of each where one does not."""
    states = {name: _try(name, check) for name, check in CHECKS.items()}
    ready = all(state == "ok" for state in states.values())
    return JsonResponse({"ready": ready, **states}, status=200 if ready else 503)


def _try(name: str, check: Callable[[], None]) -> str:
    try:
        check()
    except Exception:  # whatever a driver raises means: not reachable
        log.warning("readiness: %s does not answer", name, exc_info=True)
        return "unreachable"
    return "ok"


def _check_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _check_graph() -> None:
    from graphapp.graph.opening import open_store

    if not open_store().status().reachable:
        raise ConnectionError("the graph store is not reachable")


def _check_broker() -> None:
    with current_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, timeout=2)


CHECKS: Mapping[str, Callable[[], None]] = {
    "database": _check_database,
    "graph": _check_graph,
    "broker": _check_broker,
}
