"""Chunks cover the talk, break where speakers change, and stay in size."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.llm.chunks import Chunk, cut_chunks
from ingest.language.flow import Flow, join_segments
from ingest.language.sentences import split_sentences
from tests.ingest.extract.llm.talks import long_talk, make_transcript


def cut(flow: Flow, *, words: int, overlap: int) -> tuple[Chunk, ...]:
    return cut_chunks(flow, sentences=split_sentences(flow), words=words, overlap=overlap)


@given(
    st.lists(st.tuples(st.sampled_from(["A", "B", None]), st.text(min_size=1, max_size=200)), min_size=1, max_size=12),
    st.integers(1, 40),
    st.integers(0, 20),
)
def test_chunks_cover_everything_once_and_in_order(
    turns: list[tuple[str | None, str]], words: int, overlap: int
) -> None:
    flow = join_segments(make_transcript(*turns).segments)
    chunks = cut(flow, words=words, overlap=overlap)
    assert chunks[0].start == 0
    assert chunks[-1].end == len(flow.text)
    assert all(left.end == right.start for left, right in pairwise(chunks))
    assert all(0 <= chunk.lead <= chunk.start < chunk.end for chunk in chunks)
    assert all(len(flow.text[c.lead : c.start].split()) <= overlap for c in chunks)


def test_chunks_begin_where_somebody_begins_to_speak() -> None:
    flow = join_segments(long_talk().segments)
    chunks = cut(flow, words=400, overlap=30)
    assert len(chunks) > 3
    assert all(chunk.start in flow.starts for chunk in chunks)
    assert all(chunk.text.startswith(("Ada Winter: ", "Bo Larsen: ")) for chunk in chunks)
    assert all(chunk.lead < chunk.start for chunk in chunks[1:])


def test_a_short_talk_is_one_chunk_word_for_word() -> None:
    flow = join_segments(make_transcript(("A", "One."), ("B", "Two."), (None, "Three.")).segments)
    assert [chunk.text for chunk in cut(flow, words=100, overlap=10)] == ["A: One.\nB: Two.\nThree."]


def test_text_without_spaces_is_cut_too() -> None:
    flow = join_segments(make_transcript((None, "水" * 5000)).segments)
    assert max(len(chunk.text) for chunk in cut(flow, words=100, overlap=10)) <= 1300
