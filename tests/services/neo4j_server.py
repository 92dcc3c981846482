"""Runs a real Neo4j Community for tests: fresh folder, free port on loopback, authentication on.

Its jars come from Maven and are cached outside the tree. The server lives as long as the process that it is
`watch`ed for: `python -m tests.services.neo4j_server --watch PID --home FOLDER --port N --password P`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.services.installed import install_packages

VERSION = "5.26.25"
POM = Path(__file__).parent / "neo4j" / "pom.xml"
PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"
ENTRY = "org.neo4j.server.CommunityEntryPoint"
START_SECONDS = 240
OPENED = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch", "java.base/java.util.concurrent")
SETTINGS = """\
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size={pagecache}
server.bolt.connection_keep_alive=5s
dbms.security.auth_enabled=true
dbms.usage_report.enabled=false
"""


class CannotRun(Exception):
    """Says what is missing."""


@dataclass(frozen=True, slots=True)
class Server:
    """`home` holds its data, its log (`out.log`) and the number of its process (`java.pid`)."""

    port: int
    password: str
    home: Path

    @property
    def url(self) -> str:
        return f"bolt://neo4j:{self.password}@127.0.0.1:{self.port}"

    def read_java_pid(self) -> int:
        return int((self.home / "java.pid").read_text("ascii"))


def find_jars() -> Path:
    """The folder of jars, filled from Maven where it is not there yet."""
    cache = Path(os.environ.get("SAIDGRAPH_CACHE") or Path.home() / ".cache" / "saidgraph") / f"neo4j-{VERSION}"
    jars = cache / "lib"
    if not any(jars.glob("neo4j-server-*.jar")):
        _install_tools()
        _download(jars)
    elif not shutil.which("java"):
        _install_tools()
    if not shutil.which("java"):
        raise CannotRun("there is no java on the path")
    return jars


def _install_tools() -> None:
    if not (shutil.which("mvn") and shutil.which("java")):
        install_packages(("maven", "default-jre-headless"))


def _download(jars: Path) -> None:
    """Into a folder beside it first, so that a broken download is never taken for a whole one."""
    if not shutil.which("mvn"):
        raise CannotRun("there is no mvn on the path to fetch its jars")
    part = jars.with_name(f"part-{os.getpid()}")
    part.mkdir(parents=True)
    goal = [PLUGIN, f"-DoutputDirectory={part}", "-DincludeScope=runtime", f"-Dneo4j.version={VERSION}"]
    run = subprocess.run(
        ["mvn", "-q", "-B", "-f", POM, *goal], check=False, timeout=900, capture_output=True, text=True
    )
    if run.returncode:
        shutil.rmtree(part)
        raise CannotRun(f"Maven could not fetch its jars: {run.stdout[-400:]}")
    shutil.rmtree(jars, ignore_errors=True)
    part.rename(jars)


def start_server(home: Path, *, watch: int, port: int | None = None, password: str = "for-tests-only") -> Server:
    """Start one for as long as process `watch` lives; returns when it answers. `home` may hold an older one's data."""
    find_jars()
    server = Server(port or pick_port(), password, home)
    home.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "tests.services.neo4j_server", "--watch", watch, "--home", home]
    with (home / "out.log").open("ab") as log:
        watcher = subprocess.Popen(
            [*map(str, command), "--port", str(server.port), "--password", password],
            cwd=Path(__file__).parents[2],
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    wait_until_open(server, seconds=START_SECONDS, watcher=watcher)
    return server


def pick_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_open(server: Server, *, seconds: float, watcher: subprocess.Popen[bytes] | None = None) -> None:
    """Raises `CannotRun` when it does not answer in time, or its process has ended."""
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up and (watcher is None or watcher.poll() is None):
        if _is_open(server) and _answers(server):
            return
        time.sleep(0.2)
    log = server.home / "out.log"
    raise CannotRun(f"it did not start: {log.read_text('utf-8', 'replace')[-600:] if log.exists() else ''}")


def _is_open(server: Server) -> bool:
    try:
        socket.create_connection(("127.0.0.1", server.port), timeout=1).close()
    except OSError:
        return False
    return True


def _answers(server: Server) -> bool:
    """Bolt opens before the database does."""
    from neo4j import GraphDatabase
    from neo4j.exceptions import DriverError, Neo4jError

    try:
        with GraphDatabase.driver(f"bolt://127.0.0.1:{server.port}", auth=("neo4j", server.password)) as driver:
            driver.execute_query("RETURN 1", database_="neo4j")
    except (DriverError, Neo4jError):
        return False
    return True


def run_java(home: Path, *, port: int, password: str) -> subprocess.Popen[bytes]:
    jars = find_jars()
    configuration = home / "conf"
    configuration.mkdir(exist_ok=True)
    pagecache = os.environ.get("NEO4J_TEST_PAGECACHE", "128m")
    (configuration / "neo4j.conf").write_text(SETTINGS.format(port=port, pagecache=pagecache), "utf-8")
    folders = {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(configuration)}
    if not (home / "data").exists():
        tool = ["java", "-cp", f"{jars}/*", "org.neo4j.cli.AdminTool", "dbms", "set-initial-password", password]
        subprocess.run(tool, check=True, env=folders, timeout=60)
    opened = [f"--add-opens={package}=ALL-UNNAMED" for package in OPENED]
    heap = f"-Xmx{os.environ.get('NEO4J_TEST_HEAP', '512m')}"
    options = ["-Xms128m", heap, *opened, "-Dfile.encoding=UTF-8", "-Djava.awt.headless=true"]
    tail = [ENTRY, f"--home-dir={home}", f"--config-dir={configuration}", "--console-mode"]
    return subprocess.Popen(["java", *options, "-cp", f"{jars}/*", *tail], env=folders)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--watch", type=int, required=True)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--password", required=True)
    options = parser.parse_args()
    java = run_java(options.home, port=options.port, password=options.password)
    (options.home / "java.pid").write_text(str(java.pid), "ascii")
    while java.poll() is None and _is_alive(options.watch):
        time.sleep(0.3)
    java.kill()
    return java.wait()


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
