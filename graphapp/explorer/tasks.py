"""What a Celery worker does for exploring."""

from __future__ import annotations

import logging

from celery import shared_task

from graphapp.explorer.exploring.remaking import keep_maps
from graphapp.graph.errors import GraphError
from graphapp.runs.models import Run, State

log = logging.getLogger(__name__)


@shared_task(name="graphapp.explorer.tasks.draw_library")
def draw_library() -> None:
    """Maps of a large library that are not as the record is any more."""
    busy = Run.objects.filter(state__in=(State.QUEUED, State.RUNNING)).exists()
    try:
        keep_maps(busy=busy)
    except GraphError as error:
        log.info("the maps stay as they are for now: %s", error)
