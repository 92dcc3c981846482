"""Stores to test on. `store` is both in turn, each empty and with an empty record beside it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graphapp.graph.embedded.store import EmbeddedStore
from graphapp.graph.neo4j.store import Neo4jStore
from graphapp.graph.opening import make_store
from graphapp.graph.port import GraphStore
from tests.graphapp.graph.library import Library
from tests.services.neo4j_fixture import neo4j_turn, neo4j_url

__all__ = ["neo4j_turn", "neo4j_url"]

pytest.register_assert_rewrite("tests.graphapp.graph.contract", "tests.graphapp.graph.contract_filters")
NEO4J = pytest.param("neo4j", marks=[pytest.mark.neo4j, pytest.mark.xdist_group("neo4j")])


@pytest.fixture(params=["embedded", NEO4J])
def store(request: pytest.FixtureRequest, db: None) -> GraphStore:
    if request.param == "embedded":
        return EmbeddedStore()
    found: GraphStore = request.getfixturevalue("neo4j_store")
    return found


@pytest.fixture(scope="session")
def neo4j_connection(neo4j_url: str) -> Iterator[Neo4jStore]:
    """One driver for the whole run, as a process of the product has."""
    store = make_store(neo4j_url, database="neo4j")
    assert isinstance(store, Neo4jStore)
    yield store
    store.close()


@pytest.fixture
def neo4j_store(neo4j_connection: Neo4jStore, neo4j_turn: str, db: None) -> Neo4jStore:
    neo4j_connection.wipe()
    neo4j_connection.setup()
    return neo4j_connection


@pytest.fixture
def library(store: GraphStore) -> Library:
    return Library(store)
