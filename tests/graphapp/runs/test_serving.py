"""A real web server and a real worker: they start together, work, survive each other's death, and end as asked."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.graphapp.runs.installation import ROOT, Installation, copy_installation, prepare_installation, wait_until

pytestmark = pytest.mark.server

TALK = "Ann: OpenAI and Cerebras work together on Codex.\n\nBob: Cerebras makes the WSE-3, a very large chip.\n"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    made = prepare_installation(tmp_path_factory.mktemp("prepared"))
    yield made
    made.stop_all()


@pytest.fixture
def installation(prepared: Installation, tmp_path: Path) -> Iterator[Installation]:
    made = copy_installation(prepared, tmp_path / "data")
    yield made
    made.stop_all()


def write_talk(installation: Installation, *, words: int = 0, name: str = "talk.md") -> str:
    file = installation.folder / name
    file.write_text(TALK + "".join(f"Ann: Sentence {n} of {name} is about OpenAI.\n\n" for n in range(words // 6)))
    return str(file)


def send(address: str, method: str, path: str, *, token: str = "", body: Any = None) -> tuple[int, Any]:
    connection = HTTPConnection(urlsplit(address).netloc, timeout=30)
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    connection.request(method, path, body=json.dumps(body) if body else None, headers=headers)
    response = connection.getresponse()
    text = response.read().decode()
    return response.status, json.loads(text) if response.headers["Content-Type"] == "application/json" else text


def start_serve(installation: Installation) -> tuple[subprocess.Popen[str], str]:
    """In whatever folder it is called."""
    manage = str(ROOT / "manage.py")
    serving = installation.start(manage, "serve", "--port", "0", "--json", within=installation.folder)
    assert serving.stdout
    return serving, json.loads(serving.stdout.readline())["address"]


def find_group(parent: int, word: str) -> list[int]:
    """Process ids of a process's children whose command line holds a word."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                status, line = (folder / "stat").read_text(), (folder / "cmdline").read_text()
            except OSError:
                continue
            if int(status.rsplit(")", 1)[1].split()[1]) == parent and word in line:
                found.append(int(folder.name))
    return found


def test_a_worker_takes_what_was_queued_before_and_after_it_started(installation: Installation) -> None:
    installation.manage("ingest", write_talk(installation))
    worker = installation.start_worker()
    installation.wait_for("done")
    installation.manage("ingest", write_talk(installation, words=60, name="two.md"))
    installation.wait_for("done", "done")
    assert len(installation.ask("videos", "list")) == 2
    os.kill(worker.pid, signal.SIGTERM)
    assert worker.wait(30) == 0


def test_a_worker_that_is_killed_loses_nothing(installation: Installation) -> None:
    installation.manage("ingest", write_talk(installation, words=20_000))
    worker = installation.start_worker()
    installation.wait_for("running")
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()
    assert [state for state, _, _ in installation.read_runs()] == ["running"]
    installation.database.ask("UPDATE runs_run SET lease_until = '2026-01-01 00:00:00'")
    installation.start_worker()
    installation.wait_for("done")
    assert installation.read_runs()[0][2] == 2
    assert len(installation.ask("videos", "list")) == 1


def test_a_worker_that_is_asked_to_end_gives_its_run_back(installation: Installation) -> None:
    installation.manage("ingest", write_talk(installation, words=20_000))
    worker = installation.start_worker()
    installation.wait_for("running")
    os.kill(worker.pid, signal.SIGTERM)
    assert worker.wait(60) == 0
    ((state, _, attempts),) = installation.read_runs()
    assert (state, attempts) in [("queued", 0), ("done", 1)]


QUEUE_SILENTLY = (
    "from graphapp.runs.services import make_source, submit;"
    "submit(make_source(b'Ann: Nvidia makes chips.', kind='text', name='text'), wake=False)"
)


def test_serve_answers_works_and_ends_when_asked(installation: Installation) -> None:
    installation.manage("accounts", "add", "ada", "--role", "editor")
    token = installation.ask("accounts", "token", "ada", "test")["token"]
    serving, address = start_serve(installation)
    assert send(address, "GET", "/healthz")[0] == 200
    hidden = ",".join(f"name-{number:05}" for number in range(700))
    assert send(address, "GET", f"/explore/?hide={hidden}")[0] == 200
    assert send(address, "POST", "/api/v1/videos/", body={"text": TALK})[0] == 401
    status, accepted = send(address, "POST", "/api/v1/videos/", token=token, body={"text": TALK, "title": "Chips"})
    assert status == 202
    path = f"/api/v1/runs/{accepted['run']}/"
    run = wait_until(
        lambda: send(address, "GET", path)[1]["state"] == "done" and send(address, "GET", path)[1], what="the run"
    )
    video = send(address, "GET", f"/api/v1/videos/{run['video']}/")[1]
    assert video["title"] == "Chips"
    assert send(address, "GET", video["page"])[0] == 200
    installation.manage("shell", "-v0", "-c", QUEUE_SILENTLY)
    installation.wait_for("done", "done")  # by the clock
    children = find_group(serving.pid, "")
    assert len(children) == 2
    os.kill(serving.pid, signal.SIGINT)
    assert serving.wait(40) == 0
    assert not any(Path(f"/proc/{child}").exists() for child in children)
    assert serving.stdout
    assert serving.stdout.read() == ""


@pytest.mark.parametrize("word", ["gunicorn", "celery"])
def test_serve_ends_with_1_when_one_of_both_dies(installation: Installation, word: str) -> None:
    serving, _ = start_serve(installation)
    (child,) = find_group(serving.pid, word)
    others = set(find_group(serving.pid, "")) - {child}
    os.kill(child, signal.SIGKILL)
    assert serving.wait(40) == 1
    assert not any(Path(f"/proc/{other}").exists() for other in others)
    assert serving.stderr
    assert "ended by itself" in serving.stderr.read()


def test_a_taken_port_is_told_in_one_sentence(installation: Installation) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        run = installation.manage("serve", "--port", str(port), check=False)
    assert run.returncode == 1
    assert run.stdout == ""
    (line,) = run.stderr.splitlines()
    assert f"127.0.0.1:{port}" in line
    assert "PORT=" in line
