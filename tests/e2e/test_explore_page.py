"""What a reader does on the exploring page, in a real browser: by mouse, by keys alone, by links and without WebGL."""

from __future__ import annotations

import json
import math
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from graphapp.videos.models import Video
from tests.e2e.conftest import Site
from tests.e2e.test_accessibility import find_violations
from tests.graphapp.asking import slug_of

DESK = {"width": 1440, "height": 1000}

OVER = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() =>
    done(document.querySelector("[data-list] a.is-over")?.dataset.on ?? ""))))"""


def open_explore(site: Site, query: str = "", **options: Any) -> Any:
    return site.open_page(f"/explore/{query}", **{"viewport": DESK, **options})


def row(page: Any, name: str) -> Any:
    return page.locator(f'[data-list] a[data-on="{slug_of(name)}"]')


def listed(page: Any) -> set[str]:
    return set(page.locator("[data-list] .name").all_inner_texts())


def find_dot(page: Any, name: str, nodes: list[Any] | None = None) -> tuple[float, float]:
    """Where an entity stands on the screen: guessed from its place, then felt for until the list lights the same.
    `nodes`: rows of the graph that is drawn, where it is not the page's first."""
    page.locator("[data-canvas]").scroll_into_view_if_needed()
    box = page.locator("[data-canvas]").bounding_box()
    nodes = nodes or json.loads(page.locator("#explore-rows").text_content())["nodes"]
    slug, place = next((node[0], node[7:9]) for node in nodes if node[1] == name)
    sides = [(min(node[k] for node in nodes), max(node[k] for node in nodes)) for k in (7, 8)]
    room = [size - 112 for size in (box["width"], box["height"])]
    scale = min(size / (high - low) for size, (low, high) in zip(room, sides, strict=True))
    x = box["x"] + box["width"] / 2 + (place[0] - sum(sides[0]) / 2) * scale
    y = box["y"] + box["height"] / 2 - (place[1] - sum(sides[1]) / 2) * scale
    steps = range(-60, 61, 6)
    for dx, dy in sorted(((dx, dy) for dx in steps for dy in steps), key=lambda step: math.hypot(*step)):
        page.mouse.move(x + dx, y + dy)
        if page.evaluate(OVER) == slug:
            return x + dx, y + dy
    raise AssertionError(f"{name} is nowhere on the map")


def test_a_click_on_a_dot_chooses_it_everywhere_and_back_gives_it_up(site: Site, wafers: Video) -> None:
    page = open_explore(site)
    page.mouse.click(*find_dot(page, "Cerebras"))
    page.wait_for_selector("#panel h2:has-text('Cerebras')")
    expect(row(page, "Cerebras")).to_have_attribute("aria-current", "true")
    expect(page).to_have_url(re.compile(f"on={slug_of('Cerebras')}"))
    page.locator("#panel .told a", has_text="is a partner of").click()
    expect(page.locator("#panel blockquote")).to_have_text("“OpenAI is a partner of Cerebras.”")
    page.go_back()
    page.wait_for_selector("#panel h2:has-text('Cerebras')")
    page.go_back()
    page.wait_for_selector("#panel", state="hidden")
    expect(page).not_to_have_url(re.compile("on="))


def test_expanding_collapsing_and_undoing(site: Site, wafers: Video) -> None:
    page = open_explore(site, f"?e={slug_of('WebSocket')}")
    assert listed(page) == {"WebSocket", "Codex-Spark"}
    row(page, "Codex-Spark").click()
    page.click("[data-do=expand]")
    expect(row(page, "OpenAI")).to_be_attached()
    expect(page).to_have_url(re.compile("open="))
    expect(page.locator("[data-news]")).to_contain_text("more")
    page.click("[data-do=collapse]")
    expect(row(page, "OpenAI")).not_to_be_attached()
    page.click("[data-step=undo]")
    expect(row(page, "OpenAI")).to_be_attached()
    page.click("[data-step=redo]")
    expect(row(page, "OpenAI")).not_to_be_attached()
    page.go_back()
    expect(row(page, "OpenAI")).to_be_attached()


