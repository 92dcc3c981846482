"""Names that stand with an article, or in front of a longer one that a list holds."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.pipeline import extract_document, read_transcript
from ingest.records import Entity
from ingest.sources import source_from_bytes


def find(text: str) -> Mapping[str, Entity]:
    raw = source_from_bytes(text.encode(), name="talk.txt", kind="text")
    return {entity.name: entity for entity in extract_document(read_transcript(raw)).entities}


def test_one_of_those_who_are_called_so_is_a_person() -> None:
    found = find("Ada Winter: Two articles mention a John Smith. The same one? If you say yes, you may be wrong.")
    assert found["John Smith"].type == "Person"


def test_a_part_of_a_listed_name_is_short_for_it() -> None:
    said = (
        "Ada Winter: The Apollo program needed a computer, and people at Apollo wrote its software by hand. "
        "Without Apollo nobody would have built so small a machine."
    )
    found = find(said)
    assert "Apollo" in found["Apollo program"].surfaces
    assert "Apollo" not in found


def test_a_namesake_is_not_what_a_list_knows() -> None:
    found = find("Ada Winter: Python is based on ideas from ABC, a language for teaching which Guido had worked on.")
    assert all(entity.type != "Media" for entity in found.values())
    assert find("Ada Winter: We watched it on ABC, a broadcaster from New York.")["ABC"].type == "Media"
