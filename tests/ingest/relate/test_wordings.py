"""What a sentence states outright becomes that connection; what only comes near it does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from ingest.ontology import load_ontology
from ingest.records import Claim
from ingest.relate import relate_entities
from ingest.relate.cues import load_patterns
from tests.ingest.relate.talks import make_transcript, place_entities

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "wordings.yaml").read_text("utf-8"))
SAID = [case for case in CASES if "says" in case]
NOT_SAID = [case for case in CASES if "not" in case]


def relate_case(case: dict) -> tuple[list[tuple[str, str, str]], tuple[Claim, ...]]:
    transcript = make_transcript([case["text"]])
    entities = place_entities(transcript, case["names"])
    names = {entity.id: entity.name for entity in entities}
    claims = relate_entities(transcript, entities=entities)
    return [(names[claim.subject], claim.predicate, names[claim.object]) for claim in claims], claims


@pytest.mark.parametrize("case", SAID, ids=lambda case: case["id"])
def test_a_wording_states_its_connection(case: dict) -> None:
    triples, _ = relate_case(case)
    assert tuple(case["says"]) in triples


@pytest.mark.parametrize("case", NOT_SAID, ids=lambda case: case["id"])
def test_words_that_come_near_a_wording_do_not_state_it(case: dict) -> None:
    triples, claims = relate_case(case)
    stated = [triple for triple, claim in zip(triples, claims, strict=True) if claim.rule != "model"]
    assert tuple(case["not"]) not in stated


@pytest.mark.parametrize("case", SAID, ids=lambda case: case["id"])
def test_a_stated_connection_quotes_both_names_or_what_stands_for_them(case: dict) -> None:
    triples, claims = relate_case(case)
    quote = claims[triples.index(tuple(case["says"]))].quote.text
    assert case["says"][0] in quote
    assert case["says"][2] in quote


def test_every_predicate_of_the_table_is_one_of_the_ontology_and_its_types_can_meet() -> None:
    predicates = load_ontology().predicates
    for pattern in load_patterns():
        known = predicates[pattern.predicate]
        assert any(known.joins(a, b) for a in pattern.subjects for b in pattern.objects), pattern
        assert all(cue and all(cue) for cue in pattern.cues)
        assert 0 < pattern.trust < 1


def guess(text: str, names: dict[str, str]) -> set[tuple[str, str, str]]:
    triples, claims = relate_case({"text": text, "names": names})
    return {triple for triple, claim in zip(triples, claims, strict=True) if claim.rule == "model"}


def test_what_something_is_put_to_use_with_may_be_guessed() -> None:
    assert ("Winter", "uses", "Gadget") in guess("Winter runs Gadget.", {"Winter": "Person", "Gadget": "Product"})


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Winter runs model.", "Concept"),
        ("Winter runs hours.", "Concept"),
        ("Winter runs thirty years.", "Concept"),
        ("Winter works near Gadget.", "Product"),
    ],
)
def test_nobody_is_guessed_to_use_a_bare_notion_a_measure_or_a_neighbour(text: str, kind: str) -> None:
    name = next(form for form in ("model", "hours", "thirty years", "Gadget") if form in text)
    assert not {triple for triple in guess(text, {"Winter": "Person", name: kind}) if triple[1] == "uses"}


def test_a_thing_of_another_clause_is_not_guessed_to_be_used() -> None:
    names = {"Acme": "Organization", "Anvil": "Product", "Rocket": "Product"}
    assert ("Acme", "uses", "Rocket") not in guess("Acme used Anvil, Rocket used Anvil.", names)


@pytest.mark.parametrize(
    "text",
    [
        "Acme runs Gadget on Orbit.",
        "Acme rents out Gadget by the hour.",
        "Acme hired him, and he made Gadget.",
        "The parts from Acme run Gadget.",
    ],
)
def test_what_somebody_runs_on_another_thing_sells_or_has_made_is_not_guessed_to_be_used(text: str) -> None:
    names = {"Acme": "Organization", "Gadget": "Product", "Orbit": "Product"}
    assert ("Acme", "uses", "Gadget") not in guess(text, names)


@pytest.mark.parametrize(("text", "stated"), [("I wrote Rocket.", True), ("My friend wrote Rocket.", False)])
def test_what_is_told_of_one_s_friend_is_not_told_of_oneself(text: str, stated: bool) -> None:
    transcript = make_transcript([("Ann Roe", "Ann Roe here."), ("Ann Roe", text)])
    claims = relate_entities(
        transcript, entities=place_entities(transcript, {"Ann Roe": "Person", "Rocket": "Product"})
    )
    assert ("created" in {claim.predicate for claim in claims}) is stated


@pytest.mark.parametrize(
    ("text", "stated"),
    [("I'm a monk.", True), ("It just sent me a monk.", False), ("I'm a little weird, monk.", False)],
)
def test_what_one_is_given_or_is_spoken_to_as_one_is_not(text: str, stated: bool) -> None:
    transcript = make_transcript([("Ann Roe", "Ann Roe here."), ("Ann Roe", text)])
    claims = relate_entities(transcript, entities=place_entities(transcript, {"Ann Roe": "Person", "monk": "Concept"}))
    assert ("instance_of" in {claim.predicate for claim in claims}) is stated


PEOPLE = {
    "Ann Roe": "Person",
    "Bob Poe": "Person",
    "Acme": "Organization",
    "Bolt Works": "Organization",
    "Rocket": "Product",
    "The Road": "Media",
    "Harvest War": "Event",
    "HarvestConf": "Event",
    "Harvest Hackathon": "Event",
}


@pytest.mark.parametrize(
    ("text", "guessed"),
    [
        ("Ann Roe and her team at Acme have done well.", ("Ann Roe", "works_for", "Acme")),
        ("Ann Roe, who was the co-founder back then and now is the CEO of Acme.", ("Ann Roe", "founded", "Acme")),
        ("So Ann Roe, you are a lead and an engineer at Acme.", ("Ann Roe", "works_for", "Acme")),
        ("Ann Roe, you gave a talk at HarvestConf, is it?", ("Ann Roe", "appears_on", "HarvestConf")),
        ("Ann Roe, you gave a talk at Harvest Hackathon, is it?", ("Ann Roe", "appears_on", "Harvest Hackathon")),
        ("Acme had brought out Rocket in May.", ("Acme", "makes", "Rocket")),
    ],
)
def test_who_belongs_appears_and_makes_may_be_guessed(text: str, guessed: tuple[str, str, str]) -> None:
    assert guessed in guess(text, PEOPLE)


@pytest.mark.parametrize(
    "text",
    [
        "Ann Roe worked at Acme, and the lab had got a new printer from Bolt Works.",
        "Ann Roe worked at Acme, and Bob Poe worked at Bolt Works.",
        "Ann Roe got it from Bob Poe at Acme.",
        "Ann Roe sold the company to Bolt Works, who is doing well.",
        "Ann Roe published an article in The Road, a paper.",
        "Ann Roe, I found out about you through Acme, the app.",
        "In May, Harvest War went on with Ann Roe and others on board.",
        "Acme had some people around their usage of Rocket.",
        "Bolt Works made Rocket for a project of Acme, which wanted it.",
    ],
)
def test_what_another_does_what_one_only_comes_to_and_what_has_a_maker_is_not_guessed(text: str) -> None:
    assert guess(text, PEOPLE) == set()


SPOKEN = {**PEOPLE, "Lisbon": "Place", "Porto": "Place", "caching": "Concept"}


@pytest.mark.parametrize(
    ("text", "end", "other"),
    [
        ("Ann Roe, what's your experience with Rocket?", "Ann Roe", "Rocket"),
        ("But Ann Roe, what's Rocket?", "Ann Roe", "Rocket"),
        ("Let's ask, maybe Ann Roe, what are people using Rocket for?", "Ann Roe", "Rocket"),
        ("Ann Roe, if you're listening to The Road and you should.", "Ann Roe", "The Road"),
        ("I know you're listening, Ann Roe, so let's talk on The Road.", "Ann Roe", "The Road"),
        ("I had it the last time you were on The Road podcast, Ann Roe.", "Ann Roe", "The Road"),
        ("Ann Roe is based in Lisbon, Bob Poe's in Porto.", "Bob Poe", "Lisbon"),
        ("This is my kitchen in Lisbon, and with me today is Ann Roe.", "Ann Roe", "Lisbon"),
        ("Ann Roe had a printer from Bolt Works.", "Ann Roe", "Bolt Works"),
        ("Ann Roe (a friend at Acme, a Bolt Works competitor).", "Ann Roe", "Bolt Works"),
        ("Ann Roe's point is one that Bob Poe and I agreed about on The Road.", "Ann Roe", "The Road"),
        ("Ann Roe has a piece in The Road on baking.", "Ann Roe", "The Road"),
        ("The Road published an article about Acme and caching.", "The Road", "caching"),
        ("The Road is caching.", "The Road", "caching"),
        ("Ann Roe was crucial to developing The Road brand guidelines.", "Ann Roe", "The Road"),
    ],
)
def test_of_who_is_spoken_to_of_others_and_of_papers_little_is_guessed(text: str, end: str, other: str) -> None:
    names = {name: kind for name, kind in SPOKEN.items() if name in text}
    assert {end, other} not in [{subject, obj} for subject, _, obj in guess(text, names)]


def guess_of_speakers(text: str) -> list[Claim]:
    """What is guessed where Bob Poe says `text` to Ann Roe."""
    transcript = make_transcript([("Ann Roe", "Hello."), ("Bob Poe", text), ("Bob Poe", "And Bob Poe knows Ann Roe.")])
    entities = place_entities(transcript, {name: kind for name, kind in SPOKEN.items() if name in text + "Bob Poe"})
    return [claim for claim in relate_entities(transcript, entities=entities) if claim.rule == "model"]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Roe, were you working at Acme before this?",
        "Ann Roe, I was working at Acme before.",
        "There was some show called The Road, Ann Roe.",
        "So yeah, Ann Roe, it's been working for Acme.",
    ],
)
def test_of_a_speaker_who_is_called_by_name_nothing_is_guessed(text: str) -> None:
    assert guess_of_speakers(text) == []


def test_an_idea_is_guessed_to_lie_nowhere() -> None:
    assert "located_in" not in {triple[1] for triple in guess("We think of caching in Lisbon a lot.", SPOKEN)}


KINDS = {"message queue": "Concept", "queue|queues": "Concept"}


def test_a_longer_name_said_again_and_again_is_a_kind_of_what_it_ends_in() -> None:
    text = "A message queue is fine. Every message queue is. There are queues everywhere, and a queue waits."
    assert ("message queue", "instance_of", "queue") in relate_case({"text": text, "names": KINDS})[0]


def test_a_longer_name_said_once_only_repeats_its_noun() -> None:
    text = "A message queue is fine. There are queues everywhere, and a queue waits."
    assert ("message queue", "instance_of", "queue") not in relate_case({"text": text, "names": KINDS})[0]


@pytest.mark.parametrize(("confidence", "predicate"), [(0.5, "related_to"), (0.6, "makes")])
def test_what_is_hardly_known_for_what_it_is_is_only_said_to_be_connected(confidence: float, predicate: str) -> None:
    transcript = make_transcript(["Acme makes Tern."])
    acme, tern = place_entities(transcript, {"Acme": "Organization", "Tern": "Product"})
    claims = relate_entities(transcript, entities=(acme, replace(tern, confidence=confidence)))
    assert {claim.predicate for claim in claims} == {predicate}


@pytest.mark.parametrize(("link", "created"), [("Orbit for whole crews", False), ("Orbit", True)])
def test_a_link_that_only_begins_with_a_name_is_another_work(link: str, created: bool) -> None:
    transcript = make_transcript([f"Ana Bly wrote {link} in a week."])
    transcript = replace(transcript, metadata=replace(transcript.metadata, links=((link, "https://example.org"),)))
    entities = place_entities(transcript, {"Ana Bly": "Person", "Orbit": "Product"})
    claims = relate_entities(transcript, entities=entities)
    assert ("created" in {claim.predicate for claim in claims}) is created
