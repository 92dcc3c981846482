"""By keyboard alone, on each graph store: a reader from a name to the second that proves a path, and an editor who
merges, swaps, and takes it back. Whatever is done, the focus is somewhere, and seen."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import expect

from graphapp.accounts.permissions import Role
from graphapp.graph.models import Entity
from tests.e2e.conftest import Site
from tests.graphapp.conftest import PASSWORD, make_user

MOST_STOPS = 150


def tab_to(page: Any, target: Any) -> None:
    """By Tab alone; where it stands is in sight and marked."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            break
    expect(target).to_be_focused()
    expect(target).to_be_in_viewport()
    expect(target).not_to_have_css("outline-style", "none")


def sign_in(site: Site, *, to: Entity) -> Any:
    """As an editor, by keys; on the page of `to`."""
    make_user(Role.EDITOR)
    page = site.open_page(f"/accounts/sign-in/?next=/entities/{to.slug}/")
    expect(page.locator("input[name=username]")).to_be_focused()  # at its first frame, which may follow the load
    page.keyboard.insert_text(Role.EDITOR.group)
    page.keyboard.press("Tab")
    page.keyboard.insert_text(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.address}/entities/{to.slug}/")
    return page


def row(page: Any, name: str) -> Any:
    return page.locator("[data-list] a[data-on]").filter(has=page.get_by_text(name, exact=True))


def test_a_reader_goes_from_a_name_over_the_map_and_a_path_to_the_second(site: Site, graph_store: str) -> None:
    page = site.open_page("/")
    page.keyboard.press("/")
    page.keyboard.insert_text("cerebras")
    expect(page.locator("[data-palette] [data-answers=cerebras]")).to_be_attached()
    page.keyboard.press("Enter")
    page.wait_for_url("**/entities/cerebras-*/")
    tab_to(page, page.get_by_role("link", name="Explore from here"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/explore/**")
    page.wait_for_selector("html[data-ready]")
    first = page.locator("[data-list] a[data-on][tabindex='0']")
    tab_to(page, first)
    while not row(page, "OpenAI").evaluate("element => element === document.activeElement"):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_focused()
    page.keyboard.press("e")
    expect(page.locator("[data-news]")).to_have_text(re.compile(r"more\. \d+ on the map\.$"))
    expect(page.locator("#panel")).to_be_focused()
    page.keyboard.press("h")
    expect(row(page, "OpenAI")).not_to_be_attached()
    expect(page.locator("[data-list] a[data-on]:focus")).to_have_count(1)
    page.keyboard.press("u")
    expect(row(page, "OpenAI")).to_be_attached()
    page.keyboard.press("Home")
    page.keyboard.press("Space")
    page.keyboard.press("End")
    page.keyboard.press("Space")
    expect(page.locator("[data-news]")).to_have_text("2 chosen.")
    expect(page.locator("[data-list] a[data-on]:focus")).to_be_in_viewport()
    explain = page.get_by_role("link", name="Explain how they connect")
    while not explain.evaluate("element => element === document.activeElement"):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/paths/**")
    tab_to(page, page.locator(".way figcaption a").first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/videos/**")
    page.wait_for_selector("html[data-ready]")
    expect(page.locator(".seg[aria-current]")).to_be_in_viewport()
    tab_to(page, page.locator("[data-step]"))
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"until=\d+"))
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile(r"until="))


def test_an_editor_merges_keeps_the_other_name_and_takes_it_back(site: Site, graph_store: str) -> None:
    cerebras, openai = (Entity.objects.get(name=name) for name in ("Cerebras", "OpenAI"))
    page = sign_in(site, to=cerebras)
    tab_to(page, page.locator("main").get_by_role("link", name="Edit", exact=True))
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Edit")
    expect(dialog.get_by_role("heading", name="Cerebras")).to_be_focused()
    tab_to(page, dialog.get_by_label("Is the same as"))
    page.keyboard.insert_text("openai")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("button", name="Merge …").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("heading", level=1)).to_be_focused()
    expect(dialog).to_contain_text("Nothing is changed yet")
    tab_to(page, dialog.get_by_role("radio", checked=True))
    page.keyboard.press("ArrowDown")
    expect(dialog.get_by_role("radio", name="OpenAI")).to_be_checked()
    tab_to(page, dialog.get_by_role("button", name="Do it"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="It can be revoked in the history")).to_be_visible()
    expect(page.locator("h1")).to_have_text("OpenAI")
    assert not Entity.objects.filter(name="Cerebras").exists()
    page.goto(f"{site.address}/desk/history/")
    tab_to(page, page.get_by_role("button", name=re.compile("^Revoke")))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Revoked")).to_be_visible()
    assert set(Entity.objects.filter(name__in=["Cerebras", "OpenAI"])) == {cerebras, openai}


def test_an_editor_sees_what_hiding_takes_along_leaves_it_and_then_does_it(site: Site, graph_store: str) -> None:
    cerebras = Entity.objects.get(name="Cerebras")
    page = sign_in(site, to=cerebras)
    edit = page.locator("main").get_by_role("link", name="Edit", exact=True)
    dialog = page.get_by_role("dialog", name="Edit")
    for answer in ("Leave it", "Hide it"):
        tab_to(page, edit)
        page.keyboard.press("Enter")
        expect(dialog.get_by_role("heading", name="Cerebras")).to_be_focused()
        tab_to(page, dialog.get_by_role("button", name="Hide …"))
        page.keyboard.press("Enter")
        expect(dialog.get_by_role("heading", name="Hide “Cerebras”?")).to_be_focused()
        expect(dialog).to_contain_text(f"{cerebras.relation_count} connection")
        assert Entity.objects.filter(id=cerebras.id).exists()
        tab_to(page, dialog.get_by_text(answer))
        page.keyboard.press("Enter")
        expect(dialog).not_to_be_attached()
    expect(page.get_by_role("status").filter(has_text="It can be revoked in the history")).to_be_visible()
    page.wait_for_url(f"{site.address}/desk/history/")
    assert not Entity.objects.filter(id=cerebras.id).exists()
