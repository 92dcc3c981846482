"""What an editor does on the page that adds a video, in a real browser: drop a file, send it, read the video."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from graphapp.accounts.permissions import Role
from graphapp.graph.models import Entity
from graphapp.runs.models import Followed, Run, State
from graphapp.runs.services import make_source, submit
from graphapp.runs.tasks import wake
from graphapp.videos.models import Video
from tests.e2e.conftest import Site
from tests.e2e.test_accessibility import find_violations
from tests.graphapp.conftest import make_user

PHONE = {"width": 360, "height": 800}
TALK = """WEBVTT

00:00:01.000 --> 00:00:06.000
<v Ada>Welcome back. Cerebras competes with Nvidia in the market for AI chips.

00:00:07.000 --> 00:00:12.000
<v Grace>Andrew Feldman founded Cerebras, and OpenAI uses Cerebras today.
"""
DROP = """([selector, name, text]) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], name));
    const drop = new DragEvent("drop", {dataTransfer, bubbles: true, cancelable: true});
    return document.querySelector(selector).dispatchEvent(drop);
}"""


@pytest.fixture(autouse=True)
def data_dir(settings: Any, tmp_path: Path) -> None:
    """What is uploaded is kept in a folder of the test's own."""
    settings.DATA_DIR = tmp_path


def open_add_page(site: Site, client: Client, **options: Any) -> Any:
    """The page as an editor sees it."""
    client.force_login(make_user(Role.EDITOR))
    page = site.open_page("/", **options)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site.address}])
    page.goto(f"{site.address}/add/")
    expect(page.get_by_role("heading", name="Add a video", level=1)).to_be_visible()
    return page


def drop_file(page: Any, selector: str, *, name: str = "talk.vtt") -> bool:
    """Whether the browser would still open the file itself."""
    page.wait_for_selector(".dropzone-name")
    opened: bool = page.evaluate(DROP, [selector, name, TALK])
    return opened


def test_a_dropped_file_becomes_a_video(site: Site, client: Client) -> None:
    page = open_add_page(site, client)
    assert not drop_file(page, "[data-dropzone] label")
    expect(page.locator("[data-dropzone]")).to_contain_text("Chosen: talk.vtt")
    page.get_by_label("Title", exact=True).fill("Wafers")
    page.get_by_role("button", name="Add to the library").click()
    page.wait_for_url("**/runs/*/")
    assert wake() == 1
    page.wait_for_url("**/videos/wafers-*/")  # the page of the run asks, and leads on by itself
    expect(page.get_by_role("heading", name="Wafers", level=1)).to_be_visible()
    assert Video.objects.get().title == "Wafers"
    assert Entity.objects.filter(name="Cerebras").exists()


def test_a_run_that_is_followed_takes_the_focus_from_nobody(site: Site, client: Client) -> None:
    page = open_add_page(site, client)
    run = submit(make_source(TALK.encode(), kind="text", name="talk.vtt"), wake=False)
    Run.objects.filter(id=run.id).update(source_name="x" * 300)
    for path, held in ((f"/runs/{run.id}/", "#run .actions button"), ("/runs/", ".scroll-x")):
        page.goto(site.address + path)
        page.focus(held)
        page.evaluate("(held) => { window.held = document.querySelector(held); }", held)
        for _ in range(2):
            with page.expect_response(f"{site.address}{path}"):
                pass
        page.wait_for_function("() => document.activeElement === window.held && window.held.isConnected")
    Run.objects.update(state=State.CANCELLED)
    expect(page.locator("#runs[hx-trigger]")).to_have_count(0)
    expect(page.locator("#runs")).to_contain_text("Cancelled", ignore_case=True)


def test_lists_of_runs_and_followed_addresses_make_no_page_wider_than_a_phone(site: Site, client: Client) -> None:
    page = open_add_page(site, client, viewport=PHONE)
    run = submit(make_source(TALK.encode(), kind="text", name="talk.vtt"), wake=False)
    assert wake() == 1
    Video.objects.update(title="InterviewWithSomebodyAboutSomethingFinalVersion2CopyOfTheCopy")
    Followed.objects.create(id="a", address="https://example.org/" + "feed" * 15, next_at=timezone.now())
    for path in ("/runs/", f"/runs/{run.id}/", "/runs/followed/"):
        page.goto(site.address + path)
        assert page.locator("html").evaluate("e => e.scrollWidth") <= PHONE["width"], path
    page.goto(f"{site.address}/runs/")
    assert page.locator("table").evaluate("e => e.scrollWidth") <= 1.2 * PHONE["width"]


def test_a_file_that_misses_the_zone_leaves_the_form_as_it_is(site: Site, client: Client) -> None:
    page = open_add_page(site, client)
    page.get_by_label("Title", exact=True).fill("Wafers")
    assert not drop_file(page, "h1")
    expect(page.locator("[data-dropzone]")).not_to_contain_text("Chosen")
    assert page.evaluate("document.querySelector('[data-dropzone] input').files.length") == 0
    expect(page.get_by_label("Title", exact=True)).to_have_value("Wafers")


def test_the_form_works_without_scripts(site: Site, client: Client) -> None:
    page = open_add_page(site, client, java_script_enabled=False)
    page.get_by_label("Transcript files").set_input_files(
        {"name": "talk.vtt", "mimeType": "text/vtt", "buffer": TALK.encode()}
    )
    page.get_by_role("button", name="Add to the library").click()
    page.wait_for_url("**/runs/*/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_on_the_form_before_and_after_a_drop(site: Site, client: Client, scheme: str) -> None:
    page = open_add_page(site, client, color_scheme=scheme, bypass_csp=True)
    assert find_violations(page) == []
    drop_file(page, "[data-dropzone]")
    assert find_violations(page) == []


def test_nothing_is_cut_off_on_a_phone(site: Site, client: Client) -> None:
    page = open_add_page(site, client, viewport=PHONE)
    drop_file(page, "[data-dropzone]", name="a-very-long-name" * 12 + ".vtt")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_label("An address").fill(f"https://example.org/{'averylongname' * 12}.vtt")
    page.locator("[data-dropzone] input[type=file]").set_input_files([])
    page.get_by_role("button", name="Add to the library").click()
    page.wait_for_url("**/runs/*/")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
