"""An assistant asks by the SDK's own client, in memory, over a pipe and over HTTP; it can read, and nothing else."""

from __future__ import annotations

import asyncio
import builtins
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path
from typing import Any

import httpx
import httpx2
import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.core.management import CommandError, call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client

from graphapp.assistant.serving import make_server
from graphapp.config.environment import BASE_DIR
from graphapp.graph.models import Relation
from graphapp.videos.models import Video
from graphapp.videos.recording import VideoDetails, record_document
from tests.graphapp.videos.documents import build_document

TOOLS = {"search", "entity", "neighbourhood", "paths", "evidence"}


@pytest.fixture
def chips(db: None) -> Video:
    document = build_document(
        "Chips",
        {"OpenAI": [], "Cerebras": ["Cerebras Systems"], "WSE-3": []},
        [("OpenAI", "partner_of", "Cerebras"), ("Cerebras", "makes", "WSE-3")],
    )
    return record_document(document, details=VideoDetails(video_url="https://example.org/talk.mp4")).video


def run_apart(act: Callable[[], Awaitable[Any]]) -> Any:
    """In a thread of its own: a browser's tests leave an event loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, act()).result()


def talk(act: Callable[[Client], Awaitable[Any]], server: Any = None) -> Any:
    async def run() -> Any:
        async with Client(server or make_server()) as client:
            return await act(client)

    return async_to_sync(run)()


def ask(tool: str, **given: Any) -> dict[str, Any]:
    answer = talk(lambda client: client.call_tool(tool, given))
    assert not answer.is_error, answer.content
    return dict(answer.structured_content)


def refuse(tool: str, **given: Any) -> str:
    answer = talk(lambda client: client.call_tool(tool, given))
    assert answer.is_error
    return str(answer.content[0].text)


@pytest.fixture
def looked_after(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of databases whose connection was given up, had it been ended."""
    found: list[str] = []
    look = lambda connection: found.append(connection.alias)  # noqa: E731
    monkeypatch.setattr(BaseDatabaseWrapper, "close_if_unusable_or_obsolete", look)
    return found


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_the_database_ended_is_given_up_around_each_question(looked_after: list[str]) -> None:
    """Else one restart of the database would leave the assistant without answers for good."""

    async def ask_twice() -> None:
        async with Client(make_server()) as client:
            for _ in range(2):
                assert not (await client.call_tool("search", {"query": "chips"})).is_error
        await sync_to_async(connections.close_all)()

    run_apart(ask_twice)
    assert looked_after == ["default"] * 3, "after the first question, which had none before, and around the second"


def test_a_transaction_of_others_keeps_its_connection(chips: Video, looked_after: list[str]) -> None:
    ask("search", query="chips")
    assert looked_after == []


def test_there_are_five_tools_and_all_of_them_only_read(db: None) -> None:
    tools = talk(lambda client: client.list_tools()).tools
    assert {tool.name for tool in tools} == TOOLS
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools)


def test_from_a_word_to_the_second_that_proves_it(chips: Video) -> None:
    found = ask("search", query="cereb", kinds=["entity"])
    (hit,) = found["groups"][0]["results"]
    assert hit["name"] == "Cerebras"
    facts = ask("entity", name=hit["id"])
    assert (facts["name"], facts["video_count"]) == ("Cerebras", 1)
    near = ask("neighbourhood", name="Cerebras Systems")
    assert {node["name"] for node in near["nodes"]} == {"OpenAI", "Cerebras", "WSE-3"}
    (path,) = ask("paths", source="openai", target="WSE-3")["paths"]
    assert [node["name"] for node in path["nodes"]] == ["OpenAI", "Cerebras", "WSE-3"]
    proof = ask("evidence", relation=path["hops"][0]["relation"]["id"])
    assert proof["evidence"][0]["quote"] == "OpenAI partner_of Cerebras."
    assert ask("evidence", relation=proof["permanent"]) == proof
    assert proof["evidence"][0]["watch"].startswith("https://example.org/talk.mp4#t=")


def test_the_moments_of_one_video_are_told_in_order(chips: Video) -> None:
    (group,) = ask("search", query="cerebras", video=chips.slug)["groups"]
    said = [int(hit["segment"][1:]) for hit in group["results"]]
    assert len(said) > 1
    assert said == sorted(said)
    (rest,) = ask("search", query="cerebras", video=chips.id, after=said[0])["groups"]
    assert rest["results"] == group["results"][1:]
    assert "no video “gone”" in refuse("search", query="cerebras", video="gone")


def test_neighbours_are_narrowed_by_type_and_predicate(chips: Video) -> None:
    near = ask("neighbourhood", name="Cerebras", predicates=["makes"])
    assert {node["name"] for node in near["nodes"]} == {"Cerebras", "WSE-3"}
    assert "predicate" in refuse("neighbourhood", name="Cerebras", predicates=["no such"])


def test_what_cannot_be_answered_says_what_to_ask_instead(chips: Video) -> None:
    assert "Did you mean Cerebras?" in refuse("entity", name="Cerebrs")
    assert "Nothing is called" in refuse("paths", source="OpenAI", target="nobody at all")
    assert "same entity" in refuse("paths", source="Cerebras", target="Cerebras Systems")
    assert "no relation" in refuse("evidence", relation="0" * 16)


