"""compose.yaml and Dockerfile name what is there: settings, files, services. No engine is needed to see that."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
import yaml

ROOT = Path(__file__).parents[2]
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
COPIED = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
OURS = ("prepare", "web", "worker", "beat")


def test_every_service_of_ours_has_all_it_needs() -> None:
    assert set(COMPOSE["services"]) == {*OURS, "postgres", "redis", "neo4j"}
    for name in OURS:
        service = COMPOSE["services"][name]
        assert set(service["depends_on"]) <= set(COMPOSE["services"])
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
    volumes = [v.split(":")[0] for s in COMPOSE["services"].values() for v in s.get("volumes", [])]
    assert set(volumes) == set(COMPOSE["volumes"])


@pytest.mark.parametrize(
    ("allowed", "asked"),
    [("saidgraph.example.org, other", "saidgraph.example.org"), (".example.org", "example.org"), ("*", "localhost")],
)
def test_the_container_asks_for_its_health_by_a_name_that_it_knows(allowed: str, asked: str) -> None:
    hosts: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            hosts.append(self.headers["Host"])
            self.send_response(200)
            self.end_headers()

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.handle_request, daemon=True).start()
        code = json.loads(re.findall(r"HEALTHCHECK[^[]*(\[.*\])", DOCKERFILE)[0])[2]
        code = code.replace("127.0.0.1:8000", f"127.0.0.1:{server.server_port}")
        subprocess.run([sys.executable, "-c", code], env={"ALLOWED_HOSTS": allowed}, check=True)
    assert hosts == [asked]


def test_only_the_web_server_is_reachable_and_only_from_this_machine() -> None:
    ports = {name: service["ports"] for name, service in COMPOSE["services"].items() if "ports" in service}
    assert list(ports) == ["web"]
    assert all(port.startswith("127.0.0.1:") for port in ports["web"])


def test_no_password_stands_in_the_file() -> None:
    text = (ROOT / "compose.yaml").read_text("utf-8")
    for line in text.splitlines():
        if re.search(r"(PASSWORD|SECRET_KEY|NEO4J_AUTH|_URL: (postgres|neo4j)):", line):
            assert "${" in line, line


def test_every_variable_is_one_that_the_product_reads() -> None:
    read = "\n".join(
        path.read_text("utf-8") for folder in ("graphapp", "ingest") for path in (ROOT / folder).rglob("*.py")
    )
    of_others = {"HF_HOME"}  # of the libraries that fetch weights
    for name in COMPOSE["services"]["web"]["environment"].keys() - of_others:
        assert f'"{name}"' in read, name


def list_settings() -> list[str]:
    """What the README and the page of extractors name in the first column of a table, in capitals."""
    pages = [(ROOT / page).read_text("utf-8") for page in ("README.md", "docs/extractors.md")]
    rows = [row for page in pages for row in re.findall(r"^\| ([^|]*) \|", page, re.MULTILINE)]
    return [name for row in rows for name in re.findall(r"\b[A-Z]+(?:_[A-Z]+)*\b", row) if len(name) > 3]


@pytest.mark.parametrize("service", OURS)
def test_every_setting_in_the_file_env_reaches_the_product(service: str) -> None:
    """But for those that are the stack's own. A limit of cost that does not arrive costs money."""
    settings = list_settings()
    assert {"LLM_MAX_COST", "WRITES_PER_MINUTE", "GRAPH_DATABASE", "FETCH_ALLOWED_HOSTS"} <= set(settings)
    assert COMPOSE["services"][service]["env_file"] == [{"path": ".env", "required": False}]
    given = COMPOSE["services"][service]["environment"]
    shadowed = {name for name in settings if name in given and f"${{{name}:" not in given[name]}
    assert shadowed == {"DATA_DIR", "DATABASE_URL", "BROKER_URL", "CACHE_URL", "GRAPH_URL", "HOST", "PORT"}


@pytest.mark.parametrize("line", COPIED)
def test_what_the_image_copies_is_there_and_not_left_out(line: str) -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").split()
    for name in line.split():
        if not name.startswith("--"):
            assert (ROOT / name).exists(), name
            assert name not in ignored


def test_the_image_runs_as_nobody_in_particular() -> None:
    last = (ROOT / "Dockerfile").read_text("utf-8").rsplit("\nFROM ", 1)[1]
    assert re.search(r"^USER saidgraph$", last, re.MULTILINE)


def test_extras_of_the_image_leave_what_is_locked_as_it_is(tmp_path: Path) -> None:
    command = re.findall(r"^RUN (sed .+ > pinned\.txt)", DOCKERFILE, re.MULTILINE)[0]
    lock = (ROOT / "requirements-stack.lock").read_text("utf-8")
    (tmp_path / "requirements-stack.lock").write_text(lock, "utf-8")
    subprocess.run(["sh", "-c", command], cwd=tmp_path, check=True)
    pinned = (tmp_path / "pinned.txt").read_text("utf-8").splitlines()
    assert len(pinned) == len(re.findall("^[a-z].*==", lock, re.MULTILINE)) > 0
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+( ;.*[^\\])?", line) for line in pinned)
    assert "install --no-cache-dir -c pinned.txt $PACKAGES" in DOCKERFILE
