"""Names take the room that their letters need, and are cut to what there is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapp.videos.drawing.labels import Box, Rules, Spot, place_labels
from graphapp.videos.drawing.letters import count_letters, shorten
from graphapp.videos.portrait.wording import LEADS
from ingest.records import Polarity


@pytest.mark.parametrize("name", ["東京大学人工知能研究所", "한국과학기술원", "オープンソース"])
def test_letters_as_wide_as_they_are_high_have_room_for_it(name: str) -> None:
    rules = Rules(Box(0, 0, 800, 500), 15, limit=1)
    box = place_labels([Spot(400, 250, 6, name)], rules=rules)[0]
    assert box.right - box.left == pytest.approx(15 * len(name))


def test_letters_and_leads_are_those_of_the_canvas() -> None:
    """`frontend/tests/lettering.test.ts` holds the canvas to the same file."""
    agreed = json.loads(Path(__file__).with_name("lettering.json").read_text("utf-8"))
    assert [letter for letter in agreed["full"] if count_letters(letter) == 1] == []
    assert [letter for letter in agreed["narrow"] if count_letters(letter) != 1] == []
    assert {polarity: LEADS.get(polarity, "").lower() for polarity in Polarity} == agreed["leads"]


def test_a_name_is_cut_at_the_last_letter_that_has_room() -> None:
    assert shorten("Wafer Scale Engine", letters=18) == "Wafer Scale Engine"
    assert shorten("Wafer Scale Engine", letters=13) == "Wafer Scale…"
    assert shorten("東京大学人工知能研究所", letters=12) == "東京大学人工…"


@given(st.text(min_size=1, max_size=60), st.integers(3, 30))
def test_what_is_cut_fits(name: str, letters: int) -> None:
    short = shorten(name, letters=letters)
    assert count_letters(short) <= letters
    assert short == name or name.startswith(short[:-1])
