"""Given names of any country are known, with and without their accents."""

from __future__ import annotations

import pytest

from ingest.language.given import is_given_name


@pytest.mark.parametrize(
    "name", ["wojciech", "oluwaseun", "siobhán", "harpreet", "björn", "gergely", "yuki", "zeynep", "mehdi", "nguyet"]
)
def test_given_names_of_any_country_are_known(name: str) -> None:
    assert is_given_name(name)


@pytest.mark.parametrize("word", ["table", "marine", "server", "floor", "long"])
def test_everyday_words_are_none(word: str) -> None:
    assert not is_given_name(word)
