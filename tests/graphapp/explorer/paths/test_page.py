"""The paths page answers a plain form, and says clearly what it can't answer."""

from __future__ import annotations

import pytest
from django.test import Client

from ingest.records import Polarity
from tests.graphapp.graph.library import Library

HOSTILE = "<b>&\"'</b><script>alert(1)</script>"


def show(**query: str) -> str:
    response = Client().get("/paths/", query)
    assert response.status_code == 200
    return response.content.decode()


def test_without_names_it_is_a_form(library: Library) -> None:
    page = show()
    assert 'name="from"' in page
    assert 'class="ways"' not in page


def test_ways_are_drawn_and_told(library: Library) -> None:
    library.add("Talk", ["Ann", "Link", "Bee"], [("Ann", "uses", "Link"), ("Link", "makes", "Bee")])
    page = show(**{"from": "ann", "to": "bee"})
    assert page.count("<blockquote") == 2
    assert "By way of <a" in page
    assert page.count('<svg class="routes') == 2
    assert 'value="Ann"' in page


def test_a_denied_step_looks_different(library: Library) -> None:
    library.add("Talk", ["Ann", "Bee"], [("Ann", "uses", "Bee")], polarity=Polarity.DENIED)
    page = show(**{"from": "Ann", "to": "Bee"})
    assert '<li class="hop is-denied">' in page
    assert '<span class="tag is-denied">denied</span>' in page
    assert "<title>Denied: Ann uses Bee</title>" in page
    assert '<span class="sr">: Denied: Ann uses Bee</span>' in page


def test_hostile_names_are_text(library: Library) -> None:
    library.add("Talk", [HOSTILE, "Bee"], [(HOSTILE, "uses", "Bee")])
    page = show(**{"from": HOSTILE, "to": "Bee"})
    assert "<b>&" not in page
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") > 3


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"from": "Ann", "to": "ann"}, "The same name twice"),
        ({"from": "Ann", "to": "Lone"}, "No way was found"),
        ({"from": "Ann", "to": "Be"}, "Did you mean"),
        ({"from": "Ann", "to": "\u202e🚀" * 3000}, "Nothing is called"),
        ({"from": "Ann", "to": "Bee", "and": "Lone"}, "No way was found"),
        ({"from": "Ann", "to": "Bee", "max_hops": "many", "limit": "-3"}, "Directly"),
    ],
)
def test_every_question_has_a_clear_answer(library: Library, query: dict[str, str], words: str) -> None:
    library.add("Talk", ["Ann", "Bee", "Lone"], [("Ann", "uses", "Bee")])
    assert words in show(**query)


def test_three_names_meet_on_the_page(library: Library) -> None:
    library.add("A", ["Ann", "Bee", "Cat", "Hub"], [(name, "uses", "Hub") for name in ("Ann", "Bee", "Cat")])
    page = show(**{"from": "Ann", "to": "Bee", "and": "Cat"})
    assert "They meet at" in page
    assert page.count("<blockquote") == 3


def test_cut_answers_offer_more(library: Library) -> None:
    sides = [f"Side{n}" for n in range(5)]
    claims = [(a, "uses", b) for side in sides for a, b in (("Ann", side), (side, "Bee"))]
    library.add("A", ["Ann", "Bee", *sides], claims)
    page = show(**{"from": "Ann", "to": "Bee"})
    assert "Show more ways" in page
    assert "limit=6" in page
