"""Queries that every change asks: Django makes their text once, then it is only sent with other lists of ids.

Making the same texts again was the larger part of what a change computes while all others wait for their turn. Knows
nothing of what is asked.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

LISTED = {
    "sqlite": "SELECT value FROM json_each(%s)",
    "postgresql": "SELECT jsonb_array_elements_text(%s::jsonb)",
}
"""Any number of ids as one parameter."""
Values = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the list of this number goes among the parameters."""

    number: int


@dataclass(frozen=True, slots=True)
class _Text:
    """`converters`: by column, what makes values of a field of what the driver gives, and the field they ask for."""

    sql: str
    parameters: Values
    converters: Mapping[int, tuple[Sequence[Callable[..., Any]], Any]]


class Prepared:
    """`make` gets `lists` lists for `__in`, and returns a queryset of values; what else that names never changes.
    Called with so many lists of ids, it gives the rows."""

    def __init__(self, make: Callable[..., QuerySet[Any, Any]], *, lists: int = 1) -> None:
        self._make = make
        self._lists = lists
        self._texts: dict[str, _Text] = {}

    def __call__(self, *ids: Iterable[str]) -> list[Values]:
        text = self._texts.get(connection.vendor) or self._write()
        lists = [json.dumps(list(each)) for each in ids]
        sent = [lists[each.number] if isinstance(each, _Place) else each for each in text.parameters]
        with connection.cursor() as cursor:
            cursor.execute(text.sql, sent)
            rows = cursor.fetchall()
        return list(_convert(rows, text)) if text.converters else rows

    def _write(self) -> _Text:
        places = [RawSQL(LISTED[connection.vendor], [_Place(number)]) for number in range(self._lists)]  # noqa: S611
        compiler = self._make(*places).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        self._texts[connection.vendor] = text = _Text(sql, tuple(parameters), converters)
        return text


def _convert(rows: Iterable[Values], text: _Text) -> Iterator[Values]:
    for row in rows:
        values = list(row)
        for column, (converters, field) in text.converters.items():
            for convert in converters:
                values[column] = convert(values[column], field, connection)
        yield tuple(values)
