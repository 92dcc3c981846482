"""A whole installation in a folder of its own, driven from outside as a user would: commands, signals, HTTP."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 120.0


@dataclass
class Installation:
    folder: Path
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "BROKER_URL", "GRAPH_URL")
        }
        return kept | {"DATA_DIR": str(self.folder), "DJANGO_SETTINGS_MODULE": "graphapp.config.settings"}

    def manage(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=PATIENCE, check=check
        )

    def ask(self, *arguments: str) -> Any:
        return json.loads(self.manage(*arguments, "--json").stdout)

    def start(self, *command: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.started.append(process)
        return process

    def start_worker(self) -> subprocess.Popen[str]:
        from graphapp.runs.serving import worker_command

        return self.start(*worker_command(schedule=self.folder / "schedule")[1:])

    def read_runs(self) -> list[tuple[str, str, int]]:
        """(state, stage, attempts) of every run, oldest first: read from the file, as nobody's client."""
        with sqlite3.connect(self.folder / "saidgraph.sqlite3", timeout=30) as database:
            return database.execute("SELECT state, stage, attempts FROM runs_run ORDER BY created_at, id").fetchall()

    def wait_for(self, *states: str) -> None:
        """Until the runs, oldest first, are in these states. A failure that nobody waits for ends the wait."""

        def reached() -> bool:
            found = [state for state, _, _ in self.read_runs()]
            assert "failed" in states or "failed" not in found, self.read_errors()
            return found == list(states)

        wait_until(reached, what=f"runs to be {states}, they are {self.read_runs()}")

    def read_errors(self) -> list[str]:
        with sqlite3.connect(self.folder / "saidgraph.sqlite3", timeout=30) as database:
            return [row[0] for row in database.execute("SELECT error FROM runs_run WHERE error IS NOT NULL")]

    def write(self, statement: str) -> None:
        with sqlite3.connect(self.folder / "saidgraph.sqlite3", timeout=30) as database:
            database.execute(statement)

    def stop_all(self) -> None:
        for process in self.started:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
            process.communicate()


def wait_until(is_so: Callable[[], Any], *, what: str) -> Any:
    """What `is_so` answers once it is true; fails after PATIENCE seconds."""
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        if found := is_so():
            return found
        time.sleep(0.1)
    raise AssertionError(f"waited in vain: {what}")
