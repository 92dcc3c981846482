"""What a reader does on the pages of an entity and a topic, in a real browser: mouse, keyboard, and without scripts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from graphapp.videos.models import Video
from tests.e2e.conftest import Site, let_it_draw
from tests.e2e.test_accessibility import DESK, PHONE, find_violations
from tests.graphapp.asking import slug_of
from tests.graphapp.explorer.talks import DOUBTS, record


@pytest.fixture
def videos(wafers: Video) -> Video:
    record(DOUBTS, channel="Wafer hour")
    return wafers


def address_of(name: str) -> str:
    return f"/entities/{slug_of(name)}/"


def open_live(site: Site, path: str, **options: Any) -> Any:
    page = site.open_page(path, **{"viewport": DESK, **options})
    page.wait_for_selector("html[data-ready]")
    return page


def test_choosing_a_neighbour_tells_what_joins_both_and_back_and_escape_undo_it(site: Site, videos: Video) -> None:
    page = open_live(site, address_of("Cerebras"))
    page.click(f'[data-index] a[data-e="{slug_of("OpenAI")}"]')
    page.wait_for_selector("#panel h2:has-text('OpenAI')")
    expect(page).to_have_url(re.compile(f"e={slug_of('OpenAI')}"))
    expect(page.locator("#panel .told")).to_contain_text("is a partner of")
    page.click("#panel .told a:has-text('competes with')")
    expect(page.locator("#panel blockquote")).to_have_text("“Cerebras competes with OpenAI.”")
    page.go_back()
    page.wait_for_selector("#panel h2:has-text('OpenAI')")
    page.keyboard.press("Escape")
    page.wait_for_selector("#panel", state="hidden")
    expect(page).not_to_have_url(re.compile("e="))
    page.go_back()
    page.wait_for_selector("#panel h2:has-text('OpenAI')")


def test_the_years_stand_across_the_page_above_what_they_are(site: Site, videos: Video) -> None:
    Video.objects.exclude(id=videos.id).update(published="2019-02-16")
    page = open_live(site, address_of("Cerebras"))
    whole, bars, words = (page.locator(f".years{part}").bounding_box() for part in ("", " svg", " figcaption"))
    assert whole["width"] - bars["width"] < 2
    assert whole["width"] - words["width"] < 2
    assert bars["y"] + bars["height"] <= words["y"] + 1


def test_a_dot_on_the_map_is_hovered_and_chosen(site: Site, videos: Video) -> None:
    page = open_live(site, address_of("Cerebras"))
    canvas = page.locator("[data-canvas]")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    name = None
    for y in range(12, int(box["height"]), 14):
        for x in range(12, int(box["width"]), 14):
            page.mouse.move(box["x"] + x, box["y"] + y)
            let_it_draw(page)
            if page.locator("[data-index] a.is-over").count():
                name = page.locator("[data-index] a.is-over .name").first.inner_text()
                page.mouse.click(box["x"] + x, box["y"] + y)
                break
        if name:
            break
    assert name
    page.wait_for_selector(f"#panel h2:has-text('{name}')")


def test_types_and_predicates_are_links_that_keep_the_choice(site: Site, videos: Video) -> None:
    page = open_live(site, f"{address_of('Cerebras')}?e={slug_of('OpenAI')}")
    page.click("nav[aria-label='Show only these types'] a:has-text('Products')")
    page.wait_for_url("**type=Product**")
    page.wait_for_selector("html[data-ready]")
    expect(page).to_have_url(re.compile(f"e={slug_of('OpenAI')}"))
    expect(page.locator("[data-index] .name")).to_have_text(["Wafer Scale Engine 3"])
    page.click("[data-clear='focus']")
    page.wait_for_selector("#panel", state="hidden")
    expect(page).to_have_url(re.compile("type=Product"))


def test_everything_is_reached_with_the_keyboard(site: Site, videos: Video) -> None:
    page = open_live(site, address_of("Cerebras"))
    first = page.locator("[data-index] a[data-e]").first
    first.focus()
    page.keyboard.press("ArrowDown")
    expect(first).not_to_be_focused()
    second = page.evaluate("document.activeElement.dataset.e")
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(f'[data-index] a[data-e="{second}"]')).to_be_focused()


def test_without_scripts_all_is_there_to_read(site: Site, videos: Video) -> None:
    page = site.open_page(address_of("Cerebras"), java_script_enabled=False, viewport=DESK)
    expect(page.locator("svg.drawing path")).to_have_count(5)
    page.click(f'[data-index] a[data-e="{slug_of("OpenAI")}"]')
    expect(page.locator("#panel .told")).to_contain_text("is a partner of")
    page.goto(f"{site.address}/topics/hardware/")
    page.click('[data-index] a:has-text("Cerebras")')
    expect(page.locator("#panel")).to_contain_text("Where Hardware is discussed")


def test_a_reader_goes_from_a_video_to_a_topic_to_an_entity_to_the_second(site: Site, videos: Video) -> None:
    page = site.open_page(f"/videos/{videos.slug}/?topic=hardware", viewport=DESK)
    page.click("[data-selected] a:has-text('In all videos')")
    page.wait_for_url("**/topics/hardware/")
    page.wait_for_selector("html[data-ready]")
    page.click('[data-index] a:has-text("Cerebras")')
    page.click("#panel a:has-text('Open its page')")
    page.wait_for_url("**/entities/cerebras-*/")
    page.click(".occurrence >> nth=0 >> .times a >> nth=0")
    page.wait_for_url(f"**/videos/{videos.slug}/?at=*")
    page.wait_for_selector(".seg[aria-current]")


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_on_pages_across_videos(site: Site, videos: Video, scheme: str, viewport: dict[str, int]) -> None:
    for path in (
        f"{address_of('Cerebras')}?e={slug_of('OpenAI')}&weak=1",
        "/topics/hardware/?type=Product",
        "/entities/?type=Product",
        "/topics/",
        f"{address_of('Cerebras')}connections/?group=makes",
        f"{address_of('Cerebras')}videos/?sort=most",
    ):
        page = site.open_page(path, ready=False, color_scheme=scheme, viewport=viewport, bypass_csp=True)
        assert find_violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
