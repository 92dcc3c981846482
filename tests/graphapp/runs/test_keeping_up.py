"""A real Neo4j that is killed, wiped and started again amid work: readers read on, it catches up by itself."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from neo4j import GraphDatabase

from tests.graphapp.runs.installation import Installation, prepare_installation, wait_until
from tests.graphapp.runs.test_serving import start_serve
from tests.services.neo4j_fixture import find_test_process, refuse
from tests.services.neo4j_server import CannotRun, Server, start_server

pytestmark = [pytest.mark.server, pytest.mark.neo4j, pytest.mark.xdist_group("neo4j")]
TALK = "Ann: OpenAI and Cerebras work together on Codex.\n\nBob: Cerebras makes the WSE-3, a very large chip.\n"
PAGES = ("/", "/entities/", "/search/?q=Cerebras", "/paths/?from=OpenAI&to=Codex", "/explore/", "/runs/")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    try:
        started = start_server(tmp_path / "neo4j", watch=find_test_process())
    except CannotRun as error:
        refuse(str(error))
        return
    yield started
    kill(started)


@pytest.fixture
def installation(tmp_path: Path, server: Server) -> Iterator[Installation]:
    made = prepare_installation(tmp_path / "data")
    made.variables["GRAPH_URL"] = server.url
    yield made
    made.stop_all()


def kill(server: Server) -> None:
    try:
        os.kill(server.read_java_pid(), signal.SIGKILL)
    except ProcessLookupError:
        return


def wipe(server: Server) -> None:
    with GraphDatabase.driver(f"bolt://127.0.0.1:{server.port}", auth=("neo4j", server.password)) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n", database_="neo4j")


def add(installation: Installation, name: str) -> None:
    file = installation.folder / f"{name}.md"
    file.write_text(TALK + f"\nAnn: And {name} is made by Arm and Intel in Berlin.\n")
    installation.manage("ingest", str(file))


def is_clean(installation: Installation) -> bool:
    return installation.manage("graph", "verify", "--json", check=False).returncode == 0


def wait_until_clean(installation: Installation, *, what: str) -> None:
    """Asks seldom: each time a whole process starts, beside the worker that is to catch up."""
    wait_until(lambda: is_clean(installation), what=what, pause=2.0)


def read_pages(address: str) -> None:
    connection = HTTPConnection(urlsplit(address).netloc, timeout=60)
    for page in PAGES:
        connection.request("GET", page)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, page


def test_pages_answer_and_the_store_catches_up_after_a_kill_and_a_wipe(
    installation: Installation, server: Server
) -> None:
    _, address = start_serve(installation)
    add(installation, "one")
    installation.wait_for("done")
    wait_until_clean(installation, what="the first video to be in Neo4j")

    kill(server)
    add(installation, "two")
    installation.wait_for("done", "done")
    read_pages(address)
    assert not is_clean(installation)

    start_server(server.home, watch=find_test_process(), port=server.port, password=server.password)
    wait_until_clean(installation, what="Neo4j to catch up after it was killed")

    wipe(server)
    add(installation, "three")
    installation.wait_for("done", "done", "done")
    wait_until_clean(installation, what="Neo4j to be mended after it was wiped")
    read_pages(address)
