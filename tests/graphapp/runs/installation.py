"""A whole installation in a folder of its own, driven from outside as a user would: commands, signals, HTTP."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.graphapp.runs.databases import Database, make_database

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 120.0


@dataclass
class Installation:
    folder: Path
    database: Database
    variables: dict[str, str] = field(default_factory=dict)
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        left_out = ("DATABASE_URL", "BROKER_URL", "GRAPH_URL")
        kept = {name: value for name, value in os.environ.items() if name not in left_out}
        own = {"DATA_DIR": str(self.folder), "DATABASE_URL": self.database.url, "BROKER_URL": choose_broker()}
        return kept | own | {"DJANGO_SETTINGS_MODULE": "graphapp.config.settings"} | self.variables

    def manage(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=PATIENCE, check=check
        )

    def ask(self, *arguments: str) -> Any:
        return json.loads(self.manage(*arguments, "--json").stdout)

    def start(self, *command: str, within: Path = ROOT) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=within,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.started.append(process)
        return process

    def start_worker(self) -> subprocess.Popen[str]:
        from graphapp.runs.workers.serving import worker_command

        return self.start(*worker_command()[1:])

    def read_runs(self) -> list[tuple[str, str, int]]:
        """(state, stage, attempts) of every run, oldest first: read from the database, as nobody's client."""
        return list(self.database.ask("SELECT state, stage, attempts FROM runs_run ORDER BY created_at, id"))

    def wait_for(self, *states: str) -> None:
        """Until the runs, oldest first, are in these states. A failure that nobody waits for ends the wait."""

        def reached() -> bool:
            found = [state for state, _, _ in self.read_runs()]
            assert "failed" in states or "failed" not in found, self.read_errors()
            return found == list(states)

        wait_until(reached, what=f"runs to be {states}, they are {self.read_runs()}")

    def read_errors(self) -> list[Any]:
        return [row[0] for row in self.database.ask("SELECT error FROM runs_run WHERE error IS NOT NULL")]

    def stop_all(self) -> None:
        for process in self.started:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
        self.database.drop()


def prepare_installation(folder: Path) -> Installation:
    """An empty one, whose copies start at once."""
    folder.mkdir(exist_ok=True)
    made = Installation(folder, make_database(folder))
    made.manage("migrate", "-v0")
    return made


def copy_installation(prepared: Installation, folder: Path) -> Installation:
    shutil.copytree(prepared.folder, folder)
    return Installation(folder, prepared.database.copy(folder))


def choose_broker() -> str:
    """Files in the installation's folder, or a part of TEST_BROKER_URL's server that no other test process uses."""
    server = os.environ.get("TEST_BROKER_URL", "")
    process = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    return f"{server}/{int(process) + 1}" if server.startswith("redis://") else server


def wait_until(is_so: Callable[[], Any], *, what: str, pause: float = 0.1) -> Any:
    """What `is_so` answers once it is true, asked every `pause` seconds; fails after PATIENCE seconds."""
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        if found := is_so():
            return found
        time.sleep(pause)
    raise AssertionError(f"waited in vain: {what}")
