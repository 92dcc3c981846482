"""Runs the web server and one worker beside each other until one is asked to end, or one ends by itself.

The socket is opened here and handed to the web server, so that a taken port is known before anything starts, and
nobody who comes early is turned away. Restarts nothing: that is for a service manager.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType

from django.conf import settings

THREADS = 8
BACKLOG = 128
LONGEST_LINE = 8190
"""Bytes of a request's first line, the most that the web server allows: the exploring page names in its address what is
hidden, pinned and chosen (`frontend/src/explore/address.ts` stays below)."""
STOP_SECONDS = 15.0
LOOK_SECONDS = 0.1
START_SECONDS = 60.0
WEB = "web server"
WORKER = "worker"


class PortTaken(Exception):
    """Somebody else listens there, or this user may not."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        advice = "End what uses it, or choose another one, for example: PORT=8001"
        super().__init__(f"Can't listen on {host}:{port} ({reason}). {advice}")


def open_socket(host: str, port: int) -> socket.socket:
    """A listening socket; raises PortTaken."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        opened = socket.socket(family, kind, protocol)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind(address)
        opened.listen(BACKLOG)
    except (OSError, OverflowError) as error:
        raise PortTaken(host, port, getattr(error, "strerror", None) or str(error)) from None
    return opened


def serve(host: str, port: int, *, tell: Callable[[str], None]) -> int:
    """Start both, `tell` the address once the server answers, end both when asked. 0: asked; 1: one ended by itself."""
    with open_socket(host, port) as listening, _catch_signals() as asked:
        address = listening.getsockname()
        processes = {WEB: _start(web_command(listening.fileno()), keep=listening.fileno())}
        try:
            answers = _wait_for_answer(address[0], address[1], processes, asked)
            # Only now: whoever waits for the page should not wait for the worker's start as well.
            processes[WORKER] = _start(worker_command())
            if answers:
                tell(f"http://{_write_host(host)}:{address[1]}/")
            ended = _wait_for_end(processes, asked)
        finally:
            _stop(list(processes.values()))
    if ended:
        sys.stderr.write(f"The {ended} ended by itself; everything was stopped. Its messages stand above.\n")
    return 1 if ended else 0


def web_command(descriptor: int) -> list[str]:
    return [
        *(sys.executable, "-m", "gunicorn", "graphapp.config.wsgi"),
        *("--bind", f"fd://{descriptor}"),
        *("--workers", "1", "--worker-class", "gthread", "--threads", str(THREADS)),
        *("--limit-request-line", str(LONGEST_LINE)),
        *("--logger-class", "graphapp.config.server_lines.ServerLines"),
        *("--log-level", "warning", "--graceful-timeout", "5", "--no-control-socket"),
        *("--worker-tmp-dir", _memory_folder()),
    ]


def worker_command() -> list[str]:
    """Threads, so that the process which hears the signal to end is the one that works, and can give its run back."""
    return [
        *(sys.executable, "-m", "celery", "--app", "graphapp.config", "--quiet", "worker"),
        *("--beat", "--pool", "threads", "--concurrency", "1"),
        *("--loglevel", "warning", "--without-gossip", "--without-mingle", "--without-heartbeat"),
    ]


def _memory_folder() -> str:
    memory = Path("/dev/shm")  # noqa: S108 (gunicorn's heartbeat must not wait for a disk)
    return str(memory if memory.is_dir() else settings.DATA_DIR)


def _start(command: list[str], *, keep: int | None = None) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C reaches this process alone, which then ends both in order.
    # Both tell what matters on standard error; standard output is kept for the address alone.
    return subprocess.Popen(  # noqa: S603
        command,
        pass_fds=() if keep is None else (keep,),
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env={"PYTHONWARNINGS": "ignore", **os.environ, "PYTHONPATH": _write_search_path()},
    )


def _write_search_path() -> str:
    """Both find the product whatever folder it is called in, which stays theirs: settings may hold paths from there."""
    return os.pathsep.join(filter(None, [str(settings.BASE_DIR), os.environ.get("PYTHONPATH")]))


@contextlib.contextmanager
def _catch_signals() -> Iterator[threading.Event]:
    asked = threading.Event()

    def ask(_number: int, _frame: FrameType | None) -> None:
        asked.set()

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _wait_for_answer(
    host: str, port: int, processes: dict[str, subprocess.Popen[bytes]], asked: threading.Event
) -> bool:
    give_up = time.monotonic() + START_SECONDS
    while not asked.is_set() and not _find_ended(processes) and time.monotonic() < give_up:
        if _answers(host, port):
            return True
        asked.wait(LOOK_SECONDS)
    return False


def _answers(host: str, port: int) -> bool:
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 (compared, not listened on)
    connection = HTTPConnection(near, port, timeout=10)
    try:
        connection.request("GET", "/healthz", headers={"Host": _known_host()})
        connection.getresponse()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True


def _known_host() -> str:
    """A name that the web server accepts for itself, so that asking leaves no complaint in its log."""
    return next((name for name in settings.ALLOWED_HOSTS if name[0] not in ".*"), "localhost")


def _wait_for_end(processes: dict[str, subprocess.Popen[bytes]], asked: threading.Event) -> str:
    """The name of the process that ended by itself, or "" when somebody asked."""
    while not asked.wait(LOOK_SECONDS):
        if ended := _find_ended(processes):
            return ended
    return ""


def _find_ended(processes: dict[str, subprocess.Popen[bytes]]) -> str:
    return next((name for name, process in processes.items() if process.poll() is not None), "")


def _stop(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        _signal_group(process, signal.SIGTERM, only_leader=True)
    give_up = time.monotonic() + STOP_SECONDS
    for process in processes:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, give_up - time.monotonic()))
        _signal_group(process, signal.SIGKILL)  # and what it may have left behind, such as the worker's clock
        process.wait()


def _signal_group(process: subprocess.Popen[bytes], number: int, *, only_leader: bool = False) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        (os.kill if only_leader else os.killpg)(process.pid, number)


def _write_host(host: str) -> str:
    return f"[{host}]" if ":" in host else host
