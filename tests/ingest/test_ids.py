"""Names are compared as a reader would, and ids are a function of what they stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.ids import content_id, fold_name, hash_id, key_id, relation_id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("OpenAI", "openai"),
        ("The New York Times", "New York Times"),
        ("NVIDIA's", "NVIDIA"),
        ("Beyoncé", "Beyonce"),
        ("WSE-3", "WSE 3"),
        ("GPT‑5.3", "GPT-5.3"),
        ("O’Reilly", "O'Reilly"),
        ("U.S.", "u.s"),
        ("Ελλάδα", "ελλαδα"),
        ("ＡＢＣ", "abc"),
        ("مُحَمَّد", "محمد"),
    ],
)
def test_forms_that_a_reader_takes_for_the_same_name_fold_alike(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *[("C", "C++"), ("C#", "C"), ("Node.js", "Node js x"), ("GPT-5.3", "GPT-53"), ("A. A. Milne", "Milne")],
        *[("パリ", "バリ"), ("सीता", "सुता"), ("ดี", "ดู"), ("மோடி", "மாடு"), ("한국", "한글")],
    ],
)
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert fold_name(one) != fold_name(other)


@given(st.text())
def test_folding_is_idempotent_and_loses_no_name(name: str) -> None:
    folded = fold_name(name)
    assert fold_name(folded) == folded or not folded.strip()
    assert bool(folded) == bool(name.split())


@given(st.lists(st.text()), st.lists(st.text()))
def test_ids_tell_different_parts_apart(one: list[str], other: list[str]) -> None:
    assert (hash_id("x", one) == hash_id("x", other)) == (one == other)


def test_how_a_transcript_is_cut_and_spaced_does_not_change_its_id() -> None:
    assert content_id(["One two", "three"]) == content_id(["One", " two  three "])
    assert content_id(["One two"]) != content_id(["One Two"])


def test_a_key_of_one_video_is_not_the_librarys() -> None:
    assert len({key_id("sam"), key_id("sam", video="a"), key_id("sam", video="b")}) == 3


def test_polarity_is_part_of_a_relation() -> None:
    assert relation_id("a", "uses", "b", "asserted") != relation_id("a", "uses", "b", "denied")
