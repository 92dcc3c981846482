"""Words on each side of a name are cut between words, whatever the script."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graphapp.videos.portrait.excerpts import cut_after, cut_before

SIZE = 20


def test_words_stay_whole() -> None:
    assert cut_before("We never talk about anything but ", size=SIZE) == "…about anything but "
    assert cut_after(", which everybody understands at once", size=SIZE) == ", which everybody…"


def test_what_has_no_spaces_is_cut_anywhere() -> None:
    assert cut_after("東京" * SIZE, size=SIZE) == "東京" * (SIZE // 2) + "…"
    assert cut_before("東京" * SIZE, size=SIZE) == "…" + "東京" * (SIZE // 2)


@given(st.text(max_size=3 * SIZE))
def test_nothing_is_invented_and_little_stays_little(text: str) -> None:
    before, after = cut_before(text, size=SIZE), cut_after(text, size=SIZE)
    if len(text) <= SIZE:
        assert before == after == text
    else:
        assert before[0] == after[-1] == "…"
        assert text.endswith(before[1:])
        assert text.startswith(after[:-1])
        assert max(len(before), len(after)) <= SIZE + 1
