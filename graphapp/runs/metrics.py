"""`/metrics` for Prometheus: requests (django-prometheus), runs by state, and what waits for the graph store.

Not public: it answers admins, and whoever sends METRICS_TOKEN. Others are told that there is nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from hmac import compare_digest
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, generate_latest
from prometheus_client.core import GaugeMetricFamily

from graphapp.accounts.permissions import Role, allows
from graphapp.runs.models import Followed, Run, State
from graphapp.runs.projection.outbox import count_pending
from graphapp.videos.models import Video


class LibraryCollector:
    """Asks the database when Prometheus asks."""

    def describe(self) -> list[Any]:
        return []  # or registering it would ask a database that may not be there yet

    def collect(self) -> Iterator[GaugeMetricFamily]:
        counts = dict(Run.objects.order_by().values_list("state").annotate(Count("id")))
        runs = GaugeMetricFamily("saidgraph_runs", "Ingest runs by state", labels=["state"])
        for state in State.values:
            runs.add_metric([state], counts.get(state, 0))
        yield runs
        yield GaugeMetricFamily("saidgraph_videos", "Videos in the library", value=Video.objects.count())
        waiting = "Changes that wait for the graph store"
        yield GaugeMetricFamily("saidgraph_graph_pending", waiting, value=count_pending())
        failing = Followed.objects.filter(error__isnull=False).count()
        yield GaugeMetricFamily("saidgraph_followed_failing", "Followed addresses out of reach", value=failing)


@never_cache
@require_safe
def answer_metrics(request: HttpRequest) -> HttpResponse:
    if not _may_see(request):
        raise Http404
    return HttpResponse(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)


def _may_see(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").encode()
    expected = settings.METRICS_TOKEN.encode()
    return (bool(expected) and compare_digest(given, expected)) or allows(request.user, Role.ADMIN)
