"""What a transcriber notes is nobody's word."""

from __future__ import annotations

import pytest

from ingest.extract import open_extractor
from ingest.language.asides import blank_asides
from ingest.pipeline import extract_document, read_transcript
from ingest.sources import source_from_bytes
from tests.ingest.extract.talks import make_talk


@pytest.mark.parametrize("note", ["[laughter]", "[unintelligible 00:12:03.1]", "(laughs)", "[fail sound]"])
def test_a_note_is_blank_and_moves_nothing(note: str) -> None:
    text = f"That was good. {note} It was."
    assert blank_asides(text) == f"That was good. {' ' * len(note)} It was."


def test_a_note_between_two_words_parts_them_and_moves_nothing() -> None:
    text = "It was Ada [unintelligible 00:12:03.1] Winter who came."
    assert blank_asides(text) == f"It was Ada ;{' ' * 26} Winter who came."
    assert len(blank_asides(text)) == len(text)


def test_names_on_both_sides_of_a_note_are_two() -> None:
    talk = make_talk("We ran Chrome [unintelligible 00:24:08.01] Node.js and that was fine for all of us then.")
    spans = open_extractor("builtin").extract(talk).spans
    assert [talk.segments[0].text[s.mention.start : s.mention.end] for s in spans][:2] == ["Chrome", "Node.js"]


@pytest.mark.parametrize("text", ["[Kubernetes] runs it.", "(so they say)", "a[i] is [0, 1]", "[東京]"])
def test_what_is_said_stays(text: str) -> None:
    assert blank_asides(text) == text


def test_nobody_talks_about_laughter_that_was_noted() -> None:
    lines = [f"Ada Winter: The compiler reads line {n} of the program. [laughter] It's quick." for n in range(12)]
    raw = source_from_bytes("\n\n".join(lines).encode(), name="talk.txt", kind="text")
    document = extract_document(read_transcript(raw))
    named = {name.lower() for entity in document.entities for name in (entity.name, *entity.surfaces)}
    told = " ".join([*(topic.name for topic in document.outline.topics), *(c.title for c in document.outline.chapters)])
    assert "laughter" not in named
    assert "laughter" not in told.lower()
