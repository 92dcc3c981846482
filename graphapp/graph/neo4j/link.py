"""The one connection to Neo4j: driver, time limits, retries, and the driver's errors as ours.

Everything runs in managed transactions. What may pass (no connection, a leader change, a deadlock, memory) is
tried again with growing pauses for RETRY_SECONDS, then it is `GraphUnavailable`. What will not pass (password,
database, certificate) is `GraphMisconfigured` at once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any, LiteralString, TypeVar

from neo4j import Driver, GraphDatabase, ManagedTransaction, Session, unit_of_work
from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    DriverError,
    Forbidden,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graphapp.graph.errors import GraphError, GraphMisconfigured, GraphOverburdened, GraphUnavailable

CONNECT_SECONDS = 3.0
ACQUIRE_SECONDS = 5.0
RETRY_SECONDS = 2.0
READ_SECONDS = 10.0
WRITE_SECONDS = 120.0
IDLE_SECONDS = 20.0
"""A connection that was idle for longer is tested before it is used: the server may have gone meanwhile."""

_LIMITS = ("TransactionTimedOut", "MemoryLimit", "OutOfMemory")

# each retry is a warning there; what comes of it is raised here and said by whoever asked
logging.getLogger("neo4j").setLevel(logging.CRITICAL)

Answer = TypeVar("Answer")
Parameters = dict[str, Any]


class Neo4jLink:
    """Safe to share among threads. Connects when it is first asked something."""

    def __init__(self, uri: str, *, user: str, password: str, database: str) -> None:
        self._uri = uri
        self._auth = (user, password) if user else None
        self._database = database
        self._bookmarks = GraphDatabase.bookmark_manager()
        self._driver: Driver | None = None
        self._lock = Lock()

    def read(
        self, query: LiteralString, parameters: Parameters | None = None, *, seconds: float = READ_SECONDS
    ) -> list[list[Any]]:
        """The rows of one query, each as the list of its columns. `seconds`: the longest that it may take."""

        @unit_of_work(timeout=seconds)
        def fetch(transaction: ManagedTransaction) -> list[list[Any]]:
            return transaction.run(query, parameters).values()

        with self._open() as session:
            return session.execute_read(fetch)

    def gather(self, query: LiteralString, parameters: Parameters) -> list[list[Any]]:
        """The members of the one list that a query answers."""
        (row,) = self.read(query, parameters)
        return list(row[0])

    def write(self, work: Callable[[ManagedTransaction], Answer]) -> Answer:
        """Run `work` in one transaction; it may be run again after a failure that passes."""
        with self._open() as session:
            return session.execute_write(unit_of_work(timeout=WRITE_SECONDS)(work))

    def execute(self, query: LiteralString, parameters: Parameters | None = None) -> list[list[Any]]:
        """One writing query in a transaction of its own."""

        def run(transaction: ManagedTransaction) -> list[list[Any]]:
            return transaction.run(query, parameters).values()

        return self.write(run)

    def close(self) -> None:
        with self._lock:
            driver, self._driver = self._driver, None
        if driver:
            driver.close()

    @contextmanager
    def _open(self) -> Iterator[Session]:
        try:
            with self._get_driver().session(database=self._database, bookmark_manager=self._bookmarks) as session:
                yield session
        except (Neo4jError, DriverError) as error:
            raise self._translate(error) from error

    def _get_driver(self) -> Driver:
        with self._lock:
            if self._driver is None:
                self._driver = GraphDatabase.driver(
                    self._uri,
                    auth=self._auth,
                    user_agent="saidgraph",
                    connection_timeout=CONNECT_SECONDS,
                    connection_acquisition_timeout=ACQUIRE_SECONDS,
                    max_transaction_retry_time=RETRY_SECONDS,
                    liveness_check_timeout=IDLE_SECONDS,
                    notifications_min_severity="OFF",
                    telemetry_disabled=True,
                )
            return self._driver

    def _translate(self, error: Neo4jError | DriverError) -> GraphError:
        if isinstance(error, AuthError | Forbidden):
            return GraphMisconfigured(f"Neo4j at {self._uri} refuses the user or password of GRAPH_URL.")
        if isinstance(error, ConfigurationError):
            return GraphMisconfigured(f"Neo4j at {self._uri} can't be spoken to as GRAPH_URL says: {error}")
        if _code(error).endswith("DatabaseNotFound"):
            return GraphMisconfigured(f"Neo4j at {self._uri} has no database “{self._database}” (GRAPH_DATABASE).")
        if _is_too_much(error):
            return GraphOverburdened(f"Neo4j at {self._uri} could not do it in the time and memory that it allows.")
        if _passes(error):
            return GraphUnavailable(f"Neo4j at {self._uri} does not answer. The record is safe; it will catch up.")
        return GraphError(f"Neo4j could not do it: {error}")


def _code(error: Neo4jError | DriverError) -> str:
    return (error.code or "") if isinstance(error, Neo4jError) else ""


def _is_too_much(error: Neo4jError | DriverError) -> bool:
    return any(limit in _code(error) for limit in _LIMITS)


def _passes(error: Neo4jError | DriverError) -> bool:
    if isinstance(error, ServiceUnavailable | SessionExpired | TransientError):
        return True
    return isinstance(error, DriverError) or error.is_retryable()
