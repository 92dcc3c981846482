"""Whatever is said, by whomever, and wherever a turn breaks off: a transcript that can be read becomes a document."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document_json import document_to_json
from ingest.pipeline import extract_document
from ingest.records import Segment, Transcript
from tests.examples import examples
from tests.ingest.extract.talks import SOURCE

SAID = """
    the of and we is called by from at in I it's don't um so what works runs founded makes uses welcome to show
    Zelda Brakspear Mat Ryer Ada Lovelace Dr. J. K. O'Neil van Mr Acme's Google's Kubernetes k8s kubernetes-based
    Node.js C++ .NET AT&T New York University California U.S. CEO podcast episode book company database 2019 42% $5 #tag
    " “ ” ’s 's ' , . ... … ? ! : ; - -- ( ) [Music] / * ** _ `code` https://example.org/a a@b.org é 日本語 🙂 İ ß ﬁ
"""
PIECES = [*SAID.split(), "\u00a0", "\u200b"]
SPEAKERS = (None, "Mat Ryer", "Zelda Brakspear", "Ada", "Speaker 1", "Dr. J. K. O'Neil", "日本語")
Turn = tuple[str | None, list[str], str, bool]
TURN = st.tuples(
    st.sampled_from(SPEAKERS),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=25),
    st.sampled_from([" ", " ", ""]),
    st.booleans(),
)


def make_any_talk(turns: list[Turn], *, lower: bool, step: int | None) -> Transcript:
    """`step`: milliseconds of each turn, or no times."""
    texts = (glue.join(pieces) for _, pieces, glue, _ in turns)
    segments = (
        Segment(
            id=f"s{n + 1}",
            text=text.lower() if lower else text,
            speaker=speaker,
            paragraph=paragraph,
            start_ms=None if step is None else n * step,
            end_ms=None if step is None else (n + 1) * step,
        )
        for n, (text, (speaker, _, _, paragraph)) in enumerate(zip(texts, turns, strict=True))
    )
    return Transcript(title="A talk", language="en", source=SOURCE, segments=tuple(segments))


@settings(max_examples=examples(120))
@given(turns=st.lists(TURN, min_size=1, max_size=12), lower=st.booleans(), step=st.sampled_from([None, 2000]))
def test_every_talk_becomes_a_document(turns: list[Turn], lower: bool, step: int | None) -> None:
    talk = make_any_talk(turns, lower=lower, step=step)
    document = extract_document(talk)
    texts = {segment.id: segment.text for segment in talk.segments}
    for entity in document.entities:
        for mention in entity.mentions:
            assert 0 <= mention.start < mention.end <= len(texts[mention.segment])
    json.dumps(document_to_json(document))
