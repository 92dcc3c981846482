"""What belongs to no subject: alive, ready, robots, the theme, and pages for what is not there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import Client, RequestFactory

from graphapp.web import health
from graphapp.web.clock import format_clock
from graphapp.web.icons import FALLBACK, icon_names
from graphapp.web.templatetags.site import icon


@pytest.mark.django_db
def test_alive_asks_nobody(client: Client, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert client.get("/healthz").json() == {"status": "alive"}


def _pass() -> None:
    return None


def _fail() -> None:
    raise ConnectionError("bolt://user:secret@host does not answer")


@pytest.fixture(autouse=True)
def asked_for_the_first_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "readiness", health.Readiness())


def test_ready_says_which_part_is_not_there_and_no_more(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "CHECKS", {"database": _pass, "graph": _fail, "broker": _pass})
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "database": "ok", "graph": "unreachable", "broker": "ok"}
    assert "secret" not in answer.content.decode()
    monkeypatch.setattr(health, "CHECKS", {"database": _pass, "graph": _pass})
    monkeypatch.setattr(health, "FRESH_SECONDS", 0.0)
    assert client.get("/readyz").status_code == 200


def test_who_asks_again_and_again_whether_all_is_ready_costs_and_logs_little(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(health, "CHECKS", {"database": lambda: asked.append("database"), "graph": _fail})
    assert {client.get("/readyz").status_code for _ in range(3)} == {503}
    assert asked == ["database"]
    monkeypatch.setattr(health, "FRESH_SECONDS", 0.0)
    assert {client.get("/readyz").status_code for _ in range(3)} == {503}
    assert asked == ["database"] * 4
    assert caplog.text.count("graph does not answer") == 1


@contextmanager
def hang(monkeypatch: pytest.MonkeyPatch, part: str) -> Iterator[None]:
    """Somebody asks that part, which says nothing meanwhile."""
    asked, answered = Event(), Event()

    def say_nothing() -> None:
        asked.set()
        answered.wait()

    monkeypatch.setattr(health, "CHECKS", {**health.CHECKS, part: say_nothing})
    looking = Thread(target=health.readiness.look, daemon=True)
    looking.start()
    asked.wait()
    try:
        yield
    finally:
        answered.set()
        looking.join()


def test_who_asks_while_a_part_says_nothing_gets_what_was_found_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "CHECKS", {"broker": _pass})
    monkeypatch.setattr(health, "FRESH_SECONDS", 0.0)
    health.readiness.look()
    with hang(monkeypatch, "broker"):
        assert health.readiness.look() == {"broker": "ok"}


@pytest.mark.parametrize("known", [True, False])
def test_a_part_that_says_nothing_for_long_is_not_reachable_until_it_answers(
    known: bool, client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(health, "CHECKS", {"database": _pass, "broker": _pass})
    monkeypatch.setattr(health, "FRESH_SECONDS", 0.0)
    monkeypatch.setattr(health, "SILENT_SECONDS", 0.0)
    if known:
        health.readiness.look()
    with hang(monkeypatch, "database"):
        answers = [client.get("/readyz") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [503, 503]
    assert answers[0].json()["database"] == "unreachable"
    assert caplog.text.count("database does not answer") == 1
    assert client.get("/readyz").json() == {"ready": True, "database": "ok", "broker": "ok"}


@pytest.mark.django_db
def test_ready_counts_no_rows_of_the_library(client: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(1):
        assert client.get("/readyz").json()["graph"] == "ok"


@pytest.mark.django_db(transaction=True)  # a server closes its connection between two requests
@pytest.mark.parametrize("address", ["/robots.txt", "/api/v1/graph/export/?format=graphml", "/nowhere/"])
def test_the_web_server_is_given_no_body_for_who_asks_for_headers_alone(address: str) -> None:
    def ask(method: str) -> tuple[bytes, str | None]:
        said: dict[str, str] = {}
        request = RequestFactory(HTTP_HOST="localhost").generic(method, address)
        answer = get_wsgi_application()(request.environ, lambda _, headers: said.update(headers))
        return b"".join(answer), said.get("Content-Length")

    body, length = ask("GET")
    assert body
    assert ask("HEAD") == (b"", length)


@pytest.mark.django_db
def test_a_missing_page_is_designed_and_holds_nothing_of_the_address(client: Client) -> None:
    answer = client.get("/<script>alert(1)</script>/")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "Nobody said that here" in page
    assert "alert(1)" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(("cookie", "written"), [("dark", True), ("light", True), ('"><script>', False), ("", False)])
def test_the_theme_that_was_chosen_is_written_by_the_server(client: Client, cookie: str, written: bool) -> None:
    client.cookies["theme"] = cookie
    page = client.get("/").content.decode()
    assert (f'<html lang="en" data-theme="{cookie}">' in page) is written


def test_robots_and_browsers_find_what_they_ask_for(client: Client) -> None:
    assert client.get("/robots.txt").headers["Content-Type"].startswith("text/plain")
    assert client.get("/favicon.ico").headers["Location"] == "/static/app/favicon.svg"


def test_robots_are_told_that_a_private_library_is_not_for_them(client: Client, settings: Any) -> None:
    settings.PUBLIC = False
    answer = client.get("/robots.txt")
    assert (answer.status_code, answer.content) == (200, b"User-agent: *\nDisallow: /\n")


@pytest.mark.parametrize(
    ("milliseconds", "words"), [(None, ""), (0, "0:00"), (59_999, "0:59"), (3_600_000, "1:00:00"), (75_000, "1:15")]
)
def test_times_read_as_people_write_them(milliseconds: int | None, words: str) -> None:
    assert format_clock(milliseconds) == words


def test_an_icon_that_is_not_in_the_set_is_another_one_never_markup() -> None:
    assert FALLBACK in icon_names()
    assert f'#{FALLBACK}"' in icon('"><script>')


def test_every_icon_that_a_summary_may_have_is_in_the_set() -> None:
    from ingest.outline.icons import ICONS

    assert icon_names() >= ICONS
