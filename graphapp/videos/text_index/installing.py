"""Makes the text indexes after migrations, and makes them again where some part is gone, or is of an older version.

Not a migration of their own: on SQLite a later migration that alters an indexed table makes it anew and so drops
its triggers without a word. Running this again changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connections, transaction

from graphapp.videos.text_index import postgresql, sqlite


def install_text_indexes(*, using: str = "default", **_: Any) -> None:
    """Django's `post_migrate` handler; does nothing while the tables are not all there yet."""
    connection = connections[using]
    install = {"sqlite": _install_sqlite, "postgresql": _install_postgresql}.get(connection.vendor)
    tables = set(connection.introspection.table_names())
    if install and {"videos_segment", "graph_entity"} <= tables:
        with transaction.atomic(using=using), connection.cursor() as cursor:
            install(cursor)


def _install_sqlite(cursor: Any) -> None:
    cursor.execute(sqlite.STANDING)
    if not sqlite.list_wanted() <= {row[0] for row in cursor.fetchall()}:
        _run(cursor, (*sqlite.OUTDATED, *sqlite.TABLES, *sqlite.FILL, *sqlite.TRIGGERS))


def _install_postgresql(cursor: Any) -> None:
    _run(cursor, postgresql.STATEMENTS)


def _run(cursor: Any, statements: Iterable[str]) -> None:
    for statement in statements:
        cursor.execute(statement)
