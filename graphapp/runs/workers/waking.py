"""Wakes workers by messages. What is to do stands in the database: a message says only when it was sent.

One that tells of runs waits at most, however many are added: whatever else there is to do waits behind it. A broker
that is away loses nothing, since workers look at the database by themselves too, and keeps nobody waiting: one that did
not answer is not asked again for AWAY_SECONDS. Knows no task but by its name.
"""

from __future__ import annotations

import logging
import time
from contextlib import suppress
from datetime import timedelta

from celery import current_app
from django.db import DatabaseError, transaction
from django.utils import timezone

from graphapp.runs.models import Hold

log = logging.getLogger(__name__)

WAKE_TASK = "graphapp.runs.tasks.wake"
SENDER_TASK = "graphapp.runs.tasks.keep_store"
AWAY_SECONDS = 30.0
EXPIRES_SECONDS = 600
WAITING = "wake"
"""The hold of the message that waits; a lost one's is given back by the next sweep."""


class Broker:
    """`away_until`: when one that did not answer is asked again, by this process's clock."""

    away_until = 0.0

    @classmethod
    def is_away(cls) -> bool:
        return time.monotonic() < cls.away_until


def wake_workers() -> None:
    """Tell a worker that runs are queued, once this transaction is committed."""
    transaction.on_commit(_send_wake)


def _send_wake() -> None:
    if not _find_waiting():
        send_again()


def send_again() -> None:
    """A message behind all others, in place of the one that waited."""
    if Broker.is_away():
        return
    sent_at = time.time()
    facts = {"holder": repr(sent_at), "until": timezone.now() + timedelta(seconds=EXPIRES_SECONDS)}
    with suppress(DatabaseError):  # what is to do is committed, and found by the next sweep
        Hold.objects.update_or_create(name=WAITING, defaults=facts)
    if not _send(WAKE_TASK, sent_at=sent_at):
        note_awake()


def is_replaced(sent_at: float) -> bool:
    """Whether another message waits for what the one that was sent then tells of."""
    return _find_waiting() not in ("", repr(sent_at))


def note_awake() -> None:
    """No message waits any more: what is added from now on sends one. To be called before looking for runs."""
    if _find_waiting():
        Hold.objects.filter(name=WAITING).delete()


def _find_waiting() -> str:
    return Hold.objects.filter(name=WAITING, until__gt=timezone.now()).values_list("holder", flat=True).first() or ""


def wake_sender() -> None:
    """Tell a worker that changes wait for the graph store."""
    _send(SENDER_TASK)


def _send(task: str, **said: float) -> bool:
    if Broker.is_away():
        return False
    try:
        current_app.send_task(task, kwargs=said, retry=False, expires=EXPIRES_SECONDS)
    except Exception as error:  # whatever a driver raises means: not reachable
        Broker.away_until = time.monotonic() + AWAY_SECONDS
        log.warning("no worker could be woken, the next sweep will find what is to do: %s", error)
        return False
    return True
