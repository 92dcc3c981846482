"""The library in a real browser: filters answer at once, and Back undoes them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from graphapp.videos.models import Video
from tests.e2e.conftest import Site


def test_an_empty_library_says_how_to_begin(site: Site) -> None:
    page = site.open_page("/")
    expect(page.locator("main a[href='/add/']")).to_be_visible()


def test_filters_answer_at_once_and_are_in_the_address(site: Site, wafers: Video) -> None:
    page = site.open_page("/")
    expect(page.locator(".card")).to_have_count(2)
    page.select_option("#channel", "Chip hour")
    expect(page.locator(".card")).to_have_count(1)
    expect(page).to_have_url(re.compile("channel=Chip"))
    page.go_back()
    expect(page.locator(".card")).to_have_count(2)


def test_typing_searches_titles(site: Site, wafers: Video) -> None:
    page = site.open_page("/")
    page.fill("#q", "wafer")
    expect(page.locator(".card")).to_have_count(1)
    expect(page.locator(".card h2")).to_have_text("Speed on a wafer")
    page.fill("#q", "nothing like it")
    page.wait_for_selector("text=Nothing fits")


def test_back_leads_past_the_letters_that_were_typed(site: Site, wafers: Video) -> None:
    page = site.open_page("/")
    page.select_option("#channel", "Wafer hour")
    page.wait_for_url("**channel=Wafer*")
    for letters, found in (("speed", 1), ("speed nowhere", 0), ("speed", 1)):
        page.fill("#q", letters)
        expect(page.locator(".card")).to_have_count(found)
    expect(page.locator("#said")).to_have_text("1 video")
    page.locator("#q").blur()
    page.go_back()
    expect(page).to_have_url(f"{site.address}/")


def test_without_script_the_filters_are_a_form(site: Site, wafers: Video) -> None:
    page = site.open_page("/", java_script_enabled=False)
    page.select_option("#topic", "latency")
    page.click("form.sieve button")
    expect(page.locator(".card")).to_have_count(1)
    expect(page).to_have_url(re.compile("topic=latency"))
    page.click(".card h2 a")
    expect(page.locator("h1")).to_have_text("Speed on a wafer")


@pytest.mark.parametrize("width", [740, 1024, 1180, 1280])
def test_on_every_screen_the_account_stands_beside_the_name_of_the_library(
    site: Site, wafers: Video, width: int
) -> None:
    page = site.open_page("/", viewport={"width": width, "height": 800})
    middles = []
    for part in (".wordmark", ".find", ".tools"):
        box = page.locator(f".masthead {part}").bounding_box()
        middles.append(box["y"] + box["height"] / 2)
    assert max(middles) - min(middles) < 10


def test_drawings_are_read_where_the_system_chooses_the_colours_whatever_theme_was_chosen(
    site: Site, wafers: Video
) -> None:
    page = site.open_page("/", color_scheme="dark")
    page.click("[data-theme-toggle]")
    page.emulate_media(forced_colors="active")
    ink = page.locator("h1").evaluate("e => getComputedStyle(e).color")
    assert page.locator(".card text").first.evaluate("e => getComputedStyle(e).fill") == ink
    expect(page.locator("[data-theme-toggle]")).to_be_hidden()


@pytest.mark.parametrize("width", [360, 390])
def test_on_a_telephone_the_masthead_takes_two_lines_and_shows_where_one_is(
    site: Site, wafers: Video, width: int
) -> None:
    page = site.open_page("/runs/", viewport={"width": width, "height": 800})
    assert page.locator(".masthead").bounding_box()["height"] <= 110
    here = page.locator(".masthead [aria-current]").bounding_box()
    assert here["x"] >= 0
    assert here["x"] + here["width"] <= width
