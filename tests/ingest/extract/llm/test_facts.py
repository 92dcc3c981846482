"""What the model says is kept where it stands in the transcript, and dropped and counted where it does not."""

from __future__ import annotations

from ingest.extract.protocol import Extractor
from ingest.ground import stands_verbatim
from ingest.language.flow import index_flow, join_segments
from ingest.records import EntityType, Extraction, KnownName, Polarity, Transcript
from tests.ingest.extract.llm.conftest import MakeExtractor
from tests.ingest.extract.llm.stub import StubModel
from tests.ingest.extract.llm.talks import (
    ANSWER,
    INTRODUCTION,
    claim,
    entity,
    long_talk,
    make_transcript,
    short_talk,
    silent,
    truthful,
)


def surfaces_of(transcript: Transcript, extraction: Extraction) -> list[tuple[str, str | None, str]]:
    texts = {segment.id: segment.text for segment in transcript.segments}
    return [
        (texts[span.mention.segment][span.mention.start : span.mention.end], span.name, span.type)
        for span in extraction.spans
    ]


def read(extractor: Extractor, *turns: tuple[str | None, str]) -> tuple[Transcript, Extraction]:
    transcript = make_transcript(*turns)
    return transcript, extractor.extract(transcript)


def test_entities_are_typed_spans_at_their_places(make: MakeExtractor) -> None:
    talk = short_talk()
    found = surfaces_of(talk, make().extract(talk))
    assert ("Ada", "Ada Winter", "Person") in found
    assert [surface for surface, _, _ in found].count("Sounder") == 2
    assert ("Uppsala", "Uppsala", "Place") in found


def test_claims_carry_verbatim_quotes(make: MakeExtractor) -> None:
    talk = short_talk()
    claims = make().extract(talk).claims or ()
    index = index_flow(join_segments(talk.segments))
    assert [(c.subject, c.predicate, c.object) for c in claims] == [
        ("Bo Larsen", "works_for", "Limnotech"),
        ("Sounder", "based_on", "NumPy"),
    ]
    assert all(stands_verbatim(c.quote, index) for c in claims)
    assert all(c.rule == "llm" and c.confidence > 0.5 for c in claims)


def test_a_quote_is_found_whatever_its_spacing_case_and_quotation_marks(stub: StubModel, make: MakeExtractor) -> None:
    answer = silent() | {
        "entities": [entity("Bo", "Person"), entity("Sounder", "Product")],
        "claims": [claim("Bo", "makes", "Sounder", "“it's Bo's  sounder — we BUILT it”")],
    }
    stub.answer = lambda _: answer
    _, found = read(make(), (None, "Well, it’s Bo’s Sounder - we"), (None, "built it. Yes."))
    assert [c.quote.text for c in found.claims or ()] == ["it’s Bo’s Sounder - we built it"]


def test_a_quote_may_carry_its_speaker_and_leave_words_out(stub: StubModel, make: MakeExtractor) -> None:
    quotes = [
        "Bo Larsen: Thanks, Ada. At Limnotech we built Sounder",
        "At Limnotech we built Sounder ... based on NumPy.",
        "who works for Limnotech in Uppsala.\nBo Larsen: Thanks, Ada.",
    ]
    answer = truthful("\n".join(f"{who}: {text}" for who, text in (INTRODUCTION, ANSWER)))
    answer["claims"] = [
        claim("Limnotech", "makes", "Sounder", quotes[0]),
        claim("Limnotech", "uses", "NumPy", quotes[1]),
        claim("Bo Larsen", "related_to", "Limnotech", quotes[2]),
    ]
    stub.answer = lambda _: answer
    _, found = read(make(), INTRODUCTION, ANSWER)
    assert [c.quote.text for c in found.claims or ()] == [
        "Thanks, Ada. At Limnotech we built Sounder",
        "At Limnotech we built Sounder, a library for sonar data, and Sounder is based on NumPy.",
        "who works for Limnotech in Uppsala.",
    ]


