"""Rows as the database gives them, for the few readings that are thousands of rows long: making each row go through
Django's converters takes longer there than the query."""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.db.models import QuerySet


def read_rows(rows: QuerySet[Any, Any]) -> list[tuple[Any, ...]]:
    """All rows of a `values_list`, in its order. For text and numbers only: a truth value may come as 0 or 1, a date
    as text."""
    statement, parameters = rows.query.sql_with_params()
    with connections[rows.db].cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()
