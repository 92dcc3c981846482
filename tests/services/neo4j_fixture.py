"""`neo4j_url`: the address of a real Neo4j, one for all test processes. `neo4j_turn`: the same, for one test alone.

NEO4J_TEST_URL, else a server from Maven's jars, else a container. Where none can be had: a skip that says why,
and a failure where CI=true.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.services.neo4j_server import (
    START_SECONDS,
    VERSION,
    CannotRun,
    Server,
    pick_port,
    start_server,
    wait_until_open,
)

PASSWORD = "for-tests-only"


@pytest.fixture(scope="session")
def neo4j_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    given = os.environ.get("NEO4J_TEST_URL")
    if given:
        return given
    shared = _find_shared_folder(tmp_path_factory)
    with _lock(shared / "neo4j.lock"):
        known = shared / "neo4j.url"
        if not known.exists():
            known.write_text(_start(shared / "neo4j"), "utf-8")
        return known.read_text("utf-8")


@pytest.fixture
def neo4j_turn(neo4j_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address, and nobody else there until the test is over: Community Neo4j has one database for all of
    the test processes. Holds however a test run is spread over processes."""
    with _lock(_find_shared_folder(tmp_path_factory) / "neo4j.turn"):
        yield neo4j_url


def _find_shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _start(home: Path) -> str:
    try:
        return start_server(home, watch=find_test_process()).url
    except CannotRun as error:
        return start_container() or refuse(str(error))


def find_test_process() -> int:
    """The process that the whole test run lives in: a worker's parent under pytest-xdist."""
    return os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()


def refuse(reason: str) -> str:
    message = f"No Neo4j to test on: {reason}. Set NEO4J_TEST_URL, or install maven and a Java of 17 or newer."
    if os.environ.get("CI") == "true":
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


def start_container() -> str:
    """The address of Neo4j in Docker; empty where that can't be had."""
    if not shutil.which("docker"):
        return ""
    server = Server(pick_port(), PASSWORD, Path())
    command = ["docker", "run", "--rm", "--detach", "--publish", f"127.0.0.1:{server.port}:7687"]
    image = ["--env", f"NEO4J_AUTH=neo4j/{PASSWORD}", f"neo4j:{VERSION}-community"]
    try:
        run = subprocess.run([*command, *image], check=True, capture_output=True, text=True, timeout=300)
    except (OSError, subprocess.SubprocessError):
        return ""
    container = run.stdout.strip()
    _stop_later(container)
    wait_until_open(server, seconds=START_SECONDS)
    return server.url


def _stop_later(container: str) -> None:
    """A shell outlives the tests just long enough to end the container."""
    script = 'while kill -0 "$0" 2>/dev/null; do sleep 1; done; docker rm --force "$1"'
    subprocess.Popen(
        ["sh", "-c", script, str(find_test_process()), container],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
