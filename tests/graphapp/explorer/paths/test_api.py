"""GET paths/: names in, explained ways out, in the agreed shape, on both stores."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from graphapp.explorer.paths.naming import list_called
from graphapp.videos.recording import record_document
from ingest.records import EntityType, Polarity
from tests.graphapp.graph.library import Library
from tests.graphapp.videos.documents import build_document

CHIPS = (("OpenAI", "partner_of", "Cerebras"), ("Cerebras", "makes", "WSE-3"), ("TSMC", "makes", "WSE-3"))


def ask(status: int = 200, **query: Any) -> Any:
    response = Client().get("/api/v1/paths/", query)
    assert response.status_code == status, response.content
    return response.json()


def add_chips(library: Library) -> None:
    library.add("Chips", ["OpenAI", "Cerebras", "WSE-3", "TSMC", "Alone"], CHIPS)


def test_each_hop_says_who_says_so(library: Library) -> None:
    add_chips(library)
    answer = ask(**{"from": "openai", "to": "TSMC"})
    (path,) = answer["paths"]
    assert [node["name"] for node in path["nodes"]] == ["OpenAI", "Cerebras", "WSE-3", "TSMC"]
    sentences = [hop["sentence"] for hop in path["hops"]]
    assert sentences == ["OpenAI is a partner of Cerebras", "Cerebras makes WSE-3", "WSE-3 is made by TSMC"]
    evidence = path["hops"][1]["evidence"]
    assert (evidence["quote"], evidence["speaker"]) == ("Cerebras makes WSE-3.", "Ann")
    assert evidence["page"].endswith(f"?at={evidence['start_ms'] // 1000}#{evidence['segment']}")
    assert path["hops"][2]["relation"]["subject"] == answer["to"]["id"]
    assert answer["looked"] == {"hops": 4, "entities": 4, "truncated": False}


def test_ends_may_be_ids_slugs_and_other_names(library: Library) -> None:
    library.add("K", {"Kubernetes": ["k8s"], "Docker": []}, [("Kubernetes", "uses", "Docker")])
    answer = ask(**{"from": "K8S", "to": library.id_of("Docker")})
    assert answer["from"]["name"] == "Kubernetes"
    assert ask(**{"from": answer["from"]["slug"], "to": "docker"})["paths"] == answer["paths"]


def test_the_way_back_reads_the_other_way_round(library: Library) -> None:
    add_chips(library)
    (back,) = ask(**{"from": "TSMC", "to": "OpenAI"})["paths"]
    assert back["hops"][0]["sentence"] == "TSMC makes WSE-3"
    assert back["score"] == ask(**{"from": "OpenAI", "to": "TSMC"})["paths"][0]["score"]


def test_a_denial_is_told_beside_what_is_asserted(library: Library) -> None:
    library.add("A", ["OpenAI", "Groq"], [("OpenAI", "uses", "Groq")])
    library.add("B", ["OpenAI", "Groq"], [("OpenAI", "uses", "Groq")], polarity=Polarity.DENIED)
    ((hop,),) = [path["hops"] for path in ask(**{"from": "OpenAI", "to": "Groq"})["paths"]]
    assert hop["relation"]["polarity"] == "asserted"
    assert [(tie["predicate"], tie["polarity"]) for tie in hop["others"]] == [("uses", "denied")]


@pytest.mark.parametrize(("polarity", "lead"), [(Polarity.DENIED, "Denied"), (Polarity.HYPOTHETICAL, "Supposed")])
def test_a_sentence_says_that_it_was_not_asserted(library: Library, polarity: Polarity, lead: str) -> None:
    library.add("A", ["Arm", "Chip"], [("Arm", "makes", "Chip")], polarity=polarity)
    ((hop,),) = [path["hops"] for path in ask(**{"from": "Chip", "to": "Arm"})["paths"]]
    assert hop["sentence"] == f"{lead}: Chip is made by Arm"


def test_three_names_meet(library: Library) -> None:
    library.add("A", ["Ann", "Bee", "Cat", "Hub"], [(name, "uses", "Hub") for name in ("Ann", "Bee", "Cat")])
    answer = ask(**{"from": "Ann", "to": "Bee", "and": "Cat"})
    (found,) = answer["junctions"]
    assert (found["node"]["name"], answer["and"]["name"], answer["paths"]) == ("Hub", "Cat", [])
    assert [leg["hops"][0]["sentence"] for leg in found["legs"]] == [
        f"Hub is used by {name}" for name in ("Ann", "Bee", "Cat")
    ]


def test_an_unknown_name_is_named_with_what_may_be_meant(library: Library) -> None:
    add_chips(library)
    error = ask(404, **{"from": "OpenAI", "to": "Cerebr"})
    assert error["code"] == "unknown_name"
    assert error["message"] == "Nothing is called “Cerebr”. Did you mean Cerebras?"
    assert error["details"]["parameter"] == "to"
    assert [near["name"] for near in error["details"]["did_you_mean"]] == ["Cerebras"]


@pytest.mark.django_db
def test_whoever_is_really_called_so_comes_before_any_number_of_better_known_nicknames() -> None:
    for number in range(8):
        for part in ("One", "Two"):
            full = f"Ada {chr(65 + number)}bel"
            record_document(build_document(f"{part} of {full}", {full: ["Ada"]}, own=frozenset({"Ada"})))
    record_document(build_document("Alone", {"Ada": []}))
    called = list_called("ada")
    assert called[0].name == "Ada"
    assert len(called) == 6


def test_of_namesakes_the_best_known_is_meant_and_the_others_are_told(library: Library) -> None:
    library.add("A", ["Mercury", "Rocket"], [("Rocket", "uses", "Mercury")])
    library.add("B", {"Mercurius": ["Mercury"], "Sun": []}, own=frozenset({"Mercury"}))
    answer = ask(**{"from": "Mercury", "to": "Rocket"})
    assert answer["from"]["name"] == "Mercury"
    assert [other["name"] for other in answer["from"]["namesakes"]] == ["Mercurius"]


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ({"from": "OpenAI", "to": "openai"}, 422, "same_entity"),
        ({"from": "OpenAI"}, 400, "invalid"),
        ({"from": "OpenAI", "to": ""}, 400, "invalid"),
        ({"from": "OpenAI", "to": "TSMC", "max_hops": 5}, 400, "invalid"),
        ({"from": "OpenAI", "to": "TSMC", "limit": 0}, 400, "invalid"),
        ({"from": "OpenAI", "to": "x" * 301}, 400, "invalid"),
        ({"from": "OpenAI", "to": '"; DROP TABLE `x` {a: 1} *:* \\'}, 404, "unknown_name"),
    ],
)
def test_what_can_not_be_answered_says_why(library: Library, query: Any, status: int, code: str) -> None:
    add_chips(library)
    assert ask(status, **query)["code"] == code


def test_nothing_found_says_how_far_was_looked(library: Library) -> None:
    add_chips(library)
    answer = ask(**{"from": "OpenAI", "to": "Alone", "max_hops": 2})
    assert (answer["paths"], answer["looked"]["hops"], answer["looked"]["truncated"]) == ([], 2, False)


def test_no_more_ways_than_asked_for(library: Library) -> None:
    sides = [f"Side{n}" for n in range(6)]
    claims = [(a, "uses", b) for side in sides for a, b in (("Ann", side), (side, "Bee"))]
    library.add("A", ["Ann", "Bee", *sides], claims)
    assert len(ask(**{"from": "Ann", "to": "Bee", "limit": 4})["paths"]) == 4
    passed = [path["nodes"][1]["name"] for path in ask(**{"from": "Ann", "to": "Bee", "limit": 10})["paths"][:6]]
    assert sorted(passed) == sides


def test_types_are_as_the_record_has_them(library: Library) -> None:
    add_chips(library)
    answer = ask(**{"from": "OpenAI", "to": "Cerebras"})
    assert answer["from"]["type"] in {kind.value for kind in EntityType}
