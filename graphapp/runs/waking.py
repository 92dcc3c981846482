"""Wakes workers by messages. What is to do stands in the database: a message says only when it was sent.

A broker that is away loses nothing, since workers look at the database by themselves too, and keeps nobody waiting: one
that did not answer is not asked again for AWAY_SECONDS. Knows no task but by its name.
"""

from __future__ import annotations

import logging
import time

from celery import current_app
from django.db import transaction

log = logging.getLogger(__name__)

WAKE_TASK = "graphapp.runs.tasks.wake"
SENDER_TASK = "graphapp.runs.tasks.keep_store"
AWAY_SECONDS = 30.0
EXPIRES_SECONDS = 600


class Broker:
    """`away_until`: when one that did not answer is asked again, by this process's clock."""

    away_until = 0.0


def wake_workers() -> None:
    """Tell a worker that runs are queued, once this transaction is committed."""
    transaction.on_commit(_send_wake)


def _send_wake() -> None:
    _send(WAKE_TASK, sent_at=time.time())


def wake_sender() -> None:
    """Tell a worker that changes wait for the graph store."""
    _send(SENDER_TASK)


def _send(task: str, **said: float) -> None:
    if time.monotonic() < Broker.away_until:
        return
    try:
        current_app.send_task(task, kwargs=said, retry=False, expires=EXPIRES_SECONDS)
    except Exception as error:  # whatever a driver raises means: not reachable
        Broker.away_until = time.monotonic() + AWAY_SECONDS
        log.warning("no worker could be woken, the next sweep will find what is to do: %s", error)
