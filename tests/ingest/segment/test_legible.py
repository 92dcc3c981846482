"""Text that is safe to store and show: one line, NFC, nothing invisible that acts on databases or terminals."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language.legible import make_legible

UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff\U000e0000-\U000e007f]"
)
any_text = st.text(st.characters() | st.characters(categories=["Cs", "Cc", "Cf", "Mn"]), max_size=60)


@given(any_text)
def test_whatever_comes_out_is_safe(text: str) -> None:
    safe = make_legible(text)
    assert not UNSAFE.search(safe)
    assert safe == " ".join(safe.split())
    assert unicodedata.is_normalized("NFC", safe)
    safe.encode("utf-8")


@given(any_text)
def test_doing_it_twice_changes_nothing(text: str) -> None:
    assert make_legible(make_legible(text)) == make_legible(text)


@pytest.mark.parametrize(
    ("text", "legible"),
    [
        ("plain words", "plain words"),
        ("  two\u00a0 \t\nlines\u2028here ", "two lines here"),
        ("a\x1b[31mred\x1b[0m \x1b]0;title\x07b", "ared b"),
        ("nul\x00l", "null"),
        ("\ud800x", "\ufffdx"),
        ("e\u0301", "é"),
        ("\u202eright\u2066 to left", "right to left"),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
        ("Ada" + "".join(chr(0xE0000 + ord(letter)) for letter in " hidden words"), "Ada"),
        ("A\u2063d\u206aa\u180e", "Ada"),
        ("A\u034fd\u3164a\u115f\uffa0", "Ada"),
        ("A\U000e0100d\U0001d173a\U000e0101\U000e0102", "Ada"),
        ("葛\U000e0100\U000e0101城", "葛\U000e0100城"),
        ("👍️ ☎️", "👍️ ☎️"),
        ("👩‍💻 می‌خواهم", "👩‍💻 می‌خواهم"),
        ("h" + "\u0301\u0316" * 500, "h" + unicodedata.normalize("NFC", "\u0301\u0316" * 4)),
    ],
)
def test_words_are_kept_as_they_are_meant(text: str, legible: str) -> None:
    assert make_legible(text) == legible