def test_a_dragged_dot_is_pinned_and_a_link_reopens_the_same_view(site: Site, wafers: Video) -> None:
    page = open_explore(site, "?by=degree")
    row(page, "latency").click()
    page.click("[data-do=hide]")
    expect(row(page, "latency")).not_to_be_attached()
    x, y = find_dot(page, "NVIDIA")
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=5)
    page.mouse.up()
    expect(row(page, "NVIDIA").locator(".tag")).to_have_text("pinned")
    row(page, "OpenAI").click()
    page.wait_for_selector("#panel h2:has-text('OpenAI')")
    again = open_explore(site, page.url.partition("/explore/")[2])
    expect(again.locator("#panel h2")).to_have_text("OpenAI")
    expect(row(again, "NVIDIA").locator(".tag")).to_have_text("pinned")
    assert listed(again) == listed(page)
    assert "latency" not in listed(again)
    again.click("[data-do=unhide]")
    expect(row(again, "latency")).to_be_attached()


def test_filters_types_and_layouts_stand_in_the_address_and_the_form(site: Site, wafers: Video) -> None:
    page = open_explore(site)
    page.click("[data-filters] summary")
    page.select_option("[name=predicate]", "makes")
    expect(row(page, "WebSocket")).not_to_be_attached()
    assert listed(page) == {"OpenAI", "Codex-Spark", "Cerebras", "Wafer Scale Engine 3", "NVIDIA", "H100"}
    page.click("[data-types] a[data-type=Organization]")
    expect(row(page, "H100")).not_to_be_attached()
    page.select_option("[name=layout]", "type")
    page.wait_for_url(
        lambda url: {"predicate=makes", "type=Organization", "layout=type"} <= set(url.partition("?")[2].split("&"))
    )
    page.go_back()
    page.go_back()
    expect(row(page, "H100")).to_be_attached()
    expect(page.locator("[name=layout]")).to_have_value("")
    for layout in ("force", "time"):
        page.select_option("[name=layout]", layout)
        page.wait_for_url(f"**layout={layout}**")
        expect(page.locator("[data-stage]")).not_to_have_attribute("aria-busy", "true")
        expect(page.locator("[data-failed]")).to_be_hidden()


def test_several_are_chosen_by_a_rectangle_and_two_lead_to_paths(site: Site, wafers: Video) -> None:
    page = open_explore(site)
    row(page, "OpenAI").click()
    row(page, "NVIDIA").click(modifiers=["Shift"])
    link = page.locator("#panel a", has_text="Explain how they connect")
    expect(link).to_have_attribute("href", f"/paths/?from={slug_of('OpenAI')}&to={slug_of('NVIDIA')}")
    page.keyboard.press("Escape")
    page.wait_for_selector("#panel", state="hidden")
    page.click("[data-step=area]")
    box = page.locator("[data-canvas]").bounding_box()
    page.mouse.move(box["x"] + 4, box["y"] + 4)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 4, box["y"] + box["height"] - 60, steps=4)
    page.mouse.up()
    expect(page.locator("#panel .kind")).to_contain_text("chosen")
    expect(page.locator("[data-list] a[aria-current]")).to_have_count(len(listed(page)))


def test_the_whole_way_by_keys_alone(site: Site, wafers: Video) -> None:
    page = open_explore(site, f"?e={slug_of('WebSocket')}")
    row(page, "Codex-Spark").focus()
    page.keyboard.press("e")
    expect(row(page, "OpenAI")).to_be_attached()
    expect(row(page, "Codex-Spark")).to_be_focused()
    page.keyboard.press("ArrowDown")
    focused = page.evaluate("document.activeElement.querySelector('.name').textContent")
    page.keyboard.press("p")
    expect(row(page, focused).locator(".tag")).to_have_text("pinned")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text(focused)
    page.keyboard.press("h")
    expect(row(page, focused)).not_to_be_attached()
    page.keyboard.press("u")
    expect(row(page, focused)).to_be_attached()
    page.keyboard.press("Home")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.locator("#panel .kind")).to_have_text("2 chosen")
    page.keyboard.press("Escape")
    page.wait_for_selector("#panel", state="hidden")


