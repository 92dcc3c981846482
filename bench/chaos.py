"""Kills worker, web server, broker and Neo4j at random moments of an ingest, and looks whether anything was lost.

`python -m bench.chaos [--kills 200] [--videos 60] [--words 400] [--seed 1] [--stack] [--llm]`

An installation of its own: two workers, a web server, and with --stack a real PostgreSQL, Redis and Neo4j. What is
killed (SIGKILL) is started again at once, as a service manager does. In the end every file is one video, the graph
equals a graph rebuilt from the record, and the store equals the record. Exit status 1 where it does not. With --llm
a language model on loopback is asked (`bench.paid`), which counts the questions that came again after their answer.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bench.llm_stub import make_talk
from bench.paid import Bill, keep_bill
from bench.transcripts import write_transcripts
from tests.graphapp.runs.databases import Database
from tests.services.neo4j_server import START_SECONDS, Server, pick_port, wait_until_open
from tests.services.stack import redis_command, run_postgres

ROOT = Path(__file__).parents[1]
REBUILT = "from bench.chaos_check import print_rebuilt; print_rebuilt()"
PATIENCE = 900.0
LONGEST_PAUSE = 1.5
NOTHING: Mapping[str, str] = {}
ANSWER_SECONDS = 0.4
CHUNK_WORDS = "150"
"""Several chunks to each talk, so that most kills hit one that is half asked for."""


@dataclass
class Service:
    """Something that can be killed, by `kill`, and is started by `start`. `process`: of what `start` started."""

    name: str
    start: Callable[[], int]
    process: int = 0

    def restart(self) -> None:
        self.process = self.start()

    def kill(self) -> None:
        """With whatever it started itself: a service manager ends those too."""
        with suppress(ProcessLookupError):
            os.killpg(os.getpgid(self.process), signal.SIGKILL)


@dataclass
class Chaos:
    folder: Path
    variables: dict[str, str]
    services: list[Service] = field(default_factory=list)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    address: str = ""

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {"DJANGO_SETTINGS_MODULE": "graphapp.config.settings"} | self.variables

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        run = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        if run.returncode:
            raise RuntimeError(f"{' '.join(arguments)}: {run.stderr[-2000:]}")
        return run.stdout

    def spawn(self, *command: str) -> int:
        with (self.folder / "services.log").open("ab") as log:
            process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        self.processes.append(process)
        return process.pid

    def add(self, name: str, start: Callable[[], int]) -> None:
        service = Service(name, start)
        service.restart()
        self.services.append(service)

    def add_installation(self, *, workers: int) -> None:
        port = pick_port()
        self.address = f"http://127.0.0.1:{port}"
        web = [sys.executable, "-m", "gunicorn", "graphapp.config.wsgi", "--bind", f"127.0.0.1:{port}"]
        how = ["--worker-class", "gthread", "--threads", "8", "--log-level", "error", "--no-control-socket"]
        self.add("web", lambda: self.spawn(*web, *how))
        for number in range(workers):
            self.add(f"worker {number + 1}", lambda number=number: self.spawn(*self._worker(number)))

    def _worker(self, number: int) -> list[str]:
        return [
            *(sys.executable, "-m", "celery", "--app", "graphapp.config", "--quiet", "worker"),
            *("--beat", "--pool", "threads"),
            *("--concurrency", "1", "--hostname", f"worker{number}@%h", "--loglevel", "warning"),
            *("--without-gossip", "--without-mingle", "--without-heartbeat"),
        ]

    def stop(self) -> None:
        for service in self.services:
            service.kill()
        for process in self.processes:
            process.wait()

    def count_states(self) -> Counter[str]:
        """Asked from the database itself: starting Django for it would take a core from what is measured."""
        return Counter(dict(self.database.ask("SELECT state, count(*) FROM runs_run GROUP BY state")))

    @property
    def database(self) -> Database:
        url = self.variables.get("DATABASE_URL", "")
        return Database(url or f"sqlite:///{self.folder / 'data' / 'saidgraph.sqlite3'}", server=url)


@contextmanager
def open_chaos(*, stack: bool, workers: int = 2, variables: Mapping[str, str] = NOTHING) -> Iterator[Chaos]:
    """A running installation in a folder of its own, with these variables set."""
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="saidgraph-chaos-")))
        chaos = Chaos(folder, {"DATA_DIR": str(folder / "data"), "DATABASE_URL": "", "BROKER_URL": "", "GRAPH_URL": ""})
        for name in ("DATABASE_URL", "BROKER_URL", "GRAPH_URL"):
            del chaos.variables[name]
            os.environ.pop(name, None)
        chaos.variables.update(variables)
        opened.callback(chaos.stop)
        if stack:
            chaos.variables["DATABASE_URL"] = opened.enter_context(run_postgres())
            _add_redis(chaos)
            _add_neo4j(chaos)
        chaos.manage("migrate", "-v0")
        chaos.add_installation(workers=workers)
        yield chaos


def _add_redis(chaos: Chaos) -> None:
    port, folder = pick_port(), chaos.folder / "redis"
    folder.mkdir()
    chaos.variables["BROKER_URL"] = f"redis://127.0.0.1:{port}/0"
    chaos.add("broker", lambda: chaos.spawn(*redis_command("redis-server", folder, port=port)))


def _add_neo4j(chaos: Chaos) -> None:
    """Its watcher and its server are one group of processes."""
    home, port, password = chaos.folder / "neo4j", pick_port(), "for-tests-only"
    home.mkdir()
    watcher = [sys.executable, "-m", "tests.services.neo4j_server", "--watch", str(os.getpid()), "--home", str(home)]
    chaos.add("neo4j", lambda: chaos.spawn(*watcher, "--port", str(port), "--password", password))
    server = Server(port, password, home)
    chaos.variables["GRAPH_URL"] = server.url
    wait_until_open(server, seconds=START_SECONDS)


def kill_at_random(chaos: Chaos, *, kills: int, rng: random.Random) -> Counter[str]:
    """So many SIGKILLs, each after a random pause; who was killed is started again at once."""
    victims: Counter[str] = Counter()
    for _ in range(kills):
        time.sleep(rng.random() * LONGEST_PAUSE)
        victim = rng.choice(chaos.services)
        victim.kill()
        victim.restart()
        victims[victim.name] += 1
    return victims


def wait_until_done(chaos: Chaos) -> Counter[str]:
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        states = chaos.count_states()
        if not states["queued"] + states["running"]:
            return states
        time.sleep(2.0)
    return chaos.count_states()


def run_chaos(  # noqa: PLR0913
    *, kills: int, videos: int, words: int, seed: int, stack: bool, llm: bool
) -> dict[str, object]:
    """The facts of one go. New files are added while there are kills left, so that all of them hit an ingest."""
    rng, bill = random.Random(seed), Bill(seconds=ANSWER_SECONDS)
    with keep_bill(bill) as model, open_chaos(stack=stack, variables=_ask_model(model) if llm else NOTHING) as chaos:
        victims: Counter[str] = Counter()
        rounds = max(1, -(-kills // 20))
        for number in range(rounds):
            folder = chaos.folder / f"talks-{number}"
            write = write_stated_talks if llm else write_transcripts
            write(folder, count=-(-videos // rounds), words=words, seed=seed * 1000 + number)
            chaos.manage("ingest", str(folder))
            victims += kill_at_random(chaos, kills=min(20, kills - victims.total()), rng=rng)
        states = wait_until_done(chaos)
        checked = json.loads(chaos.manage("shell", "-v0", "-c", REBUILT).strip().splitlines()[-1])
        verified = json.loads(chaos.manage("graph", "verify", "--json")) if stack else {}
        files = sum(1 for _ in chaos.folder.glob("talks-*/*.md"))
    facts = {"killed": dict(victims), "files": files, "states": dict(states), **checked, "verified": verified}
    return facts | ({"model": bill.sum_up()} if llm else {})


def _ask_model(address: str) -> dict[str, str]:
    return {"EXTRACTOR": "llm", "LLM_URL": address, "LLM_MODEL": "m", "LLM_CHUNK_WORDS": CHUNK_WORDS}


def write_stated_talks(folder: Path, *, count: int, words: int, seed: int) -> None:
    """Talks of which the model on loopback knows everything."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"talk-{number:05}.md").write_text(make_talk(words=words, seed=seed * 1000 + number), "utf-8")


def is_whole(facts: dict[str, object]) -> bool:
    return facts["states"] == {"done": facts["files"]} and facts["videos"] == facts["files"] and bool(facts["same"])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--videos", type=int, default=60)
    parser.add_argument("--words", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stack", action="store_true", help="on PostgreSQL, Redis and Neo4j")
    parser.add_argument("--llm", action="store_true", help="with a language model that counts what it is asked")
    facts = run_chaos(**vars(parser.parse_args(arguments)))
    print(json.dumps(facts, indent=1))
    return 0 if is_whole(facts) else 1


if __name__ == "__main__":
    sys.exit(main())
