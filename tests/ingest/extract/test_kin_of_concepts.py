"""A phrase that says a chosen concept over again must be worth it."""

from __future__ import annotations

import pytest

from ingest.extract.builtin.echoing import LITTLE_NEW, NOTHING_NEW, ask_for_more


@pytest.mark.parametrize("key", ["hull", "hull shaping", "shape", "hull-shape"])
def test_a_part_or_another_form_of_a_chosen_phrase_is_never_kept_beside_it(key: str) -> None:
    assert ask_for_more(key, ["tide table", "hull shape"]) == NOTHING_NEW


@pytest.mark.parametrize("key", ["hull design", "hull shape drawing", "early hull shape"])
def test_a_phrase_that_begins_alike_or_only_adds_a_word_needs_a_better_rating(key: str) -> None:
    assert ask_for_more(key, ["tide table", "hull shape"]) == LITTLE_NEW


@pytest.mark.parametrize("key", ["rope", "table shape", "sail"])
def test_what_merely_ends_alike_is_judged_by_itself(key: str) -> None:
    assert ask_for_more(key, ["tide table", "hull shape"]) == 0.0
