"""A server that is gone, hangs or refuses is said as such, in time; one that comes back is used again."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graphapp.graph.errors import GraphMisconfigured, GraphUnavailable
from graphapp.graph.neo4j.link import ACQUIRE_SECONDS, CONNECT_SECONDS, RETRY_SECONDS
from graphapp.graph.opening import make_store
from graphapp.graph.port import GraphStore
from graphapp.graph.results import GraphChange, Subgraph
from tests.services.neo4j_fixture import find_test_process, refuse
from tests.services.neo4j_server import CannotRun, Server, start_server

pytestmark = [pytest.mark.neo4j, pytest.mark.xdist_group("neo4j")]
PATIENCE = CONNECT_SECONDS + ACQUIRE_SECONDS + RETRY_SECONDS + 30
CALLS: tuple[Callable[[GraphStore], object], ...] = (
    lambda store: store.overview(),
    lambda store: store.search("x"),
    lambda store: store.write(GraphChange(removed_entities=("x",))),
    lambda store: list(store.fingerprints("video")),
    lambda store: store.setup(),
)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server of this test's own, to be killed."""
    try:
        server = start_server(tmp_path / "neo4j", watch=find_test_process())
    except CannotRun as error:
        refuse(str(error))
        return
    yield server
    end(server)


def end(server: Server) -> None:
    try:
        os.kill(server.read_java_pid(), signal.SIGKILL)
    except ProcessLookupError:
        return


def test_a_killed_server_is_unavailable_in_time_and_used_again_when_it_is_back(server: Server) -> None:
    store = make_store(server.url, database="neo4j")
    store.setup()
    assert store.status().reachable
    end(server)
    for call in CALLS:
        start = time.monotonic()
        with pytest.raises(GraphUnavailable) as caught:
            call(store)
        assert time.monotonic() - start < PATIENCE
        assert server.password not in str(caught.value)
    assert not store.status().reachable
    time.sleep(1)
    start_server(server.home, watch=find_test_process(), port=server.port, password=server.password)
    assert store.overview() == Subgraph((), ())
    assert store.status().version > 0


def test_a_server_that_hangs_is_unavailable_in_time(server: Server) -> None:
    """How long the driver waits is what the server says (`server.bolt.connection_keep_alive`, twice)."""
    store = make_store(server.url, database="neo4j")
    store.setup()
    os.kill(server.read_java_pid(), signal.SIGSTOP)
    try:
        start = time.monotonic()
        with pytest.raises(GraphUnavailable):
            store.overview()
        assert time.monotonic() - start < PATIENCE
    finally:
        os.kill(server.read_java_pid(), signal.SIGCONT)


def test_a_wrong_password_or_database_is_misconfigured(neo4j_url: str) -> None:
    user, _, host = neo4j_url.rpartition("@")
    wrong = make_store(f"{user.rpartition(':')[0]}:not-it-at-all@{host}", database="neo4j")
    with pytest.raises(GraphMisconfigured, match="refuses the user or password") as caught:
        wrong.overview()
    assert "not-it-at-all" not in str(caught.value)
    with pytest.raises(GraphMisconfigured, match="no database “elsewhere”"):
        make_store(neo4j_url, database="elsewhere").overview()


def test_nobody_listening_is_unavailable() -> None:
    with pytest.raises(GraphUnavailable, match="does not answer"):
        make_store("bolt://neo4j:secret-word@127.0.0.1:1", database="neo4j").overview()
    status = make_store("bolt://neo4j:secret-word@127.0.0.1:1", database="neo4j").status()
    assert not status.reachable
    assert "secret-word" not in status.message