def test_arguments_that_a_tool_does_not_take_are_told_in_a_sentence(chips: Video) -> None:
    for tool, given, word in (
        ("search", {"query": "a", "kinds": ["recipe"]}, "kinds: Input should be 'entity'"),
        ("search", {"query": "a", "limit": 201}, "limit: Input should be less than or equal to 200"),
        ("search", {}, "query: Field required"),
        ("paths", {"source": "a", "target": "b", "max_hops": "x"}, "max_hops: Input should be a valid integer"),
    ):
        said = refuse(tool, **given)
        assert word in said
        assert "\n" not in said
        assert "pydantic" not in said


def test_evidence_that_was_cut_is_said_to_be(chips: Video) -> None:
    relation = ask("neighbourhood", name="Cerebras", predicates=["makes"])["edges"][0]["id"]
    assert ask("evidence", relation=relation)["truncated"] is False
    Relation.objects.filter(id=relation).update(weight=201)
    assert ask("evidence", relation=relation)["truncated"] is True


@pytest.mark.parametrize("text", ["", "\0", '"', "x" * 2000, "'; DROP TABLE videos_video; --", "🎈"])
def test_anything_may_be_asked(chips: Video, text: str) -> None:
    assert "groups" in ask("search", query=text)
    for tool in ("entity", "neighbourhood"):
        assert refuse(tool, name=text[:300])
    assert refuse("evidence", relation=text[:64])
    assert Video.objects.exists()


def test_a_missing_extra_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def forget(name: str, *rest: Any, **more: Any) -> Any:
        if name == "graphapp.assistant.serving":
            raise ModuleNotFoundError("No module named 'mcp'", name="mcp")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", forget)
    with pytest.raises(CommandError, match=r"pip install -e '\.\[mcp\]'"):
        call_command("mcp", stdout=StringIO())


@pytest.fixture
def installation(tmp_path: Path) -> dict[str, str]:
    """An installation of its own with an account, for a server in a process of its own."""
    given = {"DATA_DIR": str(tmp_path / "data"), "SECRET_KEY": "only-for-tests", "ALLOWED_HOSTS": "talks.example.org"}
    env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "TEST_DATABASE_URL")}
    env |= given
    manage(env, "migrate", "--verbosity", "0")
    manage(env, "accounts", "add", "ada")
    return env


def manage(env: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=BASE_DIR, env=env, check=True, capture_output=True, text=True).stdout


@pytest.mark.server
def test_it_speaks_on_standard_input_and_output(installation: dict[str, str]) -> None:
    server = StdioServerParameters(command=sys.executable, args=["manage.py", "mcp"], env=installation, cwd=BASE_DIR)

    async def run() -> Any:
        async with Client(stdio_client(server)) as client:
            return await client.call_tool("search", {"query": "anything"})

    assert run_apart(run).structured_content["q"] == "anything"


@pytest.fixture
def http_server(installation: dict[str, str]) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "manage.py", "mcp", "--http", "--port", str(port)]
    process = subprocess.Popen(command, cwd=BASE_DIR, env=installation, stderr=subprocess.PIPE)
    address = f"http://127.0.0.1:{port}/mcp"
    for _ in range(600):
        try:
            httpx.get(address, timeout=5)
            break
        except httpx.TransportError:
            time.sleep(0.1)
    yield address
    process.terminate()
    process.communicate(timeout=30)


@pytest.mark.server
def test_over_http_only_an_accounts_token_is_let_in(installation: dict[str, str], http_server: str) -> None:
    for headers in ({}, {"Authorization": "Bearer sg_wrong"}, {"Authorization": "Basic YTpi"}):
        answer = httpx.post(http_server, json={}, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
        assert answer.headers["WWW-Authenticate"] == "Bearer"
    token = json.loads(manage(installation, "accounts", "token", "ada", "assistant", "--json"))["token"]

    async def run() -> Any:
        async with (
            httpx2.AsyncClient(headers={"Authorization": f"Bearer {token}"}) as http,
            Client(streamable_http_client(http_server, http_client=http)) as client,
        ):
            return await client.list_tools()

    assert {tool.name for tool in run_apart(run).tools} == TOOLS
    called = {"Authorization": f"Bearer {token}", "Accept": "application/json, text/event-stream"}
    listing = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    for host, status in (("talks.example.org", 200), ("talks.example.org:443", 200), ("elsewhere.example.org", 421)):
        answer = httpx.post(http_server, json=listing, headers={**called, "Host": host})
        assert answer.status_code == status, host


@pytest.mark.parametrize("port", ["70000", "-1", "http"])
def test_what_is_no_port_is_a_usage_error(port: str) -> None:
    with pytest.raises(CommandError, match="is no port: give a number from 0 to 65535"):
        call_command("mcp", "--http", f"--port={port}")


def test_a_port_that_is_taken_is_told_in_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CommandError, match="choose another one"):
            call_command("mcp", "--http", f"--port={taken.getsockname()[1]}")
