"""What the model lists as two things stays two, whatever the rules for names would say."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ingest.records import Document, Scope
from tests.ingest.extract.llm.stub import StubModel
from tests.ingest.extract.llm.talks import entity, make_transcript, silent


@pytest.fixture(autouse=True)
def endpoint(stub: StubModel, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"LLM_URL": stub.url, "LLM_MODEL": "m", "LLM_CACHE": "off"}.items():
        monkeypatch.setenv(name, value)


def read(stub: StubModel, said: str, *entities: dict[str, object]) -> Document:
    from ingest.pipeline import extract_document

    stub.answer = lambda _: silent() | {"entities": list(entities)}
    return extract_document(make_transcript((None, said)), extractor="llm")


def names(document: Document) -> Sequence[str]:
    return sorted(entity.name for entity in document.entities)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Sounder", "Product"), ("Sounder community", "Organization")),
        (("Lake Survey", "Organization"), ("lakesurvey.org", "Media")),
        (("Deep Water", "Media"), ("Deep Water: The Sonar Episode", "Media")),
        (("Crystal palace of abstractions", "Concept"), ("CPA", "Organization")),
    ],
)
def test_names_that_only_look_alike_are_not_joined(
    stub: StubModel, one: tuple[str, str], other: tuple[str, str]
) -> None:
    document = read(stub, f"Here is {one[0]} and there is {other[0]} too.", entity(*one), entity(*other))
    assert names(document) == sorted((one[0], other[0]))
    assert document.suggestions == ()


def test_one_thing_listed_twice_in_other_spelling_is_joined(stub: StubModel) -> None:
    listed = (entity("Sonar boat", "Concept"), entity("Sonar boats", "Concept"))
    document = read(stub, "A sonar boat is one of many sonar boats.", *listed)
    assert len(names(document)) == 1


def test_only_words_of_the_title_meet_other_videos(stub: StubModel) -> None:
    listed = entity("Warp launch film", "Media", "our film", "the Warp film")
    (found,) = read(stub, "We made our film, and the Warp film was seen.", listed).entities
    reach = {key.name: key.scope for key in found.keys}
    assert reach == {
        "Warp launch film": Scope.LIBRARY,
        "our film": Scope.VIDEO,
        "the Warp film": Scope.LIBRARY,
    }
