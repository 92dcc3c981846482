"""What is read of a language's code, however a source writes it."""

from __future__ import annotations

import pytest

from ingest.language.codes import base_language
from ingest.language.english import is_english


@pytest.mark.parametrize(
    ("code", "base"), [("pt-BR", "pt"), ("pt_BR", "pt"), (" PT ", "pt"), ("zh-Hans-CN", "zh"), ("", ""), (None, "")]
)
def test_a_region_is_left_out_however_it_is_written(code: str | None, base: str) -> None:
    assert base_language(code) == base


@pytest.mark.parametrize("code", ["en", "en-GB", "en_US", "", "und"])
def test_what_is_known_of_english_may_be_asked_of_it_in_every_region(code: str) -> None:
    assert is_english(code)
    assert not is_english("fr_CA")
