"""Opens the graph store that GRAPH_URL names. The only module that knows the adapters.

One store, and so one driver, for each process: made when it is first asked for, closed when the process ends.
A password is never part of a message, a log line or a representation.
"""

from __future__ import annotations

import atexit
import os
from dataclasses import dataclass, field
from threading import Lock
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings

from graphapp.graph.errors import GraphMisconfigured
from graphapp.graph.port import GraphQuestions, GraphStore
from graphapp.graph.steady import SteadyReads

EMBEDDED = "embedded"
SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
SHAPE = "It must be `embedded` or look like bolt://user:password@host:7687 (also neo4j:// and neo4j+s://)."


@dataclass(frozen=True, slots=True)
class Address:
    """Where Neo4j is, and as whom to speak to it. An empty user: without authentication."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str


_opened: dict[tuple[int, str, str], GraphStore] = {}
_steady: dict[int, SteadyReads] = {}
_opening = Lock()


def open_store() -> GraphStore:
    """The store that the settings name. Raises `GraphMisconfigured` for an address that is none; does not connect."""
    key = (os.getpid(), settings.GRAPH_URL, settings.GRAPH_DATABASE)
    with _opening:
        if key not in _opened:
            _opened[key] = make_store(settings.GRAPH_URL, database=settings.GRAPH_DATABASE)
        return _opened[key]


def open_questions() -> GraphQuestions:
    """The store that the settings name, for reading: where it does not answer or lags behind, the record answers."""
    store = open_store()
    if store.reads_record:
        return store
    with _opening:
        return _steady.setdefault(id(store), SteadyReads(store, record=open_record()))


def open_record() -> GraphStore:
    """The record seen as a graph, whatever store is configured: what any other store must be equal to."""
    from graphapp.graph.embedded.store import EmbeddedStore

    return EmbeddedStore()


def make_store(url: str, *, database: str) -> GraphStore:
    """A store of its own, for those who look after closing it."""
    if url.strip() == EMBEDDED:
        return open_record()
    address = read_address(url, database=database)
    from graphapp.graph.neo4j.store import Neo4jStore

    return Neo4jStore(address.uri, user=address.user, password=address.password, database=address.database)


def read_address(url: str, *, database: str) -> Address:
    parts = _split(url.strip())
    if parts.scheme not in SCHEMES:
        raise GraphMisconfigured(f"GRAPH_URL names no graph store that there is. {SHAPE}")
    if not parts.hostname:
        raise GraphMisconfigured(f"GRAPH_URL has no host. {SHAPE}")
    if parts.path.strip("/") or parts.query or parts.fragment:
        advice = "Leave it out; the database's name goes into GRAPH_DATABASE."
        raise GraphMisconfigured(f"GRAPH_URL has something behind its host and port. {advice}")
    if bool(parts.username) != bool(parts.password):
        raise GraphMisconfigured(f"GRAPH_URL has a user without a password, or a password without a user. {SHAPE}")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    uri = f"{parts.scheme}://{host}:{parts.port or 7687}"
    return Address(uri, unquote(parts.username or ""), unquote(parts.password or ""), database)


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        # not chained: the original names the address with its password
        raise GraphMisconfigured(f"GRAPH_URL can't be read as an address. {SHAPE}") from None
    return parts


@atexit.register
def close_stores() -> None:
    """Close this process's stores; those of a parent process are its own."""
    for key in [key for key in _opened if key[0] == os.getpid()]:
        close = getattr(_opened.pop(key), "close", None)
        if close:
            close()
