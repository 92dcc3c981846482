"""Rows whose title or name holds the words that somebody typed, whatever their case, in every script alike."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import CharField, Model, QuerySet
from django.db.models.lookups import IContains

MOST_WORDS = 12

Row = TypeVar("Row", bound=Model)


def hold_words(rows: QuerySet[Row, Any], field: str, text: str) -> QuerySet[Row, Any]:
    """Those of `rows` whose `field` holds each of the text's first words."""
    for word in text.split()[:MOST_WORDS]:
        rows = rows.filter(**{f"{field}__holds": word})
    return rows


class Holds(IContains):
    """SQLite's own LIKE knows the case of no letter but ASCII's, so that "übung" would not find "Übung"."""

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        held, parameters = self.process_lhs(compiler, connection)
        return "INSTR(CASEFOLD(" + held + "), %s) > 0", (*parameters, str(self.rhs).casefold())


CharField.register_lookup(Holds, lookup_name="holds")  # elsewhere it is what it is made of


def teach_case(connection: Any, **_: Any) -> None:
    """Gives a new connection the function that `Holds` calls."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("CASEFOLD", 1, _fold, deterministic=True)


def _fold(text: object) -> str:
    return str(text or "").casefold()
