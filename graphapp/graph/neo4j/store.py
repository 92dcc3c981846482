"""The Neo4j store: the port's reads over facts from Cypher, and the one write in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from graphapp.graph.errors import GraphError, GraphMisconfigured, GraphUnavailable
from graphapp.graph.fingerprint import KINDS
from graphapp.graph.neo4j.asking import COUNTS
from graphapp.graph.neo4j.facts import NodeFacts
from graphapp.graph.neo4j.link import Neo4jLink
from graphapp.graph.neo4j.schema import FORGET_VERSION, LATEST, apply_steps, read_version
from graphapp.graph.neo4j.stored import read_fingerprints
from graphapp.graph.neo4j.writing import WIPE_LIMIT, WIPE_STEPS, write_change
from graphapp.graph.reads import GraphReads
from graphapp.graph.results import EntityHit, GraphChange, StoreStatus


class Neo4jStore(GraphReads):
    """Sets itself up before its first write. `close` ends its connections."""

    name = "neo4j"
    reads_record = False

    def __init__(self, uri: str, *, user: str, password: str, database: str) -> None:
        self._link = Neo4jLink(uri, user=user, password=password, database=database)
        self._is_set_up = False
        super().__init__(NodeFacts(self._link))

    def setup(self) -> None:
        apply_steps(self._link)
        self._is_set_up = True

    def write(self, change: GraphChange) -> None:
        if not self._is_set_up:
            self.setup()
        self._link.write(lambda transaction: write_change(transaction, change))

    def wipe(self) -> None:
        """Only what we have made: other labels in the database stay."""
        self._is_set_up = False
        for step in WIPE_STEPS:
            while self._link.execute(step, {"limit": WIPE_LIMIT})[0][0]:
                pass
        self._link.execute(FORGET_VERSION)

    def status(self) -> StoreStatus:
        try:
            version = read_version(self._link)
            (counts,) = self._link.read(COUNTS)
        except GraphError as error:
            return StoreStatus(self.name, reachable=False, message=error.message)
        message = "" if version == LATEST else "It has not been set up yet: the first write does, or `graph rebuild`."
        return StoreStatus(self.name, True, version, dict(zip(KINDS, counts, strict=True)), message)

    def fingerprints(self, kind: str) -> Iterator[tuple[str, str]]:
        return read_fingerprints(self._link, kind)

    def search(self, text: str, *, limit: int = 20) -> tuple[EntityHit, ...]:
        return self._ask_index(lambda: super(Neo4jStore, self).search(text, limit=limit))

    def suggest(self, text: str, *, limit: int = 5) -> tuple[EntityHit, ...]:
        return self._ask_index(lambda: super(Neo4jStore, self).suggest(text, limit=limit))

    def _ask_index(self, ask: Callable[[], tuple[EntityHit, ...]]) -> tuple[EntityHit, ...]:
        """Before setup nothing is there to be found; a missing index later on is a fault that is said."""
        try:
            return ask()
        except GraphUnavailable:
            raise
        except GraphError as error:
            if read_version(self._link) == 0:
                return ()
            if "fulltext schema index" in error.message:
                advice = "Run `python manage.py graph rebuild`."
                raise GraphMisconfigured(f"Neo4j has lost its full-text index. {advice}") from error
            raise

    def close(self) -> None:
        self._link.close()

    def __repr__(self) -> str:
        return "Neo4jStore()"
