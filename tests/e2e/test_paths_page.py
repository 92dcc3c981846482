"""The paths page in a real browser: names in, ways out, by pointer, by keyboard, and without script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from graphapp.graph.models import Relation
from graphapp.videos.models import Video
from tests.e2e.conftest import Site
from tests.e2e.test_accessibility import DESK, PHONE, find_violations

FOUND = "/paths/?from=OpenAI&to=Wafer+Scale+Engine+3"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_two_names_lead_to_ways_with_quotes(site: Site, wafers: Video, script: bool) -> None:
    page = site.open_page("/paths/", java_script_enabled=script)
    page.fill("#from", "openai")
    page.fill("#to", "wafer scale engine 3")
    page.press("#to", "Enter")
    page.wait_for_selector(".ways blockquote")
    expect(page).to_have_url(re.compile("from=openai"))
    expect(page.locator("h1")).to_have_text("OpenAI and Wafer Scale Engine 3")
    page.locator(".way figcaption a").first.click()
    page.wait_for_url("**/videos/**")


def test_the_drawing_answers_to_the_words_and_leads_to_them(site: Site, wafers: Video) -> None:
    page = site.open_page(FOUND)
    page.wait_for_selector("html[data-ready]")
    page.hover(".way[data-way='1'] h2")
    expect(page.locator(".routes.is-wide .hop[data-way='1']").first).to_have_class("hop is-asserted is-on")
    page.locator(".routes.is-wide .stop:not(.is-end)").first.click()
    expect(page).to_have_url(re.compile("#way-"))


def test_names_are_suggested_and_chosen_by_keyboard_alone(site: Site, wafers: Video) -> None:
    page = site.open_page("/paths/")
    page.wait_for_selector("html[data-ready]")
    page.focus("#from")
    page.keyboard.insert_text("wafer sc")  # at once: no list of fewer letters comes first
    page.wait_for_selector("#from-names [role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#from")).to_have_value("Wafer Scale Engine 3")
    page.keyboard.press("Tab")
    page.keyboard.type("OpenAI")
    page.keyboard.press("Enter")
    page.wait_for_selector(".ways blockquote")
    expect(page).to_have_url(re.compile("to=OpenAI"))


def test_a_citation_is_copied(site: Site, wafers: Video) -> None:
    relation = Relation.objects.get(predicate="competes_with").id
    page = site.open_page(f"/connections/{relation}/", permissions=["clipboard-read", "clipboard-write"])
    page.wait_for_selector("html[data-ready]")
    page.click("button[data-copy=bibtex]")
    expect(page.locator("[data-copied]")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()").startswith(f"@misc{{saidgraph-{relation},")


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_on_the_paths_page(site: Site, wafers: Video, scheme: str, viewport: dict[str, int]) -> None:
    relation = Relation.objects.get(predicate="competes_with").id
    questions = (FOUND, "/paths/?from=OpenAI&to=nobody", "/paths/?from=OpenAI&to=Cerebras&and=WebSocket")
    for path in ("/paths/", *questions, f"/connections/{relation}/"):
        page = site.open_page(path, color_scheme=scheme, viewport=viewport, bypass_csp=True)
        assert find_violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
