"""Rows by titles and names as people type and order them: without case and accents, in every script alike, and
whichever apostrophes and quotation marks a telephone puts for the plain ones.

SQLite knows the case of no letter but ASCII's, and no accents: each connection is taught. PostgreSQL knows them.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import CharField, Model, QuerySet, Transform
from django.db.models.lookups import IExact

from graphapp.videos.text_index import postgresql
from graphapp.videos.text_index.folding import fold_letters
from ingest.language.legible import make_legible

MOST_WORDS = 12

_CURLY, _STRAIGHT = "’‘ʼ“”„", "'''" + '"' * 3

_STRAIGHTEN = str.maketrans(_CURLY, _STRAIGHT)

Row = TypeVar("Row", bound=Model)


class Plain(Transform):
    """A text's letters as the text indexes compare them, with all that stands between, its marks straight."""

    lookup_name = "plain"
    function = "PLAIN"
    bilateral = True

    def as_postgresql(self, compiler: Any, connection: Any, **given: Any) -> Any:
        plain = postgresql.PLAIN.replace("body", "%(expressions)s")
        doubled = _STRAIGHT.replace("'", "''")
        return self.as_sql(compiler, connection, template=f"translate({plain}, '{_CURLY}', '{doubled}')", **given)


class Same(IExact):
    """Whatever the case. SQLite's own way is as good for ASCII, and does not ask us for each row."""

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        if str(self.rhs).isascii():
            return self.as_sql(compiler, connection)
        held, parameters = self.process_lhs(compiler, connection)
        return "CASEFOLD(" + held + ") = %s", (*parameters, str(self.rhs).casefold())


CharField.register_lookup(Plain)
CharField.register_lookup(Same, lookup_name="same")  # elsewhere it is what it is made of


def hold_words(rows: QuerySet[Row, Any], field: str, text: str) -> QuerySet[Row, Any]:
    """Those of `rows` whose `field` holds each of the text's first words, without what nobody sees in them."""
    for word in make_legible(text).split()[:MOST_WORDS]:
        rows = rows.filter(**{f"{field}__plain__contains": word})
    return rows


def teach_letters(connection: Any, **_: Any) -> None:
    """Gives a new connection the functions that are called here."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("PLAIN", 1, _make_plain, deterministic=True)
        connection.connection.create_function("CASEFOLD", 1, _fold_case, deterministic=True)


def _make_plain(text: object) -> str:
    return fold_letters(str(text or "")).translate(_STRAIGHTEN)


def _fold_case(text: object) -> str:
    return str(text or "").casefold()
