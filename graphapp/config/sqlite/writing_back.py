"""Carries what SQLite's log holds over into the database, so that nobody who waits for an answer has to.

SQLite lets the writer do it whose transaction makes the log long: for a merge of hubs that is a third of its time.
A worker does it every few seconds instead; the writer only where none has come in time (`wal_autocheckpoint`).
"""

from __future__ import annotations

from django.db import connection


def write_back() -> None:
    """Waits for nobody, and nobody for it. Nothing to do on another database."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
