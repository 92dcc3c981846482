"""A real browser on a real server. Needs the built front end and an installed Chromium."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command

from graphapp.config.environment import BASE_DIR
from graphapp.videos.models import Video
from tests.e2e.talks import CHIPS, HOSTILE, WAFERS, write_large_talk
from tests.graphapp.explorer.talks import record
from tests.services.browser import ARGUMENTS, find_chromium
from tests.services.neo4j_fixture import neo4j_turn, neo4j_url

__all__ = ["neo4j_turn", "neo4j_url"]

playwright = pytest.importorskip("playwright.sync_api")
playwright.expect.set_options(timeout=20_000)  # as long as it takes on a busy machine: what is there passes at once
# Playwright keeps an event loop in this thread, which Django would take for a mistake.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

AXE = BASE_DIR / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
HERE = Path(__file__).parent
NEO4J = pytest.param("neo4j", marks=[pytest.mark.neo4j, pytest.mark.xdist_group("neo4j")])
FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    path = find_chromium()
    built = BASE_DIR / "frontend" / "dist" / "manifest.json"
    missing = "no Chromium is installed" if not path else "the front end is not built" if not built.exists() else ""
    if missing:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(missing)
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@dataclass
class Site:
    """The server's address, and what went wrong in the browser meanwhile."""

    address: str
    open_page: Callable[..., object]
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture
def site(live_server: object, transactional_db: None, chromium: object) -> Iterator[Site]:
    """Opens pages in fresh contexts; every test ends with no request to another host and no error in the console."""
    address = str(live_server)
    contexts = []

    def open_page(path: str, *, ready: bool = True, expect: int = 200, **options: object) -> object:
        context = chromium.new_context(**options)  # type: ignore[attr-defined]
        context.set_default_timeout(60_000)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda r: urlsplit(r.url).netloc != urlsplit(address).netloc and note_foreign(r.url))
        page.on("console", lambda m: m.type == "error" and expect == 200 and found.complaints.append(m.text))
        page.on("pageerror", lambda e: found.complaints.append(str(e)))
        answer = page.goto(address + path)
        assert answer.status == expect
        if ready and ("/videos/" in path or "/explore/" in path) and options.get("java_script_enabled", True):
            page.wait_for_selector("html[data-ready]")
        return page

    def note_foreign(url: str) -> None:
        if not url.startswith(("data:", "blob:")):
            found.foreign.append(url)

    found = Site(address, open_page)
    yield found
    for context in contexts:
        context.close()
    assert found.foreign == []
    assert found.complaints == []


def let_it_draw(page: object) -> None:
    """What a pointer meets is found when a frame is drawn."""
    page.evaluate(FRAMES)  # type: ignore[attr-defined]


@pytest.fixture
def wafers(transactional_db: None) -> Video:
    record(CHIPS, channel="Chip hour")
    return record(WAFERS, channel="Wafer hour", published=date(2026, 2, 16), sample=True)


@pytest.fixture
def chips(wafers: Video) -> Video:
    return Video.objects.exclude(id=wafers.id).get()


@pytest.fixture(params=["embedded", NEO4J])
def graph_store(request: pytest.FixtureRequest, settings: Any, wafers: Video) -> str:
    """The store that the pages ask, holding what was recorded."""
    if request.param == "neo4j":
        settings.GRAPH_URL = request.getfixturevalue("neo4j_turn")
        call_command("graph", "rebuild", stdout=StringIO())
    return str(request.param)


@pytest.fixture
def hostile(transactional_db: None) -> Video:
    return record(HOSTILE, channel="<b>bold</b>", description="<i>x</i>")


@pytest.fixture
def enormous(transactional_db: None) -> Video:
    return record(write_large_talk(1000, connections=3000))
