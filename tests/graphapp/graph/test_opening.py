"""GRAPH_URL alone chooses the store; what is wrong with it is said in one sentence, without the password."""

from __future__ import annotations

from typing import Any

import pytest

from graphapp.graph.embedded.store import EmbeddedStore
from graphapp.graph.errors import GraphMisconfigured
from graphapp.graph.neo4j.store import Neo4jStore
from graphapp.graph.opening import make_store, open_store, read_address

SECRET = "hush-hush"


def test_embedded_is_the_record(settings: Any) -> None:
    settings.GRAPH_URL = "embedded"
    assert isinstance(open_store(), EmbeddedStore)
    assert open_store() is open_store()


@pytest.mark.parametrize("scheme", ["bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"])
def test_an_address_opens_neo4j_without_connecting(settings: Any, scheme: str) -> None:
    settings.GRAPH_URL = f"{scheme}://neo4j:{SECRET}@nowhere.invalid:7687"
    store = open_store()
    assert isinstance(store, Neo4jStore)
    assert open_store() is store
    settings.GRAPH_DATABASE = "another"
    assert open_store() is not store


@pytest.mark.parametrize(
    ("url", "uri", "user", "password"),
    [
        ("bolt://neo4j:pw@db", "bolt://db:7687", "neo4j", "pw"),
        ("neo4j+s://me:p%40%2Fw%3A@db.example:1234/", "neo4j+s://db.example:1234", "me", "p@/w:"),
        ("bolt://[::1]:7000", "bolt://[::1]:7000", "", ""),
        (" bolt://u:p@h:1 ", "bolt://h:1", "u", "p"),
    ],
)
def test_addresses_are_read(url: str, uri: str, user: str, password: str) -> None:
    address = read_address(url, database="neo4j")
    assert (address.uri, address.user, address.password) == (uri, user, password)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "neo4j",
        f"http://neo4j:{SECRET}@host:7474",
        f"bolt://neo4j:{SECRET}@",
        f"bolt://neo4j:{SECRET}@host:port",
        f"bolt://neo4j:{SECRET}@host:99999",
        f"bolt://neo4j:{SECRET}@host:7687/database",
        f"bolt://neo4j:{SECRET}@host:7687?x=1",
        f"bolt://:{SECRET}@host",
        "bolt://neo4j@host",
        f"bolt://neo4j:{SECRET}@[host",
    ],
)
def test_what_is_no_address_is_refused_without_showing_the_password(url: str) -> None:
    with pytest.raises(GraphMisconfigured, match="GRAPH_URL") as caught:
        make_store(url, database="neo4j")
    assert SECRET not in str(caught.value)
    assert caught.value.__cause__ is None


def test_the_password_is_in_no_representation() -> None:
    url = f"bolt://neo4j:{SECRET}@host"
    assert SECRET not in repr(read_address(url, database="neo4j"))
    assert SECRET not in repr(make_store(url, database="neo4j"))
