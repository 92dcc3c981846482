"""Nobody that the model found is lost for want of a place, and quotes say as much as stands there."""

from __future__ import annotations

import pytest

from ingest.extract.protocol import Extractor
from ingest.records import Extraction, Transcript
from tests.ingest.extract.llm.conftest import MakeExtractor
from tests.ingest.extract.llm.stub import StubModel
from tests.ingest.extract.llm.talks import claim, entity, make_transcript, silent


def read(extractor: Extractor, *turns: tuple[str | None, str]) -> tuple[Transcript, Extraction]:
    transcript = make_transcript(*turns)
    return transcript, extractor.extract(transcript)


def name_places(transcript: Transcript, extraction: Extraction) -> list[tuple[str, str | None]]:
    texts = {segment.id: segment.text for segment in transcript.segments}
    return [(texts[s.mention.segment][s.mention.start : s.mention.end], s.name) for s in extraction.spans]


def test_who_is_named_only_within_a_longer_name_gets_its_words_out_of_it(stub: StubModel, make: MakeExtractor) -> None:
    stub.answer = lambda _: (
        silent()
        | {
            "entities": [
                entity("Deep Water editors", "Organization", "the editors of Deep Water"),
                entity("Deep Water", "Media"),
            ]
        }
    )
    talk, found = read(make(), (None, "I met the editors of Deep Water at the shore."))
    assert name_places(talk, found) == [("the editors of", "Deep Water editors"), ("Deep Water", "Deep Water")]


def test_a_longer_name_stays_whole_where_the_shorter_has_a_place_of_its_own(
    stub: StubModel, make: MakeExtractor
) -> None:
    stub.answer = lambda _: (
        silent() | {"entities": [entity("Deep Water Prize", "Event"), entity("Deep Water", "Media")]}
    )
    talk, found = read(make(), (None, "Deep Water gives the Deep Water Prize."))
    assert name_places(talk, found) == [("Deep Water", "Deep Water"), ("Deep Water Prize", "Deep Water Prize")]


def test_an_everyday_word_is_marked_in_the_quotes_about_what_it_names(stub: StubModel, make: MakeExtractor) -> None:
    stub.answer = lambda _: (
        silent()
        | {
            "entities": [
                entity("Go", "Product", "go"),
                entity("Go Ashore", "Media", "go ashore"),
                entity("Linux", "Product"),
            ],
            "claims": [claim("Go", "uses", "Linux", "here go runs on linux")],
        }
    )
    said = "welcome to go ashore and we go on to the lake and here go runs on linux and then we go home"
    talk, found = read(make(), (None, said))
    (place,) = [span.mention for span in found.spans if span.name == "Go"]
    assert said[: place.start].endswith("and here ")
    assert ("go ashore", "Go Ashore") in name_places(talk, found)


@pytest.mark.parametrize(
    ("title", "type", "surface", "kept"),
    [
        ("Knowledge sharing", "Concept", "share what they know", True),
        ("Loneliness of keepers", "Concept", "be alone out there", True),
        ("Acme Cloud Development Kit", "Product", "CDK", True),
        ("Quantum gravity", "Concept", "be alone out there", False),
        ("Evil Corporation", "Organization", "CDK", False),
    ],
)
def test_an_idea_may_have_a_title_in_an_editors_words_if_the_talk_is_about_it(
    stub: StubModel, make: MakeExtractor, title: str, type: str, surface: str, kept: bool
) -> None:
    stub.answer = lambda _: silent() | {"entities": [entity(title, type, surface)]}
    talk, found = read(make(), (None, "Lonely keepers share what they know of the CDK and be alone out there."))
    assert name_places(talk, found) == [(surface, title if kept else surface)]
    assert found.info.dropped == ({} if kept else {"name_not_in_transcript": 1})


