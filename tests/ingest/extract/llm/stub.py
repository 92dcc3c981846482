"""A language model's endpoint on loopback that answers what a test tells it to, and fails where told to."""

from __future__ import annotations

import json
import re
import socket
import struct
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Body = dict[str, Any]
Fault = Callable[[BaseHTTPRequestHandler, "StubModel", Body], None]
_FENCED = re.compile(r"^===== (?:transcript|proposals) \w+\n(.*?)^===== end", re.S | re.M)


@dataclass
class StubModel:
    """`answer` gets the fenced text of a question. `faults` strike the next requests in order, `always` every one."""

    answer: Callable[[str], object]
    faults: deque[Fault | None] = field(default_factory=deque)
    always: Fault | None = None
    strikes: Callable[[Body], Fault | None] = lambda body: None
    refused_formats: frozenset[str] = frozenset()
    unknown_parameters: frozenset[str] = frozenset()
    finish_reason: str = "stop"
    usage: bool = True
    requests: list[Body] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    url: str = ""
    most_at_once: int = 0
    _busy: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def formats(self) -> list[str]:
        return [request.get("response_format", {}).get("type", "text") for request in self.requests]

    def question(self, number: int) -> str:
        return str(self.requests[number]["messages"][-1]["content"])

    def count_in(self, by: int) -> None:
        with self._lock:
            self._busy += by
            self.most_at_once = max(self.most_at_once, self._busy)

    def choose_fault(self, body: Body) -> Fault | None:
        with self._lock:
            self.requests.append(body)
            planned = self.faults.popleft() if self.faults else None
        return planned or self.always or self.strikes(body) or self._refuse(body)

    def _refuse(self, body: Body) -> Fault | None:
        unknown = next((name for name in self.unknown_parameters if name in body), None)
        if unknown:
            other = "max_completion_tokens" if unknown == "max_tokens" else "the default"
            return refuse(400, f"Unsupported parameter: '{unknown}'. Use {other} instead.")
        kind = body.get("response_format", {}).get("type", "text")
        return refuse(400, f"response_format {kind} is not supported") if kind in self.refused_formats else None

    def reply(self, body: Body) -> Body:
        said = self.answer(read_fenced(body))
        text = said if isinstance(said, str) else json.dumps(said)
        sent = "".join(message["content"] for message in body["messages"])
        usage = {"prompt_tokens": len(sent) // 4, "completion_tokens": len(text) // 4, "total_tokens": 0}
        choice = {"index": 0, "finish_reason": self.finish_reason, "message": {"role": "assistant", "content": text}}
        whole = {"id": "1", "object": "chat.completion", "created": 0, "model": body["model"], "choices": [choice]}
        return {**whole, "usage": usage} if self.usage else whole


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    stub: StubModel

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.stub.keys.append(self.headers.get("Authorization", ""))
        self.stub.count_in(1)
        try:
            fault = self.stub.choose_fault(body)
            if fault is None:
                send(self, 200, self.stub.reply(body))
            else:
                fault(self, self.stub, body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        finally:
            self.stub.count_in(-1)

    def log_message(self, format: str, *args: object) -> None:
        return None


def send(
    handler: BaseHTTPRequestHandler, status: int, body: object, *, kind: str = "application/json", **headers: str
) -> None:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(data)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(data)


def read_fenced(body: Body) -> str:
    """The words between the fences of the first question."""
    for message in body["messages"]:
        found = _FENCED.search(message["content"])
        if found:
            return found.group(1)
    return ""


def refuse(status: int, message: str = "no", code: str | None = None, **headers: str) -> Fault:
    error = {"error": {"message": message, "type": "error", "code": code}}
    return lambda handler, stub, body: send(handler, status, error, **headers)


def say(text: str) -> Fault:
    """An answer of exactly these words."""

    def fault(handler: BaseHTTPRequestHandler, stub: StubModel, body: Body) -> None:
        choice = {"index": 0, "finish_reason": stub.finish_reason, "message": {"role": "assistant", "content": text}}
        send(handler, 200, {"id": "1", "object": "chat.completion", "created": 0, "model": "m", "choices": [choice]})

    return fault


def send_raw(data: bytes, status: int = 200, *, kind: str = "application/json") -> Fault:
    return lambda handler, stub, body: send(handler, status, data, kind=kind)


def stall(seconds: float) -> Fault:
    def fault(handler: BaseHTTPRequestHandler, stub: StubModel, body: Body) -> None:
        time.sleep(seconds)
        send(handler, 200, stub.reply(body))

    return fault


def drop(handler: BaseHTTPRequestHandler, stub: StubModel, body: Body) -> None:
    """Promises a body, sends a part of it and resets the connection."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
    handler.wfile.flush()
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def drip(handler: BaseHTTPRequestHandler, stub: StubModel, body: Body) -> None:
    """Says one blank after the other, soon enough each, until nobody listens."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    for _ in range(400):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.02)
    handler.close_connection = True


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        return None


@contextmanager
def serve(stub: StubModel) -> Iterator[StubModel]:
    handler = type("Handler", (_Handler,), {"stub": stub})
    server = _Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    stub.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
