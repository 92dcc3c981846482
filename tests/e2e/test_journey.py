"""One reader's way through the whole product, in a real browser, on each graph store."""

from __future__ import annotations

from playwright.sync_api import expect

from graphapp.graph.models import Entity
from tests.e2e.conftest import Site


def test_from_the_library_to_a_name_its_map_and_its_paths(site: Site, graph_store: str) -> None:
    slug = Entity.objects.get(name="Cerebras").slug
    page = site.open_page("/")
    page.click("text=Speed on a wafer")
    page.wait_for_selector("html[data-ready]")
    page.click(f'.index a[data-e="{slug}"]')
    expect(page.locator("#panel h2")).to_have_text("Cerebras")
    page.goto(f"{site.address}/entities/{slug}/")
    expect(page.locator("h1")).to_have_text("Cerebras")
    expect(page.locator("blockquote").filter(has_text="OpenAI is a partner of Cerebras").first).to_be_visible()
    page.click("text=Explore from here")
    page.wait_for_url("**/explore/**")
    expect(page.locator("aside").filter(has_text="On the map")).to_contain_text("OpenAI")
    page.keyboard.press("/")
    page.keyboard.type("nvid")
    expect(page.locator("[data-palette] [role=option]").first).to_contain_text("NVIDIA")
    page.keyboard.press("Escape")
    page.goto(f"{site.address}/paths/?from=cerebras&to=NVIDIA")
    expect(page.locator(".ways blockquote").first).to_be_visible()
    page.locator(".way figcaption a").first.click()
    page.wait_for_url("**/videos/**")
    expect(page.locator(".seg[aria-current]")).to_have_count(1)
