"""A language model on loopback that keeps account of its answers, for `bench.chaos --llm` and the suite.

An answer counts as given when whoever asked was still there to take it. `again` counts questions that came once more
after that: each would be paid twice. With `patience` answers a question waits, so that somebody can die meanwhile.
"""

from __future__ import annotations

import hashlib
import json
import select
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer

from bench.llm_stub import Handler, answer


@dataclass
class Bill:
    """`seconds` each answer takes. `patience`: so many answers are given at once, and then none until it is raised."""

    seconds: float = 0.0
    patience: int = 10**9
    asked: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    again: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note_question(self, question: str) -> None:
        with self.lock:
            self.asked[question] += 1
            self.again += self.answered[question] > 0

    def may_answer(self, question: str) -> bool:
        """Counts the answer, as long as there is patience."""
        with self.lock:
            if self.answered.total() >= self.patience:
                return False
            self.answered[question] += 1
            return True

    def sum_up(self) -> dict[str, int]:
        return {"questions": len(+self.asked), "answers": self.answered.total(), "paid_twice": self.again}


class _Teller(Handler):
    bill: Bill

    def do_POST(self) -> None:  # noqa: N802
        body = self.read_body()
        question = hashlib.sha256(json.dumps(body["messages"]).encode()).hexdigest()
        self.bill.note_question(question)
        time.sleep(self.bill.seconds)
        while not self._has_left():
            if self.bill.may_answer(question):
                return self.complete(json.dumps(answer(body["messages"][-1]["content"])))
            time.sleep(0.02)
        self.close_connection = True
        return None

    def _has_left(self) -> bool:
        readable, _, _ = select.select([self.connection], [], [], 0)
        try:
            return bool(readable) and not self.connection.recv(1, socket.MSG_PEEK)
        except OSError:
            return True


class _Counter(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Somebody died while being answered: that is what this is for."""


@contextmanager
def keep_bill(bill: Bill) -> Iterator[str]:
    """The address of the model, as LLM_URL takes it."""
    server = _Counter(("127.0.0.1", 0), type("Teller", (_Teller,), {"bill": bill}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()
