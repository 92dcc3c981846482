"""A speaker whose label has a single name has the full one that the talk introduces."""

from __future__ import annotations

import pytest

from ingest.language.introductions import find_full_names
from tests.ingest.extract.talks import make_talk


@pytest.mark.parametrize(
    ("turns", "names"),
    [
        ([("Ada", "Hello. I'm Ada Winter, and I bake."), ("Tom", "Hi.")], {"Ada": "Ada Winter"}),
        ([("Ada", "With me as ever is Tom Stone. How are you?"), ("Tom", "Well.")], {"Tom": "Tom Stone"}),
        ([("Dr. Winter", "My name is Ada Winter.")], {"Dr. Winter": "Ada Winter"}),
        ([("MAYOR WINTER", "Thank you. Ada Winter, for the record.")], {"MAYOR WINTER": "Ada Winter"}),
    ],
)
def test_one_who_is_introduced_by_a_full_name_has_it(turns: list[tuple[str, str]], names: dict[str, str]) -> None:
    assert find_full_names(make_talk(*turns).segments) == names


@pytest.mark.parametrize(
    "turns",
    [
        [("Ada", "Ada Lovelace was first, and I am only her namesake.")],
        [("Tom", "I'm Ada Winter's brother, and Ada Winter is not here."), ("Ada", "Yes I am.")],
        [("Ada", "I'm Ada Winter. As they say, I'm Ada Stone.")],
        [("Ada Winter", "I'm Ada Winter Stone.")],
        [("Tom", "Hello."), ("Ada Winter", "Our guest last week was Tom Stone, a great actor."), ("Tom", "Yes.")],
        [("Ada", "Ada Lovelace, that one is funny.")],
        [("Ada", "Hello."), ("Tom Stone", "Hi."), ("Ada", "Ada Lovelace, Engine House.")],
        [("Tom", "I'm Tom Stone's biggest fan.")],
    ],
)
def test_a_namesake_and_a_doubtful_or_a_whole_name_change_nothing(turns: list[tuple[str, str]]) -> None:
    assert find_full_names(make_talk(*turns).segments) == {}
