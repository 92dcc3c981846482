"""What an extractor proposes by names is taken over between entities, or dropped."""

from __future__ import annotations

import pytest

from ingest.records import Claim, Polarity, ProposedClaim, Quote
from ingest.relate import adopt_claims
from tests.ingest.relate.talks import make_transcript, place_entities

TRANSCRIPT = make_transcript([("Jane", "Acme Corporation released Rocket. Acme is in Lisbon.")])
ENTITIES = place_entities(TRANSCRIPT, {"Acme Corporation|Acme": "Organization", "Rocket": "Product", "Lisbon": "Place"})
QUOTE = Quote("s1", 0, "Acme Corporation released Rocket.")


def propose(subject: str, predicate: str, obj: str, **facts: object) -> ProposedClaim:
    return ProposedClaim(subject, predicate, obj, **{"quote": QUOTE, "confidence": 0.8, "rule": "llm", **facts})


def adopt(*proposals: ProposedClaim) -> tuple[Claim, ...]:
    return adopt_claims(TRANSCRIPT, entities=ENTITIES, proposals=proposals)[0]


def test_names_and_surfaces_both_find_their_entity() -> None:
    [claim] = adopt(propose("acme", "makes", "the Rocket"))
    assert (claim.subject, claim.predicate, claim.object) == ("e1", "makes", "e2")


def test_quote_polarity_rule_and_confidence_are_kept() -> None:
    [claim] = adopt(propose("Acme", "makes", "Rocket", polarity=Polarity.DENIED))
    assert (claim.quote, claim.polarity, claim.rule, claim.confidence) == (QUOTE, Polarity.DENIED, "llm", 0.8)


def test_speaker_time_and_mentions_are_those_of_the_quote() -> None:
    [claim] = adopt(propose("Acme", "makes", "Rocket"))
    assert (claim.speaker, claim.start_ms) == ("Jane", 10_000)
    assert claim.subject_mention == ENTITIES[0].mentions[0]
    assert claim.object_mention == ENTITIES[1].mentions[0]


def test_an_end_that_the_quote_does_not_name_has_no_mention() -> None:
    [claim] = adopt(propose("Acme", "located_in", "Lisbon"))
    assert claim.object_mention is None


@pytest.mark.parametrize(
    ("proposal", "fault"),
    [
        (propose("Nobody", "makes", "Rocket"), "claim_end_unknown"),
        (propose("Acme", "makes", "Nothing"), "claim_end_unknown"),
        (propose("Acme", "makes", "Acme Corporation"), "claim_end_unknown"),
        (propose("Acme", "admires", "Rocket"), "predicate_unknown"),
        (propose("Rocket", "works_for", "Acme", polarity=Polarity.DENIED), "claim_types_apart"),
    ],
    ids=["unknown subject", "unknown object", "itself", "unknown predicate", "a denial of what cannot be"],
)
def test_what_cannot_be_is_dropped_and_counted(proposal: ProposedClaim, fault: str) -> None:
    good = propose("Acme", "makes", "Rocket")
    claims, dropped = adopt_claims(TRANSCRIPT, entities=ENTITIES, proposals=[proposal, good])
    assert claims == adopt(good)
    assert dropped == {fault: 1}


@pytest.mark.parametrize(
    ("proposal", "held"),
    [
        (propose("Rocket", "works_for", "Acme"), ("e2", "related_to", "e1")),
        (propose("Rocket", "makes", "Acme"), ("e1", "makes", "e2")),
    ],
    ids=["only connected", "turned round"],
)
def test_what_the_types_do_not_allow_is_turned_round_or_only_a_connection(
    proposal: ProposedClaim, held: tuple[str, str, str]
) -> None:
    [claim] = adopt(proposal)
    assert (claim.subject, claim.predicate, claim.object) == held


@pytest.mark.parametrize(("given", "kept"), [(7.0, 1.0), (-1.0, 0.0)])
def test_a_confidence_out_of_range_is_brought_into_it(given: float, kept: float) -> None:
    [claim] = adopt(propose("Acme", "makes", "Rocket", confidence=given))
    assert claim.confidence == kept


def test_the_same_proposal_twice_is_one_claim() -> None:
    assert len(adopt(propose("Acme", "makes", "Rocket"), propose("Acme", "makes", "Rocket"))) == 1


def test_a_quote_of_an_unknown_segment_is_left_to_grounding() -> None:
    [claim] = adopt(propose("Acme", "makes", "Rocket", quote=Quote("s99", 0, "Nobody said so.")))
    assert claim.speaker is None
