"""One writer of the record's derived rows at a time, so that two changes never resolve over each other's heads.

SQLite's immediate transactions do that by themselves; PostgreSQL is asked for a lock that ends with the transaction.
Knows nothing of what is written.
"""

from __future__ import annotations

from django.db import connection

WRITERS = 7_341_026
"""The lock's number: nobody else's in this database."""


def wait_for_turn() -> None:
    """Returns when this transaction is the only one that changes the record; call it before anything is read."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITERS])
