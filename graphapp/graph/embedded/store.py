"""The embedded store. The rows of the record are the graph: there is nothing to set up, write or wipe."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection
from django.db.utils import Error

from graphapp.graph.embedded.facts import RowFacts
from graphapp.graph.embedded.record import RECORD_ROWS, count_rows
from graphapp.graph.fingerprint import digest_row, identify_row
from graphapp.graph.reads import GraphReads
from graphapp.graph.results import GraphChange, StoreStatus


class EmbeddedStore(GraphReads):
    """`setup`, `write` and `wipe` do nothing: what they would do has happened when the record was written."""

    name = "embedded"
    reads_record = True

    def __init__(self) -> None:
        super().__init__(RowFacts())

    def setup(self) -> None:
        return None

    def write(self, change: GraphChange) -> None:
        return None

    def wipe(self) -> None:
        return None

    def status(self) -> StoreStatus:
        try:
            connection.ensure_connection()
            counts = count_rows()
        except Error as error:
            return StoreStatus(self.name, reachable=False, message=f"The database does not answer: {error}")
        return StoreStatus(self.name, reachable=True, counts=counts, message="The record's own rows are the graph.")

    def fingerprints(self, kind: str) -> Iterator[tuple[str, str]]:
        return ((identify_row(row), digest_row(row)) for row in RECORD_ROWS[kind]())
