"""An address of before a rename or a merge leads to the one of now: scripts and links then compare equal names."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from graphapp.curation.deciding import make_decision
from graphapp.graph.models import Entity, Relation
from graphapp.videos.models import Video
from tests.graphapp.explorer.talks import record_three

pytestmark = pytest.mark.django_db


@pytest.fixture
def names(db: None) -> dict[str, str]:
    """Slugs of before, and of now: one was renamed, one merged."""
    record_three()
    before = {name: Entity.objects.get(name=name).slug for name in ("OpenAI", "Cerebras", "NVIDIA")}
    ids = {name: Entity.objects.get(name=name).id for name in before}
    make_decision("rename", {"entity": ids["NVIDIA"], "name": "Nvidia Corporation"}, author="ed")
    make_decision("same", {"entities": [ids["OpenAI"], ids["Cerebras"]], "name": "OpenAI"}, author="ed")
    merged = Entity.objects.get(name="OpenAI").slug
    renamed = Entity.objects.get(name="Nvidia Corporation").slug
    gone = next(slug for name, slug in before.items() if name != "NVIDIA" and slug != merged)
    assert renamed != before["NVIDIA"]
    return {"was": before["NVIDIA"], "is": renamed, "gone": gone, "merged": merged}


def follow(client: Client, address: str) -> dict[str, list[str]]:
    """What the address says where it leads to, in one step."""
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    assert len(answer.redirect_chain) == 1
    assert answer.redirect_chain[0][1] == 301
    return parse_qs(urlsplit(answer.redirect_chain[0][0]).query)


@pytest.mark.parametrize(
    "page", ["/videos/{video}/", "/videos/{video}/embed/", "/entities/{merged}/", "/topics/hardware/"]
)
def test_a_chosen_one_is_chosen_by_its_name_of_now(client: Client, names: dict[str, str], page: str) -> None:
    video = Video.objects.get(title="Speed on a wafer")
    address = page.format(video=video.slug, **names)
    assert follow(client, f"{address}?e={names['was']}&weak=1") == {"e": [names["is"]], "weak": ["1"]}
    assert client.get(f"{address}?e={names['is']}").status_code == 200


def test_what_was_merged_is_chosen_as_what_it_became(client: Client, names: dict[str, str]) -> None:
    video = Video.objects.get(title="Speed on a wafer")
    assert follow(client, f"/videos/{video.slug}/?e={names['gone']}") == {"e": [names["merged"]]}


@pytest.fixture
def shown(db: None) -> dict[str, str]:
    """What pages are called by in addresses, where a connection that is chosen is shown."""
    record_three()
    names = {name: Entity.objects.get(name=name).slug for name in ("OpenAI", "NVIDIA")}
    return {"video": Video.objects.get(title="Doubts about wafers").slug, **names}


PAGES = ["/videos/{video}/", "/videos/{video}/embed/", "/entities/{NVIDIA}/", "/topics/hardware/", "/explore/"]


def make_same() -> None:
    ids = [Entity.objects.get(name=name).id for name in ("Cerebras", "NVIDIA")]
    make_decision("same", {"entities": ids, "name": "NVIDIA"}, author="ed")


def correct() -> None:
    relation = Relation.objects.get(predicate="makes", object__name="Wafer Scale Engine 3")
    make_decision("correct", {"relation": relation.id, "predicate": "created", "polarity": "asserted"}, author="ed")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("change", "predicate"), [(make_same, "makes"), (correct, "created")])
def test_a_link_that_chooses_a_connection_leads_on_where_an_end_was_merged_or_it_was_corrected(
    client: Client, shown: dict[str, str], page: str, change: Callable[[], None], predicate: str
) -> None:
    quote = "Cerebras makes the Wafer Scale Engine 3."
    of = {"object__name": "Wafer Scale Engine 3"}
    relation = Relation.objects.get(predicate="makes", **of)
    address = f"{page.format(**shown)}?connection="
    assert follow(client, address + relation.id) == {"connection": [relation.permanent]}
    assert quote in client.get(address + relation.permanent).content.decode()
    change()
    now = Relation.objects.get(predicate=predicate, **of)
    assert now.id != relation.id
    address = address.replace(shown["NVIDIA"], Entity.objects.get(name="NVIDIA").slug)
    assert follow(client, address + relation.permanent) == {"connection": [now.permanent]}
    panel = client.get(address + relation.permanent, follow=True).content.decode().split('id="panel"')[1]
    assert "Who says so?" in panel


@pytest.mark.parametrize("page", ["/videos/{video}/", "/entities/{OpenAI}/", "/topics/hardware/"])
def test_what_pages_choose_connections_by_outlives_a_merge(client: Client, shown: dict[str, str], page: str) -> None:
    names = {relation.permanent for relation in Relation.objects.all()}
    body = client.get(page.format(**shown)).content.decode()
    written = json.loads(re.findall(r'<script id="[^"]*graph[^"]*" type="application/json">(.*?)</script>', body)[0])
    assert written["edges"]
    assert {edge[0] for edge in written["edges"]} <= names
    assert set(re.findall(r'data-connection="([^"]*)"', body)) <= names


def test_what_was_hidden_closed_opened_or_pinned_stays_so(client: Client, names: dict[str, str]) -> None:
    was = f"{names['gone']},{names['was']},{names['merged']}"
    said = follow(
        client,
        f"/explore/?e={names['was']}&open={was}&shut={was}&hide={was}&on={was}&pin={names['was']}:1:-2&by=degree",
    )
    both = f"{names['merged']},{names['is']}"
    assert said == {
        "e": [names["is"]],
        "pin": [f"{names['is']}:1:-2"],
        "by": ["degree"],
        **{name: [both] for name in ("open", "shut", "hide", "on")},
    }


def test_names_that_nothing_ever_had_are_left_as_they_are(client: Client, names: dict[str, str]) -> None:
    assert client.get(f"/explore/?hide=nobody-00000,{names['is']}").status_code == 200


def test_any_number_of_made_up_names_is_sought_at_once(
    client: Client, names: dict[str, str], django_assert_max_num_queries: Any
) -> None:
    made_up = ",".join(f"nobody-{number:08x}" for number in range(50))
    plain = f"/topics/hardware/?e={names['is']}"
    client.get(plain)
    with django_assert_max_num_queries(30):
        client.get(f"/topics/hardware/?e={made_up}")
