"""What the writing of a word alone tells."""

from __future__ import annotations

import pytest

from ingest.extract.builtin.written import is_code, is_no_noun


@pytest.mark.parametrize("name", ["Tern/gullx", "tern/gullx package", "TernGull", "micro/tern-srv library"])
def test_paths_and_joined_words_are_names_of_programs(name: str) -> None:
    assert is_code(name)


@pytest.mark.parametrize("name", ["Client/server", "CI/CD", "A/B testing", "DevOps", "Tides"])
def test_other_words_with_strokes_and_capitals_are_not(name: str) -> None:
    assert not is_code(name)


@pytest.mark.parametrize("word", ["t-e-r-n", "doo-doo", "ever-changing"])
def test_what_is_spelled_out_sung_or_only_praised_is_no_concept(word: str) -> None:
    assert is_no_noun(word)


@pytest.mark.parametrize("word", ["tide-table", "tide", "lock-in"])
def test_other_words_with_hyphens_may_be(word: str) -> None:
    assert not is_no_noun(word)