def test_invented_quotes_and_names_are_dropped_counted_and_told(stub: StubModel, make: MakeExtractor) -> None:
    answer = silent() | {
        "entities": [
            entity("Limnotech", "Organization", "Limnotech", "Limno Technologies Inc"),
            entity("Sounder", "Product"),
            entity("Atlantis", "Place"),
            entity("Elon Musk", "Person", "Uppsala"),
        ],
        "claims": [
            claim("Elon Musk", "related_to", "Limnotech", "works for Limnotech in Uppsala"),
            claim("Limnotech", "makes", "Sounder", "Limnotech has sold Sounder to everybody"),
            claim("Limnotech", "located_in", "Atlantis", "At Limnotech we built Sounder"),
            claim("Limnotech", "adores", "Sounder", "At Limnotech we built Sounder"),
        ],
    }
    stub.answer = lambda _: answer
    talk, found = read(make(), INTRODUCTION, ANSWER)
    assert found.info.dropped == {
        "surface_not_in_transcript": 1,
        "entity_not_in_transcript": 1,
        "name_not_in_transcript": 1,
        "quote_not_in_transcript": 1,
        "claim_end_unknown": 1,
        "predicate_unknown": 1,
    }
    assert [(c.subject, c.object) for c in found.claims or ()] == [("Uppsala", "Limnotech")]
    names = {name for _, name, _ in surfaces_of(talk, found)}
    assert names == {"Limnotech", "Sounder", "Uppsala"}
    assert {"llm_quote_not_in_transcript", "llm_entity_not_in_transcript"} <= {w.code for w in found.warnings}


def test_a_title_may_mend_what_was_misheard(stub: StubModel, make: MakeExtractor) -> None:
    stub.answer = lambda _: (
        silent()
        | {
            "entities": [
                entity("Kubernetes", "Product", "cooper netties"),
                entity("National Lake Survey", "Organization", "NLS"),
            ]
        }
    )
    talk, found = read(make(), (None, "we ran cooper netties at the NLS"))
    assert surfaces_of(talk, found) == [
        ("cooper netties", "Kubernetes", "Product"),
        ("NLS", "National Lake Survey", "Organization"),
    ]


def test_pronouns_are_no_names_and_everyday_words_are_marked_once(stub: StubModel, make: MakeExtractor) -> None:
    stub.answer = lambda _: (
        silent() | {"entities": [entity("Go", "Product", "go", "it"), entity("Sounder", "Product", "sounder")]}
    )
    talk, found = read(
        make(), (None, "we wrote sounder in go and it works so go and try it, then go home with sounder")
    )
    assert [surface for surface, _, _ in surfaces_of(talk, found)] == ["sounder", "go", "sounder"]


def test_capitals_tell_a_name_from_a_word(stub: StubModel, make: MakeExtractor) -> None:
    stub.answer = lambda _: silent() | {"entities": [entity("Go", "Product")]}
    _, found = read(make(), (None, "You go to Go when you go."))
    assert [(s.mention.start, s.mention.end) for s in found.spans] == [(10, 12)]


def test_what_is_named_in_one_part_is_found_in_all(make: MakeExtractor) -> None:
    talk = long_talk()
    last = make_transcript(*[(s.speaker, s.text) for s in talk.segments], ("Ada Winter", "Back to Sounder."))
    found = make(chunk_words=400).extract(last)
    assert any(span.name == "Sounder" and span.mention.segment == last.segments[-1].id for span in found.spans)


def test_a_connection_the_wrong_way_round_is_turned(stub: StubModel, make: MakeExtractor) -> None:
    answer = truthful(f"Ada Winter: {INTRODUCTION[1]}")
    answer["claims"] = [
        claim("Limnotech", "works_for", "Bo Larsen", "Bo Larsen, who works for Limnotech"),
        claim("Uppsala", "founded", "Bo Larsen", "Bo Larsen, who works for Limnotech in Uppsala"),
    ]
    stub.answer = lambda _: answer
    _, found = read(make(), INTRODUCTION)
    assert [(c.subject, c.predicate, c.object) for c in found.claims or ()] == [
        ("Bo Larsen", "works_for", "Limnotech"),
        ("Uppsala", "related_to", "Bo Larsen"),
    ]


