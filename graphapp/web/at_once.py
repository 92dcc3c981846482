"""Writes without waiting for who writes already."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.db import connection, transaction


@contextmanager
def at_once() -> Iterator[None]:
    """A transaction that waits for nobody, for what may be left unwritten: OperationalError where another is in the
    way."""
    refuse_to_wait = getattr(connection, "refuse_to_wait", nullcontext)
    with refuse_to_wait(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = 1")
        yield
