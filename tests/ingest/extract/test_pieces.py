"""Pieces lose nothing but white space and stay in size."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.pieces import cut_pieces
from ingest.language.flow import join_segments
from tests.ingest.extract.talks import make_talk


@given(st.lists(st.text(min_size=1, max_size=120).filter(str.strip), min_size=1, max_size=6), st.integers(5, 80))
def test_pieces_hold_every_word_in_order(texts: list[str], most: int) -> None:
    flow = join_segments(make_talk(*texts).segments)
    pieces = cut_pieces(flow, most=most)
    assert all(0 < end - start <= most for start, end in pieces)
    assert all(left[1] <= right[0] for left, right in pairwise(pieces))
    assert "".join("".join(flow.text[s:e] for s, e in pieces).split()) == "".join(flow.text.split())
