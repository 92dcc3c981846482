"""For tests that Hypothesis runs many times within one transaction of the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def taken_back() -> Iterator[None]:
    """What is written within is gone at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
