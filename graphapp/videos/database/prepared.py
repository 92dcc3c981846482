"""Queries that every change or page asks: Django makes their text once, then it is only sent with other ids.

Making the same texts again was the larger part of what a change computes while all others wait for their turn, and a
third of the page of an entity. Knows nothing of what is asked.
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
class _List:
    """Where the list of this number goes among the parameters."""

    number: int


class _One(str):
    """The number of a single value, counted on from the lists: a text, so that a field takes it for one of its own."""


@dataclass(frozen=True, slots=True)
class _Text:
    """`converters`: by column, what makes values of a field of what the driver gives, and the field they ask for."""

    sql: str
    parameters: Values
    converters: Mapping[int, tuple[Sequence[Callable[..., Any]], Any]]


class Prepared:
    """`make` gets `lists` lists for `__in`, then `ones` single values; what else its queryset of values names never
    changes. Called with so many lists of ids, and so many texts, it gives the rows."""

    def __init__(self, make: Callable[..., QuerySet[Any, Any]], *, lists: int = 1, ones: int = 0) -> None:
        self._make = make
        self._lists = lists
        self._ones = ones
        self._texts: dict[str, _Text] = {}

    def __call__(self, *ids: Iterable[str]) -> list[Values]:
        return self.ask(*ids)()

    def ask(self, *ids: Iterable[str]) -> Callable[[], list[Values]]:
        """Sends it, and gives what reads the rows."""
        text = self._texts.get(connection.vendor) or self._write()
        given = [json.dumps(list(each)) for each in ids[: self._lists]] + [*ids[self._lists :]]
        read = ask(text.sql, [_fill(each, given) for each in text.parameters])
        return lambda: list(_convert(read(), text)) if text.converters else read()

    def _write(self) -> _Text:
        lists = [RawSQL(LISTED[connection.vendor], [_List(number)]) for number in range(self._lists)]  # noqa: S611
        ones = [_One(self._lists + number) for number in range(self._ones)]
        compiler = self._make(*lists, *ones).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        self._texts[connection.vendor] = text = _Text(sql, tuple(parameters), converters)
        return text


def ask(statement: str, parameters: Sequence[Any]) -> Callable[[], list[Values]]:
    """Sends a statement, and gives what reads its rows: of several that are sent together
    (`graphapp.videos.database.column_updates`) PostgreSQL is waited for once."""
    cursor = connection.cursor()
    cursor.execute(statement, parameters)

    def read() -> list[Values]:
        with cursor:
            return cursor.fetchall()

    return read


def _fill(parameter: Any, given: Sequence[Any]) -> Any:
    if isinstance(parameter, _List):
        return given[parameter.number]
    return given[int(parameter)] if isinstance(parameter, _One) else parameter


def _convert(rows: Iterable[Values], text: _Text) -> Iterator[Values]:
    for row in rows:
        values = list(row)
        for column, (converters, field) in text.converters.items():
            for convert in converters:
                values[column] = convert(values[column], field, connection)
        yield tuple(values)
