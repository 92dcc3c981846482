"""Fetching reaches the open internet and the hosts that were allowed, and nothing else."""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
from collections.abc import Iterator

import pytest

from ingest.errors import AddressRefused, SourceError, SourceUnavailable
from ingest.sources import fetching, read_source
from tests.ingest.sources.server import TALK, Handler, Server, serve


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(fetching, "BACKOFF_SECONDS", (0.0, 0.0))
    with serve() as running:
        yield running


@pytest.fixture
def allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FETCH_ALLOWED_HOSTS", "other.example, 127.0.0.1")


PRIVATE = [
    "http://127.0.0.1:1/", "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0/", "http://localhost/",
    "http://LOCALHOST./", "http://[::1]/", "http://[::]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:10.0.0.1]/",
    "http://[::127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://[fe80::1]/", "http://[fc00::1]/",
    "http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.1.1/", "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/", "http://224.0.0.1/", "http://255.255.255.255/", "http://198.18.0.1/", "http://192.0.2.1/",
    "http://[ff02::1]/", "http://240.0.0.1/", "http://[2001:db8::1]/", "http://[fec0::1]/", "http://[feff::1]/", "http://[64:ff9b:1::a00:1]/",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_private_and_reserved_addresses_are_refused(address: str) -> None:
    with pytest.raises(AddressRefused):
        read_source(address)


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://example.org/a",
        "gopher://example.org/",
        "http://user:password@example.org/",
        "http:///path",
        "http://[::1",
        "http://exa mple.org/",
        "http://example.org:99999/",
        "http://example.org:x/",
        "http://a\r\nHost:b/",
        "https://" + "a" * 300 + ".example/",
    ],
)
def test_other_schemes_and_malformed_addresses_are_refused(address: str) -> None:
    with pytest.raises(AddressRefused) as refused:
        read_source(address)
    assert "password" not in refused.value.where


def test_an_allowed_host_may_be_private(server: Server, allowed: None) -> None:
    raw = read_source(f"{server.address}/talk.vtt?lang=en")
    assert (raw.data, raw.media_type) == (TALK, "text/vtt")
    assert (raw.source.kind, raw.source.name) == ("url", f"{server.address}/talk.vtt?lang=en")


