"""One writer of the record's derived rows at a time, so that two changes never resolve over each other's heads.

SQLite's immediate transactions do that by themselves; PostgreSQL is asked for locks that end with the transaction.
Knows nothing of what is written.
"""

from __future__ import annotations

import zlib

from django.db import connection

WRITERS = 7_341_026
WORDS = 7_341_027
"""The locks' numbers: nobody else's in this database."""


def wait_for_turn() -> None:
    """Returns when this transaction is the only one that changes what is shared; call it before any of that is read.

    Rows that nobody else can see or need yet are better written before: while this one has its turn, editors wait.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITERS])


def claim_words(content: str) -> None:
    """Returns when no other transaction records the same words, of which `content` is the hash; call it before the
    turn, never after."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [WORDS, zlib.crc32(content.encode()) - 2**31])
