"""What a hand does on maps, and what befalls their canvas, in a real browser: mouse, finger, filters, lost pictures."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from graphapp.videos.models import Video
from tests.e2e import test_explore_page as explore
from tests.e2e import test_video_page as video
from tests.e2e.conftest import Site, let_it_draw

PHONE = {"width": 390, "height": 844}
LOSE = """() => {
    const canvas = document.querySelector(".sigma-nodes");
    window.lost = canvas.getContext("webgl2").getExtension("WEBGL_lose_context");
    window.lost.loseContext();
}"""


def test_what_a_filter_left_out_comes_into_sight_when_it_is_taken_off(site: Site, wafers: Video) -> None:
    page = video.open_video(site, wafers, "?type=Concept")
    page.click(".legend a[data-type='Concept']")
    page.wait_for_function("!location.search")
    page.wait_for_timeout(400)  # it goes there within a fifth of a second
    for name in ("Cerebras", "NVIDIA"):
        video.find_dot(page, name)


def test_a_drag_pins_and_chooses_nothing(site: Site, wafers: Video) -> None:
    page = explore.open_explore(site)
    x, y = explore.find_dot(page, "NVIDIA")
    steps = page.evaluate("history.length")
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=5)
    page.mouse.up()
    expect(explore.row(page, "NVIDIA").locator(".tag")).to_have_text("pinned")
    let_it_draw(page)
    expect(page.locator("#panel")).to_be_hidden()
    assert page.evaluate("history.length") == steps + 1
    page.wait_for_timeout(400)  # sooner, it would be the second half of a double click
    page.mouse.click(x + 60, y + 40)
    expect(page.locator("#panel h2")).to_have_text("NVIDIA")


def test_the_rectangle_is_seen_in_another_graph_too_and_ends_wherever_it_is_let_go(site: Site, wafers: Video) -> None:
    page = explore.open_explore(site)
    page.select_option("[name=size]", "60")
    page.wait_for_url("**size=60**")
    expect(page.locator("[data-stage]")).not_to_have_attribute("aria-busy", "true")
    page.click("[data-step=area]")
    page.locator("[data-canvas]").scroll_into_view_if_needed()
    box = page.locator("[data-canvas]").bounding_box()
    page.mouse.move(box["x"] + 4, box["y"] + 4)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 60, box["y"] + box["height"] - 60, steps=4)
    expect(page.locator(".area")).to_be_visible()
    page.mouse.move(box["x"] + box["width"] + 40, box["y"] + box["height"] - 60)
    page.mouse.up()
    expect(page.locator(".area")).to_be_hidden()
    expect(page.locator("#panel .kind")).to_contain_text("chosen")
    page.click("[data-step=area]")
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    page.mouse.click(*explore.find_dot(page, "Cerebras"))
    expect(page.locator("#panel h2")).to_have_text("Cerebras")


def test_a_finger_selects_an_area_and_the_page_stays(site: Site, wafers: Video) -> None:
    page = explore.open_explore(site, viewport=PHONE, has_touch=True)
    page.tap("[data-step=area]")
    page.locator("[data-canvas]").scroll_into_view_if_needed()
    box = page.locator("[data-canvas]").bounding_box()
    before = page.evaluate("scrollY")
    drag(page, (box["x"] + 6, box["y"] + 6), (box["x"] + box["width"] - 6, box["y"] + box["height"] - 50))
    expect(page.locator("#panel .kind")).to_contain_text("chosen")
    assert page.evaluate("scrollY") == before


def test_a_finger_on_the_map_but_on_no_dot_scrolls_the_page(site: Site, wafers: Video) -> None:
    for page in (
        explore.open_explore(site, viewport=PHONE, has_touch=True),
        video.open_video(site, wafers, viewport=PHONE, has_touch=True),
    ):
        page.evaluate("document.querySelector('[data-canvas]').scrollIntoView({block: 'center'})")
        box = page.locator("[data-canvas]").bounding_box()
        before = page.evaluate("scrollY")
        x, y = box["x"] + 4, box["y"] + box["height"] - 60
        drag(page, (x, y), (x, y - 150))
        page.wait_for_function(f"scrollY > {before} + 60")


def drag(page: Any, start: tuple[float, float], end: tuple[float, float]) -> None:
    touch = page.context.new_cdp_session(page)
    for step in range(6):
        x, y = (a + (b - a) * step / 5 for a, b in zip(start, end, strict=True))
        kind = "touchStart" if step == 0 else "touchMove"
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_finger_drags_a_dot_of_another_graph_too(site: Site, wafers: Video) -> None:
    page = explore.open_explore(site, viewport=PHONE, has_touch=True)
    page.click("[data-filters] summary")
    page.select_option("[name=predicate]", "makes")
    expect(explore.row(page, "WebSocket")).not_to_be_attached()
    nodes = page.request.get(f"{site.address}/api/v1/explore/?predicate=makes").json()["nodes"]
    x, y = explore.find_dot(page, "Cerebras", nodes)
    drag(page, (x, y), (x + 50, y + 30))
    expect(explore.row(page, "Cerebras").locator(".tag")).to_have_text("pinned")


def test_a_canvas_that_the_browser_takes_away_is_drawn_and_comes_back(site: Site, wafers: Video) -> None:
    for page in (explore.open_explore(site), video.open_video(site, wafers)):
        page.evaluate(LOSE)
        expect(page.locator("[data-still] svg")).to_be_visible()
        expect(page.locator("[data-canvas]")).to_be_hidden()
        page.evaluate("window.lost.restoreContext()")
        expect(page.locator("[data-canvas]")).to_be_visible()
        expect(page.locator("[data-still]")).to_be_hidden()
        (explore if "/explore/" in page.url else video).find_dot(page, "Cerebras")


def test_a_graph_that_did_not_come_can_be_asked_for_again_and_nothing_else_is_lost(site: Site, wafers: Video) -> None:
    page = explore.open_explore(site)
    page.route("**/api/v1/explore/**", lambda route: route.abort())
    page.select_option("[name=layout]", "type")
    page.click("[data-filters] summary")
    page.select_option("[name=predicate]", "makes")
    expect(page.locator("[data-failed]")).to_contain_text("can't be reached")
    explore.row(page, "WebSocket").click()
    expect(page.locator("#panel h2")).to_have_text("WebSocket")
    expect(page.locator("[data-step=undo]")).to_be_enabled()
    page.unroute("**/api/v1/explore/**")
    page.click("[data-failed] button")
    expect(page.locator("[data-failed]")).to_be_hidden()
    expect(explore.row(page, "WebSocket")).not_to_be_attached()
    expect(page).to_have_url(re.compile("predicate=makes"))
    site.complaints.clear()  # the browser notes the failed request


def test_where_there_is_no_map_there_are_no_pictures_of_it(site: Site, wafers: Video) -> None:
    page = explore.open_explore(site, "?weight=900")
    expect(page.locator("[data-step=undo]")).to_be_visible()
    expect(page.locator("[data-step=svg], [data-step=png], [data-step=area]").filter(visible=True)).to_have_count(0)


def test_names_are_read_and_types_told_apart_where_the_system_chooses_the_colours(site: Site, wafers: Video) -> None:
    page = explore.open_explore(site)
    usual = read_colours(page)
    page.emulate_media(forced_colors="active")
    names, rim, types = read_colours(page)
    assert (names, rim) == ("#000000", "#ffffff")  # what this browser takes for letters and for what is behind them
    assert (names, rim) != usual[:2]
    assert types == usual[2]
    assert len(types) > 3


def read_colours(page: Any) -> tuple[str, str, set[str]]:
    """Of names, of the rim around them, and of dots, as the map is drawn."""
    with page.expect_download() as download:
        page.click("[data-step=svg]")
    svg = Path(download.value.path()).read_text("utf-8")
    names = re.search(r'fill="(#\w+)" stroke="(#\w+)" stroke-width="4"', svg)
    assert names
    return names[1], names[2], set(re.findall(r'<path [^>]*fill="(#\w+)"><title>', svg))
