"""The exploring call on both stores: where it begins, what opens, what narrows, and that it is the same each time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from rest_framework.test import APIClient

from graphapp.graph.models import Entity, Relation
from graphapp.graph.results import GraphDelta
from graphapp.videos.deriving.projecting import load_change
from graphapp.videos.models import Claim, Topic, Video
from tests.graphapp.asking import slug_of
from tests.graphapp.explorer.stores import BOTH_STORES, open_library
from tests.graphapp.graph.library import Library

pytestmark = pytest.mark.django_db
Explore = Callable[[str], Any]

CHIPS = (("OpenAI", "uses", "Nvidia"), ("Nvidia", "makes", "H100"), ("TSMC", "makes", "H100"))
FARMS = (("Farm", "uses", "Tractor"), ("Tractor", "uses", "Diesel"), ("Farm", "makes", "Milk"))


@pytest.fixture(params=BOTH_STORES)
def library(request: pytest.FixtureRequest, settings: Any, transactional_db: None) -> Library:
    library = open_library(request, settings)
    chips = library.add("Chips", ["OpenAI", "Nvidia", "H100", "TSMC"], CHIPS)
    farms = library.add("Farms", ["Farm", "Tractor", "Diesel", "Milk"], FARMS)
    Video.objects.filter(id=chips.id).update(channel="Chip hour", published=date(2026, 1, 5))
    Video.objects.filter(id=farms.id).update(channel="Farm hour", published=date(2024, 1, 5))
    return library


@pytest.fixture
def explore(library: Library) -> Explore:
    def ask(query: str = "") -> Any:
        answer = APIClient().get(f"/api/v1/explore/{query}")
        assert answer.status_code == 200, answer.content
        return answer.json()

    return ask


def names(rows: Any) -> set[str]:
    return {node[1] for node in rows["nodes"]}


def said(rows: Any) -> set[tuple[str, str, str]]:
    nodes = rows["nodes"]
    return {(nodes[e[1]][1], rows["predicates"][e[3]][0], nodes[e[2]][1]) for e in rows["edges"]}


def send_again(library: Library, video: str) -> None:
    relations = tuple(Relation.objects.values_list("id", flat=True))
    library.store.write(load_change(GraphDelta(videos=(video,), relations=relations)))


def test_nothing_named_begins_with_the_whole_library_in_communities(explore: Explore) -> None:
    rows = explore("")
    assert len(rows["nodes"]) == 8
    groups = {}
    for node in rows["nodes"]:
        groups.setdefault(node[6], set()).add(node[1])
    assert sorted(map(sorted, groups.values())) == [
        ["Diesel", "Farm", "Milk", "Tractor"],
        ["H100", "Nvidia", "OpenAI", "TSMC"],
    ]
    assert all(name.split(" · ")[0] in groups[i] for i, (name, _) in enumerate(rows["groups"]))
    assert max(node[5] for node in rows["nodes"]) == 1
    assert len({(node[7], node[8]) for node in rows["nodes"]}) == 8
    assert explore("") == rows


def test_it_begins_with_names_with_searches_and_with_topics(explore: Explore) -> None:
    assert names(explore(f"?e={slug_of('TSMC')}")) == {"TSMC", "H100"}
    assert names(explore(f"?e={slug_of('TSMC')}&e={slug_of('Milk')}")) == {"TSMC", "H100", "Milk", "Farm"}
    assert names(explore("?q=trac")) == {"Tractor", "Farm", "Diesel"}
    assert names(explore("?q=nobody+ever+said")) == set()
    topic = Topic.objects.filter(video__title="Farms").first()
    assert topic is not None
    assert names(explore(f"?topic={topic.slug}")) <= {"Farm", "Tractor", "Diesel", "Milk"}


def test_opening_brings_neighbours_and_moves_nothing(explore: Explore) -> None:
    start = f"?e={slug_of('TSMC')}"
    before, after = explore(start), explore(f"{start}&open={slug_of('H100')}")
    assert names(after) - names(before) == {"Nvidia"}
    places = {node[0]: node[7:9] for node in after["nodes"]}
    assert all(places[node[0]] == node[7:9] for node in before["nodes"])
    assert ("Nvidia", "makes", "H100") in said(after)
    ((who, brought),) = after["opened"]
    assert (after["nodes"][who][1], [after["nodes"][i][1] for i in brought]) == ("H100", ["Nvidia"])


def test_videos_channels_and_days_narrow_to_what_is_said_there(explore: Explore) -> None:
    farms = {"Farm", "Tractor", "Diesel", "Milk"}
    video = Video.objects.get(title="Farms")
    assert names(explore(f"?video={video.slug}")) == farms
    assert names(explore("?channel=Farm+hour")) == farms
    assert names(explore("?channel=farm+HOUR")) == farms
    assert names(explore("?until=2025-01-01")) == farms
    assert names(explore("?since=2025-01-01")) == {"OpenAI", "Nvidia", "H100", "TSMC"}
    assert explore("?channel=Farm+hour")["videos"] == 1
    assert names(explore("?channel=Farm+hour&since=2025-01-01")) == set()
    assert names(explore(f"?e={slug_of('Farm')}&predicate=makes")) == {"Farm", "Milk"}


def test_speakers_weight_confidence_and_review_narrow_too(library: Library, explore: Explore) -> None:
    farms = Video.objects.get(title="Farms")
    Claim.objects.filter(video=farms, predicate="makes").update(speaker="Bea Bauer")
    farms.segments.filter(text__contains="makes").update(speaker="Bea Bauer")
    Relation.objects.filter(subject__name="Nvidia").update(approved=True)
    send_again(library, farms.id)
    assert said(explore("?speaker=bea+bauer")) == {("Farm", "makes", "Milk")}
    assert said(explore("?review=approved")) == {("Nvidia", "makes", "H100")}
    assert explore("?review=approved")["edges"][0][7] == 1
    assert names(explore("?weight=2")) == set()
    assert names(explore("?sure=90")) == set()
    kind = Entity.objects.get(name="Milk").type
    assert {node[2] for node in explore(f"?type={kind}")["nodes"]} == {kind}


def test_the_first_day_of_each_comes_with_the_layout_by_time(explore: Explore) -> None:
    days = {node[1]: node[9] for node in explore("?layout=time")["nodes"]}
    assert (days["Farm"], days["Nvidia"]) == ("2024-01-05", "2026-01-05")
    assert {node[9] for node in explore("")["nodes"]} == {""}


def test_a_kept_view_follows_the_record(library: Library, explore: Explore) -> None:
    before = explore("")
    added = library.add("More", ["Nvidia", "CUDA"], [("Nvidia", "makes", "CUDA")])
    assert names(explore("")) == names(before) | {"CUDA"}
    library.remove(added)
    assert explore("") == before


NONSENSE = [
    "?since=yesterday",
    "?size=77",
    "?sure=101",
    "?review=maybe",
    "?type=Foo",
    "?type=Person,Foo",
    "?predicate=foo",
    "?weight=1000000000",
]


@pytest.mark.parametrize("query", NONSENSE)
def test_what_makes_no_sense_is_said(library: Library, query: str) -> None:
    answer = APIClient().get(f"/api/v1/explore/{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_several_types_are_given_as_in_every_list(explore: Explore) -> None:
    kinds = sorted({node[2] for node in explore("")["nodes"]})[:2]
    several = explore(f"?type={','.join(kinds)}")
    assert {node[2] for node in several["nodes"]} == set(kinds)
    assert explore(f"?type={kinds[0]}&type={kinds[1]}") == several
    for path in ("entities/", f"entities/{Entity.objects.order_by('id')[0].id}/neighbourhood/"):
        first, second = (
            APIClient().get(f"/api/v1/{path}?type={query}").json() for query in (",".join(kinds), "&type=".join(kinds))
        )
        assert first == second


def test_hostile_parameters_are_text(explore: Explore) -> None:
    for text in ("'; DROP TABLE", '"><script>', "\\*?:(", "%00", "x" * 5000, "שלום", "a,b,,c"):
        for name in ("q", "e", "topic", "video", "channel", "speaker", "predicate", "open"):
            answer = APIClient().get("/api/v1/explore/", {name: text})
            assert answer.status_code in (200, 400), (name, text)
