"""The production stack for tests: a real PostgreSQL and a real Redis, fresh, on loopback, ended with the block.

`python -m tests.services.stack COMMAND…` runs a command with TEST_DATABASE_URL and TEST_BROKER_URL set. Where one of
them is given already, that server is used. Neo4j is started by its own fixture (`neo4j_fixture`).
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.services.installed import find_program
from tests.services.neo4j_server import CannotRun, pick_port

PASSWORD = "for-tests-only"
START_SECONDS = 60.0
POSTGRES = ("postgresql", "postgresql-client")
NOBODY = "postgres"
"""PostgreSQL refuses to run as root; its package brings this account."""
# An order of words that differs from that of bytes, as most installations have it.
LOCALE = ("--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US")
POSTGRES_SETTINGS = {
    # a server that is thrown away need not survive a power cut
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    # nor be swept: who sweeps a database is in the way of whoever drops it
    "autovacuum": "off",
    "listen_addresses": "127.0.0.1",
    "max_connections": "200",
}


@contextmanager
def run_postgres() -> Iterator[str]:
    """The address of an empty database on a server of its own."""
    with _folder() as folder, _run(_postgres_command(folder, port=(port := pick_port())), port=port):
        ready = [_need("pg_isready", POSTGRES), "-q", "-h", "127.0.0.1", "-p", str(port)]
        while subprocess.run(ready, check=False).returncode:
            time.sleep(0.1)  # it listens before it has started
        yield f"postgres://tester:{PASSWORD}@127.0.0.1:{port}/postgres"


@contextmanager
def run_redis() -> Iterator[str]:
    """The address of a server of its own, without a database number."""
    server = _need("redis-server", ("redis-server",))
    with _folder() as folder, _run(redis_command(server, folder, port=(port := pick_port())), port=port):
        yield f"redis://127.0.0.1:{port}"


def redis_command(server: str, folder: Path, *, port: int) -> list[str]:
    kept = ["--save", "", "--appendonly", "no", "--databases", "64"]
    return [server, "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), *kept]


def _need(program: str, packages: Sequence[str]) -> str:
    found = find_program(program, packages=packages)
    if not found:
        raise CannotRun(f"there is no {program}: install it, or give the address of a server")
    return found


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="saidgraph-stack-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _postgres_command(folder: Path, *, port: int) -> list[str]:
    """Makes the data folder, and gives the command that serves it."""
    data, secret = folder / "data", folder / "secret"
    secret.write_text(PASSWORD, "ascii")
    become = _become(folder)
    making = [_need("initdb", POSTGRES), "-D", str(data), "-U", "tester", "-A", "scram-sha-256"]
    options = ["--pwfile", str(secret), "-E", "UTF8", "--no-sync", *LOCALE]
    subprocess.run([*become, *making, *options], check=True, stdout=subprocess.DEVNULL, cwd="/")
    chosen = [part for name, value in POSTGRES_SETTINGS.items() for part in ("-c", f"{name}={value}")]
    return [*become, _need("postgres", POSTGRES), "-D", str(data), "-p", str(port), "-k", str(folder), *chosen]


def _become(folder: Path) -> list[str]:
    if os.geteuid() != 0:
        return []
    for path in (folder, *folder.iterdir()):
        shutil.chown(path, NOBODY)
    return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--init-groups"]


@contextmanager
def _run(command: list[str], *, port: int) -> Iterator[None]:
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, cwd="/", stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            if not _wait_until_open(port, process):
                log.seek(0)
                raise CannotRun(f"{command[-1]} did not start: {log.read()[-600:].decode('utf-8', 'replace')}")
            yield
        finally:
            process.send_signal(signal.SIGINT)  # for PostgreSQL: end now, whoever is still connected
            process.wait(30)


def _wait_until_open(port: int, process: subprocess.Popen[bytes]) -> bool:
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return True
    return False


@contextmanager
def run_stack() -> Iterator[dict[str, str]]:
    """The variables that lead tests to the stack."""
    with ExitStack() as stack:
        yield {
            name: os.environ.get(name) or stack.enter_context(start())
            for name, start in (("TEST_DATABASE_URL", run_postgres), ("TEST_BROKER_URL", run_redis))
        }


def main() -> int:
    try:
        with run_stack() as variables:
            return subprocess.run(sys.argv[1:], check=False, env={**os.environ, **variables}).returncode
    except CannotRun as error:
        print(f"The stack can't be started: {error}.", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
