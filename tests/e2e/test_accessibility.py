"""No page breaks a rule that axe knows, in light and in dark, on a phone and on a desk."""

from __future__ import annotations

from typing import Any

import pytest

from graphapp.graph.models import Entity, Relation
from graphapp.videos.models import Video
from tests.e2e.conftest import AXE, Site

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 800}


def find_violations(page: Any) -> list[str]:
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{v['id']}: {n['target']} {n['failureSummary']}" for v in found["violations"] for n in v["nodes"]]


def list_paths(wafers: Video) -> list[str]:
    here = f"/videos/{wafers.slug}/"
    entity = Entity.objects.get(name="Cerebras").slug
    relation = Relation.objects.get(predicate="competes_with").id
    return [
        "/",
        "/?q=nothing+fits",
        "/search/?q=cerebras",
        "/search/?q=cerebrs",
        here,
        f"{here}?e={entity}&weak=1",
        f"{here}?connection={relation}&topic=hardware&at=18",
    ]


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_on_any_page(site: Site, wafers: Video, scheme: str, viewport: dict[str, int]) -> None:
    for path in list_paths(wafers):
        page = site.open_page(path, color_scheme=scheme, viewport=viewport, bypass_csp=True)
        assert find_violations(page) == [], path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_on_the_other_pages(site: Site, scheme: str) -> None:
    for path in ("/", "/add/", "/runs/", "/accounts/sign-in/"):
        page = site.open_page(path, color_scheme=scheme, bypass_csp=True)
        assert find_violations(page) == [], path
    page = site.open_page("/nowhere/", color_scheme=scheme, expect=404, bypass_csp=True)
    assert find_violations(page) == []
