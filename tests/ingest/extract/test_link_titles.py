"""Which links of written news are works: headlines and what a label announces, not what somebody is quoted with."""

from __future__ import annotations

from ingest.pipeline import extract_document, read_transcript
from ingest.records import EntityType, RawSource, Source

NEWS = """**Ada Winter:** Here is the news of the week, and there is a lot of it.

[Our tides are late](https://example.com/tides)

They measured it for a year. Best prose: [The boats are older than you think](https://example.com/boats). I liked it.

**Captain Rope:**

[Nobody ever asked the harbour](https://example.com/film)

**Ada Winter:** That is what they say. Here is another one.

[It is always somebody's rope.](https://example.com/rope)

See you next week.
"""


def list_works() -> set[str]:
    raw = RawSource(Source("file", "news.md", "0" * 64), NEWS.encode())
    entities = extract_document(read_transcript(raw)).entities
    return {entity.name for entity in entities if entity.type is EntityType.MEDIA}


def test_a_headline_and_a_link_behind_a_label_are_works() -> None:
    assert {"Our tides are late", "The boats are older than you think"} <= list_works()


def test_a_link_that_is_all_a_speaker_says_or_a_whole_sentence_is_a_quotation() -> None:
    assert not {name for name in list_works() if "harbour" in name or "rope" in name}
