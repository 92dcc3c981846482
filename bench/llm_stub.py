"""An instant language model on loopback for `bench.llm_overhead`, and the talks that it knows everything about.

Standard library only: it also runs beside neo4j-graphrag, in that package's own environment. It answers either
side in the side's own form with the same facts for the same words, and counts calls and characters.
"""

from __future__ import annotations

import json
import random
import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_FACT = re.compile(r"(\w+\d+) uses (\w+\d+)\.")
_WORDS = "so we went on and talked about how the work was done by people who had time for it on most days".split()
_A_FACT_EVERY = 70
_counted = {"calls": 0, "sent": 0, "schema": 0, "answered": 0}


def make_talk(*, words: int, seed: int) -> str:
    """Two speakers; a sentence in every seventy words names two things of its own and connects them."""
    rng = random.Random(seed)
    turns = []
    for number in range(words // _A_FACT_EVERY):
        said = " ".join(rng.choices(_WORDS, k=_A_FACT_EVERY - 4)).capitalize()
        fact = f"Tool{seed}{number:04d} uses Engine{seed}{number:04d}."
        turns.append(f"{('Ada Winter', 'Bo Larsen')[number % 2]}: {said}. {fact}")
    return "\n\n".join(turns)


def answer(question: str) -> dict[str, Any]:
    if question.startswith("You edit the outline"):
        numbers = re.findall(r"^(\d+)\. ", question, re.M)
        return {"chapters": [{"number": int(n), "title": "A part"} for n in numbers], "topics": ["Work", "People"]}
    if "===== transcript" in question:
        return _answer_ours(question.partition("===== transcript")[2])
    return _answer_theirs(question.rpartition("Input text:")[2])


def _answer_ours(text: str) -> dict[str, Any]:
    facts = _FACT.findall(text)
    names = dict.fromkeys(name for fact in facts for name in fact)
    quotes = [f"{left} uses {right}." for left, right in facts]
    return {
        "entities": [{"name": name, "type": "Product", "surfaces": [name]} for name in names],
        "claims": [
            {"subject": left, "predicate": "uses", "object": right, "quote": quote, "polarity": "asserted"}
            for (left, right), quote in zip(facts, quotes, strict=True)
        ],
        "missed": {"entities": [], "claims": []},
        "chapters": [{"title": f"About {facts[0][0]}", "starts_with": quotes[0]}] if quotes else [],
        "topics": ["work", "people"],
        "points": [{"text": "One uses the other.", "quote": quote} for quote in quotes[:4]],
    }


def _answer_theirs(text: str) -> dict[str, Any]:
    facts = _FACT.findall(text)
    ids = {name: str(n) for n, name in enumerate(dict.fromkeys(name for fact in facts for name in fact))}
    return {
        "nodes": [{"id": id_, "label": "Product", "properties": {"name": name}} for name, id_ in ids.items()],
        "relationships": [
            {
                "type": "USES",
                "start_node_id": ids[left],
                "end_node_id": ids[right],
                "properties": {"quote": f"{left} uses {right}."},
            }
            for left, right in facts
        ],
    }


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or else an answer's body waits 40 ms for word that its headers have arrived

    def do_GET(self) -> None:
        """What was counted since the last time."""
        self._send(dict(_counted))
        _counted.update(dict.fromkeys(_counted, 0))

    def do_POST(self) -> None:
        body = self.read_body()
        said = json.dumps(answer(body["messages"][-1]["content"]))
        _counted["calls"] += 1
        _counted["sent"] += sum(len(message["content"]) for message in body["messages"])
        _counted["schema"] += len(json.dumps(body.get("response_format", {})))
        _counted["answered"] += len(said)
        self.complete(said)

    def read_body(self) -> Any:
        return json.loads(self.rfile.read(int(self.headers["Content-Length"])))

    def complete(self, said: str) -> None:
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": said}}
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        self._send(
            {"id": "1", "object": "chat.completion", "created": 0, "model": "m", "choices": [choice], "usage": usage}
        )

    def _send(self, body: object) -> None:
        data = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        return None


def main() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    sys.exit(main())