def test_a_name_is_resolved_once_and_that_answer_is_connected_to(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name server that gives a public address first and loopback afterwards gets nothing."""
    answers = iter(["93.184.215.14", "127.0.0.1", "127.0.0.1"])
    asked: list[str] = []
    connected: list[object] = []
    real = socket.getaddrinfo

    def resolve(host: str, port: int, *args: object, **kwargs: object) -> object:
        if host == "rebind.example":
            asked.append(host)
            return real(next(answers), port, type=socket.SOCK_STREAM)
        return real(host, port, type=socket.SOCK_STREAM)

    def connect(address: tuple[str, int], *_args: object, **_kwargs: object) -> socket.socket:
        connected.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    monkeypatch.setattr(fetching, "ATTEMPTS", 1)
    with pytest.raises(SourceUnavailable):
        read_source(f"http://rebind.example:{server.server_port}/talk.vtt")
    assert asked == ["rebind.example"]
    assert set(connected) == {"93.184.215.14"}


def test_a_name_with_one_private_answer_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(_host: str, port: int, **_kwargs: object) -> object:
        return [(socket.AF_INET, 0, 0, "", (ip, port)) for ip in ("93.184.215.14", "10.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(AddressRefused):
        read_source("http://mixed.example/")


def test_the_server_hears_the_name_it_was_asked_by(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FETCH_ALLOWED_HOSTS", "localhost")
    read_source(f"http://localhost:{server.server_port}/talk.vtt")
    assert server.seen == [("/talk.vtt", f"localhost:{server.server_port}")]


def test_proxies_of_the_environment_are_not_used(
    server: Server, allowed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert read_source(f"{server.address}/talk.vtt").data == TALK


def test_redirects_are_followed_and_checked(server: Server, allowed: None) -> None:
    server.answers["/moved"] = lambda h: h.reply(302, Location="talk.vtt")
    assert read_source(f"{server.address}/moved").data == TALK


@pytest.mark.parametrize(
    "target", ["http://localhost:1/", "http://169.254.169.254/", "file:///etc/passwd", "//[::1]/", "http://["]
)
def test_a_redirect_to_a_private_address_is_refused(server: Server, allowed: None, target: str) -> None:
    server.answers["/moved"] = lambda h: h.reply(301, Location=target)
    with pytest.raises(AddressRefused):
        read_source(f"{server.address}/moved")


def test_a_circle_of_redirects_ends(server: Server, allowed: None) -> None:
    server.answers["/circle"] = lambda h: h.reply(307, Location="/circle")
    with pytest.raises(AddressRefused, match="redirects"):
        read_source(f"{server.address}/circle")
    assert len(server.seen) <= 10


@pytest.mark.parametrize("status", [500, 502, 503, 429, 408])
def test_a_passing_failure_is_tried_again(server: Server, allowed: None, status: int) -> None:
    def fail_once(handler: Handler) -> None:
        handler.reply(*((status, b"") if len(server.seen) == 1 else (200, TALK)))

    server.answers["/busy"] = fail_once
    assert read_source(f"{server.address}/busy").data == TALK


def test_a_server_that_stays_busy_is_unavailable(server: Server, allowed: None) -> None:
    server.answers["/busy"] = lambda h: h.reply(503, Retry_After="0")
    with pytest.raises(SourceUnavailable) as failed:
        read_source(f"{server.address}/busy")
    assert failed.value.transient
    assert len(server.seen) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 204 + 96])
def test_a_lasting_failure_is_not_tried_again(server: Server, allowed: None, status: int) -> None:
    server.answers["/gone"] = lambda h: h.reply(status)
    with pytest.raises(SourceError) as failed:
        read_source(f"{server.address}/gone")
    assert not failed.value.transient
    assert len(server.seen) == 1


def test_packed_answers_are_unpacked(server: Server, allowed: None) -> None:
    assert read_source(f"{server.address}/packed").data == TALK


def test_a_decompression_bomb_is_refused(server: Server, allowed: None) -> None:
    bomb = gzip.compress(b"\0" * (64 << 20))
    server.answers["/bomb"] = lambda h: h.reply(200, bomb, Content_Encoding="gzip")
    with pytest.raises(SourceError, match="larger"):
        read_source(f"{server.address}/bomb")


def test_an_encoding_nobody_asked_for_is_refused(server: Server, allowed: None) -> None:
    server.answers["/br"] = lambda h: h.reply(200, b"xx", Content_Encoding="br")
    with pytest.raises(SourceError, match="encoding"):
        read_source(f"{server.address}/br")


def test_damaged_packing_is_a_clear_error(server: Server, allowed: None) -> None:
    server.answers["/bad"] = lambda h: h.reply(200, b"no gzip", Content_Encoding="gzip")
    with pytest.raises(SourceError, match="damaged"):
        read_source(f"{server.address}/bad")


@pytest.mark.parametrize("padding", [b"", b"\0" * 200])
def test_a_body_packed_in_several_parts_is_read_whole(server: Server, allowed: None, padding: bytes) -> None:
    body = gzip.compress(TALK) + gzip.compress(b"\n00:03.000 --> 00:04.000\nand again\n") + padding
    server.answers["/parts"] = lambda h: h.reply(200, body, Content_Encoding="gzip")
    assert read_source(f"{server.address}/parts").data.endswith(b"quay\n\n00:03.000 --> 00:04.000\nand again\n")


def test_a_packed_body_that_breaks_off_is_asked_for_again(server: Server, allowed: None) -> None:
    whole = gzip.compress(TALK * 100)
    bodies = [whole, whole[: len(whole) // 2]]
    server.answers["/cut"] = lambda h: h.reply(200, bodies.pop(), Content_Encoding="gzip")
    assert read_source(f"{server.address}/cut").data == TALK * 100
    server.answers["/cut"] = lambda h: h.reply(200, whole[:40], Content_Encoding="gzip")
    with pytest.raises(SourceUnavailable, match="broke off"):
        read_source(f"{server.address}/cut")


@pytest.mark.parametrize("stated", [True, False])
def test_a_body_over_the_limit_is_refused(
    server: Server, allowed: None, monkeypatch: pytest.MonkeyPatch, stated: bool
) -> None:
    monkeypatch.setattr(fetching, "MAX_BYTES", 1000)

    def pour(handler: Handler) -> None:
        handler.send_response(200)
        if stated:
            handler.send_header("Content-Length", "1001")
        handler.end_headers()
        handler.wfile.write(b"a" * 1001)

    server.answers["/large"] = pour
    with pytest.raises(SourceError, match="larger"):
        read_source(f"{server.address}/large")


@pytest.mark.parametrize("part", ["head", "body"])
def test_a_server_that_drips_is_given_up(
    server: Server, allowed: None, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    monkeypatch.setattr(fetching, "TOTAL_SECONDS", 0.2)
    monkeypatch.setattr(fetching, "ATTEMPTS", 1)
    given_up = threading.Event()

    def drip(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + (b"\r\n" if part == "body" else b""))
        with contextlib.suppress(OSError):
            while not given_up.wait(0.02):
                handler.wfile.write(b"x")

    server.answers["/drip"] = drip
    with pytest.raises(SourceUnavailable, match="longer"):
        read_source(f"{server.address}/drip")
    given_up.set()


def test_a_broken_connection_is_unavailable(server: Server, allowed: None) -> None:
    server.answers["/cut"] = lambda h: h.reply(200, b"half", Content_Length="4000")
    with pytest.raises(SourceUnavailable):
        read_source(f"{server.address}/cut")


def test_nobody_listening_is_unavailable(allowed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "ATTEMPTS", 1)
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        with pytest.raises(SourceUnavailable):
            read_source(f"http://127.0.0.1:{bound.getsockname()[1]}/")
