"""A library on each store in turn, as GRAPH_URL names it: for tests that ask pages and API."""

from __future__ import annotations

from typing import Any

import pytest

from graphapp.graph.neo4j.store import Neo4jStore
from graphapp.graph.opening import open_store
from tests.graphapp.graph.library import Library

BOTH_STORES = ["embedded", pytest.param("neo4j", marks=[pytest.mark.neo4j, pytest.mark.xdist_group("neo4j")])]


def open_library(request: pytest.FixtureRequest, settings: Any) -> Library:
    """`request.param`: one of BOTH_STORES. Empty at first."""
    if request.param == "neo4j":
        settings.GRAPH_URL = request.getfixturevalue("neo4j_turn")
        store = open_store()
        assert isinstance(store, Neo4jStore)
        store.wipe()
        store.setup()
    return Library(open_store())