def test_the_picture_is_saved_as_svg_and_png(site: Site, hostile: Video, tmp_path: Path) -> None:
    page = open_explore(site)
    for kind in ("svg", "png"):
        with page.expect_download() as download:
            page.click(f"[data-step={kind}]")
        download.value.save_as(tmp_path / f"map.{kind}")
    root = ET.fromstring((tmp_path / "map.svg").read_text("utf-8"))
    space = "{http://www.w3.org/2000/svg}"
    titles = {title.text for title in root.iter(f"{space}title")}
    assert {"<script>alert(1)</script>", "Evil<img src=x>"} <= titles
    assert {element.tag for element in root.iter()} <= {
        space + t for t in ("svg", "title", "rect", "g", "path", "text", "line")
    }
    assert (tmp_path / "map.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


def test_without_webgl_list_and_drawing_do_the_same(site: Site, wafers: Video) -> None:
    page = site.open_page("/", viewport=DESK)
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto(f"{site.address}/explore/")
    page.wait_for_selector("html[data-ready]")
    expect(page.locator("[data-still] svg")).to_be_visible()
    row(page, "NVIDIA").click()
    page.wait_for_selector("#panel h2:has-text('NVIDIA')")
    page.click("[data-do=hide]")
    expect(page.locator("[data-still] svg path title", has_text="NVIDIA")).to_have_count(0)


def test_a_store_that_is_away_is_said_and_the_map_stays(site: Site, wafers: Video) -> None:
    page = open_explore(site)
    page.route("**/api/v1/explore/**", lambda route: route.fulfill(status=503, json={"message": "The graph is away."}))
    before = listed(page)
    page.select_option("[name=size]", "300")
    expect(page.locator("[data-failed]")).to_contain_text("The graph is away. The map is still the one before.")
    assert listed(page) == before
    site.complaints.clear()  # the browser notes the failed request


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_no_violation_and_nothing_wider_than_the_screen(site: Site, wafers: Video, scheme: str, width: int) -> None:
    two = f"?on={slug_of('OpenAI')},{slug_of('NVIDIA')}&colour=group&weight=2"
    for query in ("", f"?on={slug_of('Cerebras')}", two, "?weight=900"):
        page = site.open_page(
            f"/explore/{query}",
            ready="900" not in query,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            bypass_csp=True,
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= width, query
        assert find_violations(page) == [], query


def test_keys_that_move_a_dot_on_are_one_step_and_undone_as_one(site: Site, wafers: Video) -> None:
    page = open_explore(site, f"?on={slug_of('NVIDIA')}")
    before = page.evaluate("history.length")
    for _ in range(3):
        page.press("[data-canvas]", "Shift+ArrowRight")
    expect(page).to_have_url(re.compile("pin=nvidia"))
    assert page.evaluate("history.length") == before + 1
    page.go_back()
    expect(page).not_to_have_url(re.compile("pin="))
    page.go_forward()
    expect(page).to_have_url(re.compile("pin=nvidia"))
    page.click("[data-step=undo]")
    expect(page).not_to_have_url(re.compile("pin="))


def test_a_date_is_typed_by_keys_and_is_one_step(site: Site, wafers: Video) -> None:
    page = open_explore(site, locale="en-US")
    page.click("[data-filters] summary")
    steps = page.evaluate("history.length")
    page.focus("[name=until]")
    page.keyboard.type("03012026", delay=20)  # its year comes last, digit by digit
    page.wait_for_url("**until=2026-03-01**")
    expect(page.locator("[data-stage]")).not_to_have_attribute("aria-busy", "true")
    assert page.evaluate("history.length") == steps + 1
    expect(page.locator("[name=until]")).to_be_focused()
    assert "Cerebras" in listed(page)


def test_whoever_was_signed_out_is_led_to_sign_in_and_back_to_the_view_that_was_asked_for(
    site: Site, wafers: Video, settings: Any
) -> None:
    page = open_explore(site)
    settings.PUBLIC = False
    page.select_option("[name=size]", "300")
    page.wait_for_url(re.compile(r"/accounts/sign-in/\?next=/explore/%3Fsize%3D300"))
    site.complaints.clear()  # the browser notes the refused request
