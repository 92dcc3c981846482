"""What is quoted stands in the source's own bytes, word for word: quotes end where markup begins."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.pipeline import run_pipeline
from ingest.records import Document, RawSource, Source
from tests.examples import examples

OPENING = (
    "**Ada:** Welcome. Today it is databases, who makes them and who uses them, and why.\n\n**Bo:** Thanks, Ada.\n\n"
)


def read_markdown(body: str) -> tuple[str, Document]:
    text = OPENING + body
    return text, run_pipeline(RawSource(Source("file", "talk.md", "0" * 64), text.encode()))


def list_quotes(document: Document) -> list[str]:
    return [claim.quote.text for claim in document.claims]


@pytest.mark.parametrize(
    "body",
    [
        "**Bo:** [Google](https://example.org/a) makes Kubernetes, and Kubernetes runs everywhere today.\n",
        "**Bo:** They told us that Google makes *Kubernetes*, which everybody in the room knew already by then.\n",
        "**Bo:** Everybody says that Google makes `Kubernetes` for people with very many servers.\n",
        "**Bo:** They wrote about Google:\n\n> Kubernetes came from Google, and Kubernetes\n> is used by Amazon.\n",
        "**Bo:** These came from Google\n\n- Kubernetes of Google for many servers\n- Android for phones\n",
        "**Bo:** Google &amp; Amazon both use Kubernetes, and nobody in the room was surprised to hear it said.\n",
    ],
)
def test_a_quote_stands_in_the_file_as_it_is_written(body: str) -> None:
    text, document = read_markdown(body)
    folded = " ".join(text.split())
    assert document.claims
    assert [quote for quote in list_quotes(document) if quote not in folded] == []


def test_without_markup_the_whole_sentence_is_quoted() -> None:
    _, document = read_markdown("**Bo:** They told us that Google makes Kubernetes.\n")
    assert "They told us that Google makes Kubernetes." in list_quotes(document)


def test_words_beside_markup_are_all_kept() -> None:
    _, document = read_markdown(
        "**Bo:** Plain is [what](https://example.org) he _really_ said \\[sic\\] &lt;then&gt;.\n"
    )
    assert document.transcript.segments[-1].text == "Plain is what he really said [sic] <then>."


PIECES = st.sampled_from(
    ["Google", "Kubernetes", "makes", "uses", "the", "and", "Amazon", "Linux", "runs on", "servers."]
)
MARKS = st.sampled_from(
    ["{}", "{}", "{}", "*{}*", "**{}**", "`{}`", "[{}](https://example.org/x)", "~~{}~~", "<b>{}</b>"]
)
LINES = st.lists(st.tuples(PIECES, MARKS), min_size=3, max_size=20).map(
    lambda row: " ".join(mark.format(piece) for piece, mark in row)
)


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(LINES, min_size=1, max_size=4))
def test_seams_lie_within_their_segment_in_order(lines: list[str]) -> None:
    _, document = read_markdown("".join(f"**Bo:** {line}\n\n" for line in lines))
    for segment in document.transcript.segments:
        assert list(segment.seams) == sorted(segment.seams)
        assert all(0 <= seam <= sum(map(str.isalnum, segment.text)) for seam in segment.seams)
