"""Nobody makes this server fetch from where it stands: no private address by number, name, redirect, feed or page."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from graphapp.runs.models import Run, State
from graphapp.runs.services import submit
from graphapp.runs.tasks import wake
from ingest.errors import AddressRefused, SourceError
from ingest.sources import fetching
from ingest.sources.finding import find_source, read_chapters
from tests.ingest.sources.server import Server, serve

INSIDE = (
    "http://127.0.0.1:6379/",
    "http://localhost/",
    "http://[::1]/",
    "http://0x7f000001/",
    "http://169.254.169.254/latest/meta-data/",
    "http://10.0.0.1/",
    "http://192.168.0.1/",
    "http://[::ffff:10.0.0.1]/",
    "http://[64:ff9b::a00:1]/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_FLUSHALL",
    "http://user:password@example.org/",
)


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server that stands for one on the open internet, under the name outside.example."""
    monkeypatch.setattr(fetching, "BACKOFF_SECONDS", (0.0, 0.0))
    monkeypatch.setenv("FETCH_ALLOWED_HOSTS", "outside.example")
    real = socket.getaddrinfo

    def resolve(name: str, *rest: Any, **options: Any) -> Any:
        return real("127.0.0.1" if name == "outside.example" else name, *rest, **options)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with serve() as server:
        yield server


def at(server: Server, path: str) -> str:
    return f"http://outside.example:{server.server_port}{path}"


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_refused(address: str) -> None:
    with pytest.raises((AddressRefused, SourceError)) as caught:
        find_source(address)
    assert caught.value.transient is False


@pytest.mark.parametrize("address", INSIDE)
def test_a_redirect_inside_is_refused(outside: Server, address: str) -> None:
    outside.answers["/go"] = lambda handler: handler.reply(302, Location=address)
    with pytest.raises(AddressRefused):
        find_source(at(outside, "/go"))


def test_a_name_that_turns_inside_at_the_second_look_is_not_looked_up_twice(
    outside: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: a public address for the check, a private one for the connection."""
    answers = [[(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 80))]]

    def resolve(name: str, *_rest: Any, **_options: Any) -> Any:
        assert answers, "the name was looked up again"
        return answers.pop()

    connected: list[Any] = []

    def refuse(address: Any, *_rest: Any, **_options: Any) -> Any:
        connected.append(address)
        raise OSError("no network here")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(fetching, "ATTEMPTS", 1)
    with pytest.raises(SourceError):
        find_source("http://rebinding.example/")
    assert all(address[0] == "93.184.216.34" for address in connected)


@pytest.mark.parametrize("inside", INSIDE[:8])
def test_what_a_page_or_feed_names_is_checked_as_well(outside: Server, inside: str) -> None:
    page = f'<!doctype html><html><track kind="captions" src="{inside}"><p>Hello there.</p></html>'
    outside.answers["/page"] = lambda handler: handler.reply(200, page.encode(), Content_Type="text/html")
    found = find_source(at(outside, "/page"))
    assert found.data == page.encode()  # type: ignore[union-attr]
    assert read_chapters(inside) == ()


@pytest.mark.django_db
def test_an_episode_inside_fails_as_a_run_and_tells_why(outside: Server, pipeline: Any, store: Any) -> None:
    item = '<item><title>x</title><enclosure url="http://10.0.0.1/x.mp3"/></item>'
    feed = f'<rss version="2.0"><channel><title>Feed</title>{item}</channel></rss>'
    outside.answers["/feed"] = lambda handler: handler.reply(200, feed.encode(), Content_Type="text/xml")
    submit(at(outside, "/feed"))
    wake()
    run = Run.objects.get(parent__isnull=False)
    assert (run.state, run.error["code"]) == (State.FAILED, "address_refused")  # type: ignore[index]


def test_a_gzip_bomb_is_not_unpacked(outside: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = gzip.compress(b"0" * 40_000_000)
    outside.answers["/bomb"] = lambda handler: handler.reply(200, bomb, Content_Encoding="gzip")
    with pytest.raises(SourceError, match="larger"):
        find_source(at(outside, "/bomb"))


def test_a_billion_laughs_are_not_told(outside: Server) -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    feed = f'<!DOCTYPE rss [<!ENTITY a0 "ha">{entities}]><rss><channel><title>&a9;</title></channel></rss>'
    outside.answers["/feed"] = lambda handler: handler.reply(200, feed.encode(), Content_Type="text/xml")
    with pytest.raises(SourceError):
        find_source(at(outside, "/feed"))
