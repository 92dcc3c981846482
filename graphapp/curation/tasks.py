"""What a Celery worker does for the desk."""

from __future__ import annotations

import time

from celery import shared_task

from graphapp.curation.review.gathering import gather_touched
from graphapp.runs.models import Run, State

SHIFT_SECONDS = 10.0
STEP_SECONDS = 0.05
"""So long it is worked out what to ask before that is written, for which editors wait with SQLite."""


@shared_task(name="graphapp.curation.tasks.gather_questions")
def gather_questions() -> None:
    """Questions about what ingests changed, for one shift, while nothing waits to be ingested."""
    ends_at = time.monotonic() + SHIFT_SECONDS
    while time.monotonic() < ends_at and not _is_busy():
        if not gather_touched(seconds=STEP_SECONDS):
            break


def _is_busy() -> bool:
    return Run.objects.filter(state__in=(State.QUEUED, State.RUNNING)).exists()