def test_a_title_that_another_part_gives_holds_for_whatever_this_part_calls_it(
    stub: StubModel, make: MakeExtractor
) -> None:
    stub.answer = lambda _: silent() | {"entities": [entity("Deep Water", "Media", "our weekly hour")]}
    talk, found = read(make(), ("Ada", "Welcome to Deep Water."), ("Bo", "I love our weekly hour."))
    assert ("our weekly hour", "Deep Water") in name_places(talk, found)
    assert found.info.dropped == {}


def test_an_idea_of_which_nothing_is_claimed_is_left_out_and_counted(stub: StubModel, make: MakeExtractor) -> None:
    ideas = ("Sonar", "Echo", "Patience")
    stub.answer = lambda _: (
        silent()
        | {
            "entities": [
                *(entity(idea, "Concept", idea.lower()) for idea in ideas),
                entity("Sounder", "Product"),
                entity("Uppsala", "Place"),
            ],
            "claims": [claim("Sounder", "uses", idea, "Sounder uses sonar and echo") for idea in ideas[:2]],
        }
    )
    talk, found = read(make(), (None, "Sounder uses sonar and echo, and much patience in Uppsala."))
    assert [name for _, name in name_places(talk, found)] == ["Sounder", "Sonar", "Echo", "Uppsala"]
    assert found.info.dropped == {"concept_without_claim": 1}


def test_a_model_that_claims_little_keeps_its_ideas(stub: StubModel, make: MakeExtractor) -> None:
    ideas = ("Sonar", "Echo", "Patience")
    stub.answer = lambda _: (
        silent()
        | {
            "entities": [*(entity(idea, "Concept", idea.lower()) for idea in ideas), entity("Sounder", "Product")],
            "claims": [claim("Sounder", "uses", "Sonar", "Sounder uses sonar and echo")],
        }
    )
    talk, found = read(make(), (None, "Sounder uses sonar and echo, and much patience."))
    assert len(name_places(talk, found)) == 4
    assert found.info.dropped == {}


def test_a_speaker_need_not_be_named_in_words(stub: StubModel, make: MakeExtractor) -> None:
    stub.answer = lambda _: silent() | {"entities": [entity("Ada Winter", "Person")]}
    _, found = read(make(), ("Ada Winter", "The lake is deep."))
    assert found.info.dropped == {}


def test_a_quote_comes_with_the_neighbouring_sentence_that_names_what_it_means(
    stub: StubModel, make: MakeExtractor
) -> None:
    stub.answer = lambda _: (
        silent()
        | {
            "entities": [entity("Sounder", "Product"), entity("NumPy", "Product"), entity("Limnotech", "Organization")],
            "claims": [
                claim("Sounder", "based_on", "NumPy", "It is based on NumPy."),
                claim("Limnotech", "uses", "NumPy", "It is based on NumPy."),
            ],
        }
    )
    said = "We have Sounder. It is based on NumPy. So it is fast. Limnotech is happy."
    _, found = read(make(), (None, said))
    near, far = found.claims or ()
    assert near.quote.text == "We have Sounder. It is based on NumPy."
    assert far.quote.text == "It is based on NumPy."
    assert near.confidence == far.confidence == 0.75


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("that Sounder is wholly based on NumPy arrays", "that Sounder is wholly based on NumPy"),
        ("Sounder is not based on NumPy", None),
        ("People say that Sounder is wholly based", None),
    ],
)
def test_a_few_words_at_an_end_that_nobody_said_leave_the_rest_of_a_quote(
    stub: StubModel, make: MakeExtractor, quote: str, expected: str | None
) -> None:
    stub.answer = lambda _: (
        silent()
        | {
            "entities": [entity("Sounder", "Product"), entity("NumPy", "Product")],
            "claims": [claim("Sounder", "based_on", "NumPy", quote)],
        }
    )
    _, found = read(make(), (None, "We know that Sounder is wholly based on NumPy"))
    assert [c.quote.text for c in found.claims or ()] == ([expected] if expected else [])
