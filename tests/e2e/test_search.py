"""Search in a real browser: the palette by keyboard alone, by finger, and the page without script."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from graphapp.videos.models import Video
from tests.e2e.conftest import AXE, Site


def test_what_was_found_is_marked_where_the_system_chooses_the_colours(site: Site, wafers: Video) -> None:
    page = site.open_page("/search/?q=cerebras", forced_colors="active")
    expect(page.locator("mark.lit >> nth=0")).to_have_css("text-decoration-line", "underline")


def test_the_palette_answers_while_one_types_and_keys_lead_to_the_second(site: Site, wafers: Video) -> None:
    page = site.open_page("/")
    page.keyboard.press("/")
    field = page.locator("#palette")
    expect(field).to_be_focused()
    page.keyboard.type("cereb")
    expect(page.locator("[data-palette] [role=option]").first).to_contain_text("Cerebras")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator("[data-palette] [data-answers=cereb]")).to_be_attached()
    moment = page.locator('[aria-label="Moments"] [role=option]').first
    target = moment.get_attribute("href")
    while moment.get_attribute("aria-selected") != "true":
        page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", moment.get_attribute("id"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{target}")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Library")


def test_escape_closes_it_and_leaves_the_page_as_it_was(site: Site, wafers: Video) -> None:
    page = site.open_page(f"/videos/{wafers.slug}/?topic=latency")
    page.keyboard.press("Control+k")
    page.keyboard.type("zzz")
    expect(page.locator("[data-palette] [role=option]")).to_contain_text("Nothing yet")
    page.keyboard.press("Escape")
    expect(page.locator("[data-palette]")).to_be_hidden()
    expect(page).to_have_url(re.compile(r"\?topic=latency$"))


def test_on_a_phone_the_field_opens_it_and_a_finger_chooses(site: Site, wafers: Video) -> None:
    page = site.open_page("/", viewport={"width": 360, "height": 740}, has_touch=True, bypass_csp=True)
    page.locator("[data-find]").tap()
    page.locator("#palette").fill("speed")
    option = page.locator("[data-palette] [role=option]").filter(has_text="Speed on a wafer").first
    expect(option).to_be_visible()
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run('[data-palette]', {resultTypes: ['violations']})")
    assert found["violations"] == []
    option.tap()
    page.wait_for_url(f"**/videos/{wafers.slug}/**")


def test_the_page_follows_what_is_typed_and_a_kind_is_in_the_address(site: Site, wafers: Video) -> None:
    page = site.open_page("/search/?q=cereb")
    page.fill("#q", "cerebrs")
    expect(page.locator(".meant")).to_contain_text("Cerebras")
    page.fill("#q", "cerebras")
    expect(page).to_have_url(re.compile("q=cerebras"))
    expect(page).to_have_title(re.compile("^cerebras · Search"))
    expect(page.locator(".hits mark.lit").first).to_have_text("Cerebras")
    page.click(".kinds >> text=Moments")
    page.wait_for_url("**kind=moment**")
    expect(page.locator(".kind-of")).to_have_count(1)
    expect(page.locator(".hits mark.lit").first).to_have_text("Cerebras")


def test_without_script_the_masthead_leads_to_the_page(site: Site, wafers: Video) -> None:
    page = site.open_page("/", java_script_enabled=False)
    page.fill("[data-find]", "wafer")
    page.press("[data-find]", "Enter")
    expect(page.locator("h1")).to_have_text("Search")
    page.locator(".is-video .title").first.click()
    expect(page.locator("h1")).to_have_text("Speed on a wafer")