def test_polarity_and_doubt_are_kept(stub: StubModel, make: MakeExtractor) -> None:
    answer = truthful(f"Ada Winter: {INTRODUCTION[1]}")
    answer["claims"] = [
        claim("Bo Larsen", "works_for", "Limnotech", "works for Limnotech", "denied"),
        claim("Bo Larsen", "related_to", "Uppsala", "the show about lakes"),
    ]
    stub.answer = lambda _: answer
    _, found = read(make(), INTRODUCTION)
    denied, doubtful = found.claims or ()
    assert denied.polarity is Polarity.DENIED
    assert doubtful.confidence < 0.5


def test_the_same_found_twice_is_one(stub: StubModel, make: MakeExtractor) -> None:
    answer = truthful(f"Ada Winter: {INTRODUCTION[1]}")
    answer["missed"] = {"entities": answer["entities"], "claims": answer["claims"]}
    stub.answer = lambda _: answer
    _, found = read(make(), INTRODUCTION)
    assert len(found.claims or ()) == 1
    places = [span.mention for span in found.spans]
    assert len(places) == len(set(places))


def test_what_the_second_look_adds_is_kept(stub: StubModel, make: MakeExtractor) -> None:
    answer = silent() | {"missed": {"entities": [entity("Uppsala", "Place")], "claims": []}}
    stub.answer = lambda _: answer
    talk, found = read(make(), INTRODUCTION)
    assert surfaces_of(talk, found) == [("Uppsala", "Uppsala", "Place")]


def test_names_of_the_library_are_lent_where_they_are_said(stub: StubModel, make: MakeExtractor) -> None:
    known = [
        KnownName("Limnotech AB", EntityType.ORGANIZATION, ("Limnotech",)),
        KnownName("Nowhere Ltd", EntityType.ORGANIZATION),
    ]
    make().extract(short_talk(), known=known)
    assert "Limnotech AB (Organization)" in stub.question(0)
    assert "Nowhere" not in stub.question(0)


def test_names_of_the_opening_are_carried_to_the_other_parts(stub: StubModel, make: MakeExtractor) -> None:
    make(chunk_words=400).extract(long_talk())
    later = [str(r["messages"][-1]["content"]) for r in stub.requests[1:-1]]
    assert later
    assert all("Names so far: Ada Winter (Person); Bo Larsen (Person)" in question for question in later)


def test_two_runs_give_the_same(make: MakeExtractor) -> None:
    talk = long_talk()
    first, second = (make(chunk_words=300, cache_folder=None).extract(talk) for _ in range(2))
    assert (first.spans, first.claims, first.outline) == (second.spans, second.claims, second.outline)


def test_what_is_asked_is_no_proof_of_what_another_answers(make: MakeExtractor, stub: StubModel) -> None:
    asked, answered = "So is it true that Limnotech never made Sounder at all?", "Limnotech does."
    stub.answer = lambda text: {
        **silent(),
        "entities": [entity("Limnotech", "Organization", "Limnotech"), entity("Sounder", "Product", "Sounder")],
        "claims": [claim("Limnotech", "makes", "Sounder", f"{asked} {answered}")],
    }
    _, found = read(make(), ("Ada", asked), ("Bo", answered))
    assert not found.claims
    assert found.info.dropped["quote_not_in_transcript"] == 1


def test_a_quote_that_leaves_words_out_may_begin_with_words_said_before(make: MakeExtractor, stub: StubModel) -> None:
    filler = "and so on and so forth " * 25
    said = f"We like it. {filler}. We like it, and that is why Sounder runs on NumPy."
    stub.answer = lambda text: {
        **silent(),
        "entities": [entity("Sounder", "Product", "Sounder"), entity("NumPy", "Product", "NumPy")],
        "claims": [claim("Sounder", "uses", "NumPy", "We like it … Sounder runs on NumPy")],
    }
    _, found = read(make(), ("Ada", said))
    assert found.claims


def test_a_sentence_without_spaces_is_a_quote(make: MakeExtractor, stub: StubModel) -> None:
    said = "阿里巴巴集团开发了通义千问模型。"
    stub.answer = lambda text: {
        **silent(),
        "entities": [entity("阿里巴巴集团", "Organization", "阿里巴巴集团"), entity("通义千问", "Product", "通义千问")],
        "claims": [claim("阿里巴巴集团", "makes", "通义千问", said)],
    }
    _, found = read(make(), (None, said))
    assert found.claims
