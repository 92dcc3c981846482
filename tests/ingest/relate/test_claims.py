"""Whatever the talk, every claim is quoted word for word, joins two things, and can be believed as far as it says."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import RunCancelled
from ingest.ground import ground_claims
from ingest.language.flow import index_flow, join_segments
from ingest.language.words import word_set
from ingest.ontology import load_ontology
from ingest.records import Claim, Entity, EntityType, Polarity, Transcript
from ingest.relate import relate_entities
from tests.examples import examples
from tests.ingest.relate.talks import make_transcript, place_entities

ROOT = Path(__file__).parents[3]
WORDS = sorted(
    word_set(
        "Acme Bolt Rocket Anvil Jane Lisbon caching latency released uses runs on the a of not never if would and or"
        " , . ? ! it she we I CEO at than faster with is are in [laughs] welcome to this"
    )
)
NAMES = {
    "Acme": "Organization",
    "Bolt": "Organization",
    "Rocket": "Product",
    "Anvil": "Product",
    "Jane": "Person",
    "Lisbon": "Place",
    "caching": "Concept",
    "latency": "Concept",
}
SPEAKERS = st.sampled_from([None, "Jane", "Someone Else"])
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map(" ".join)
TALKS = st.lists(st.tuples(SPEAKERS, TEXTS), min_size=1, max_size=8)


def relate(turns: list, names: dict[str, str] = NAMES) -> tuple[Transcript, tuple[Entity, ...], tuple[Claim, ...]]:
    transcript = make_transcript(turns)
    entities = place_entities(transcript, names)
    return transcript, entities, relate_entities(transcript, entities=entities)


@settings(max_examples=examples(150))
@given(TALKS)
def test_every_claim_is_grounded(turns: list) -> None:
    transcript, entities, claims = relate(turns)
    kept, dropped = ground_claims(transcript, claims=claims, entities=[entity.id for entity in entities])
    assert kept == claims
    assert not dropped


@settings(max_examples=examples(150))
@given(TALKS)
def test_every_claim_joins_two_things_that_its_predicate_may_join(turns: list) -> None:
    _, entities, claims = relate(turns)
    types = {entity.id: entity.type for entity in entities}
    for claim in claims:
        assert claim.subject != claim.object
        assert load_ontology().predicates[claim.predicate].joins(types[claim.subject], types[claim.object])
        assert 0 < claim.confidence <= 1
        assert claim.rule


@settings(max_examples=examples(150))
@given(TALKS)
def test_a_quote_stays_within_one_speaker_who_is_named_beside_it(turns: list) -> None:
    transcript, _, claims = relate(turns)
    flow = join_segments(transcript.segments)
    index = index_flow(flow)
    for claim in claims:
        start = index.offset_of(claim.quote.segment, claim.quote.start)
        first, last = flow.index_at(start), flow.index_at(start + len(claim.quote.text) - 1)
        assert {segment.speaker for segment in flow.segments[first : last + 1]} == {claim.speaker}


@settings(max_examples=examples(150))
@given(TALKS)
def test_mentions_of_a_claim_are_mentions_of_its_entities(turns: list) -> None:
    _, entities, claims = relate(turns)
    mentions = {entity.id: entity.mentions for entity in entities}
    for claim in claims:
        assert claim.subject_mention is None or claim.subject_mention in mentions[claim.subject]
        assert claim.object_mention is None or claim.object_mention in mentions[claim.object]


@settings(max_examples=examples(100))
@given(st.lists(st.tuples(SPEAKERS, st.text(min_size=1, max_size=200).filter(str.strip)), min_size=1, max_size=4))
def test_any_characters_do(turns: list) -> None:
    transcript = make_transcript(turns)
    words = {word for segment in transcript.segments for word in segment.text.split() if word.isalnum()}
    entities = place_entities(transcript, dict.fromkeys(sorted(words)[:10], "Concept"))
    claims = relate_entities(transcript, entities=entities)
    assert ground_claims(transcript, claims=claims, entities=[entity.id for entity in entities])[0] == claims


@pytest.mark.parametrize("names", [{}, {"Acme": "Organization"}])
def test_fewer_than_two_entities_give_no_claims(names: dict[str, str]) -> None:
    assert relate(["Acme released Rocket."], names)[2] == ()


def test_the_surest_claims_come_first() -> None:
    _, _, claims = relate(["Acme released Rocket. Rocket runs on Anvil in Lisbon, where caching helps latency."])
    assert [c.confidence for c in claims] == sorted((c.confidence for c in claims), reverse=True)


def test_a_claim_tells_speaker_and_time_of_its_quote() -> None:
    _, _, claims = relate([("Jane", "Good morning to all of you."), ("Someone Else", "Acme released Rocket today.")])
    assert (claims[0].speaker, claims[0].start_ms) == ("Someone Else", 20_000)


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Rocket runs on Anvil.", Polarity.ASSERTED),
        ("Rocket does not run on Anvil.", Polarity.DENIED),
        ("Rocket never runs on Anvil.", Polarity.DENIED),
        ("Rocket doesn't run on Anvil.", Polarity.DENIED),
        ("Rocket not only runs on Anvil.", Polarity.ASSERTED),
        ("Rocket would run on Anvil.", Polarity.HYPOTHETICAL),
        ("Rocket wanted to run on Anvil.", Polarity.HYPOTHETICAL),
        ("Rocket nearly runs on Anvil.", Polarity.HYPOTHETICAL),
        ("Rocket, nearer now, runs on Anvil.", Polarity.ASSERTED),
        ("Imagine Rocket runs on Anvil.", Polarity.HYPOTHETICAL),
        ("Does Rocket run on Anvil?", Polarity.HYPOTHETICAL),
        ("Rocket, which is not a big thing, runs on Anvil.", Polarity.ASSERTED),
        ("It is not true that Rocket runs on Anvil.", Polarity.DENIED),
        ("I don't think Rocket runs on Anvil.", Polarity.DENIED),
        ("I can't believe Rocket runs on Anvil.", Polarity.ASSERTED),
        ("I cannot really say that Rocket runs on Anvil.", Polarity.DENIED),
        ("Nobody wouldn't count Rocket, which runs on Anvil.", Polarity.ASSERTED),
        ("Nobody knows why, Rocket runs on Anvil.", Polarity.ASSERTED),
        ("Rocket was going to run on Anvil.", Polarity.HYPOTHETICAL),
        ("People thought that Rocket runs on Anvil.", Polarity.HYPOTHETICAL),
        ("Rocket doesn't mind using Anvil.", Polarity.ASSERTED),
        ("Rocket can't wait to use Anvil.", Polarity.ASSERTED),
        ("Rocket stopped using Anvil.", Polarity.DENIED),
        ("Rocket stopped smoking and uses Anvil.", Polarity.ASSERTED),
        ("I don't think Rocket, which uses Anvil, is simple.", Polarity.ASSERTED),
    ],
)
def test_denials_and_suppositions_are_marked(text: str, polarity: Polarity) -> None:
    _, _, claims = relate([text])
    assert [(claim.predicate, claim.polarity) for claim in claims] == [("uses", polarity)]


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Neither Acme nor Bolt released Rocket.", {"Bolt"}),
        ("Nobody at Acme uses Rocket.", {"Acme"}),
        ("Acme uses Rocket, not Anvil.", set()),
    ],
)
def test_a_denial_reaches_every_name_that_it_is_said_of(text: str, denied: set[str]) -> None:
    _, entities, claims = relate([text])
    names = {entity.id: entity.name for entity in entities}
    assert {names[claim.subject] for claim in claims if claim.polarity is Polarity.DENIED} == denied


@pytest.mark.parametrize("wished", ["I'd rather use", "I wanna use", "I'd like to use", "I was gonna use"])
def test_what_a_speaker_only_wishes_is_no_fact(wished: str) -> None:
    _, _, claims = relate([("Jane", "Jane here."), ("Jane", f"{wished} Rocket.")])
    assert [(claim.predicate, claim.polarity) for claim in claims] == [("uses", Polarity.HYPOTHETICAL)]


def test_what_is_used_rather_than_another_is_no_wish() -> None:
    _, entities, claims = relate(["Acme liked Rocket rather than Anvil."])
    ids = {entity.name: entity.id for entity in entities}
    rivals = [claim.polarity for claim in claims if {claim.subject, claim.object} == {ids["Rocket"], ids["Anvil"]}]
    assert rivals == [Polarity.ASSERTED]


def test_what_a_speaker_likes_to_do_is_a_fact() -> None:
    _, _, claims = relate([("Jane", "Jane here."), ("Jane", "I like to use Rocket.")])
    assert [(claim.predicate, claim.polarity) for claim in claims] == [("uses", Polarity.ASSERTED)]


def tell_of_jane(said: str) -> set[tuple[str, str]]:
    """What connects her with what, by wordings, where she says it."""
    _, entities, claims = relate([("Jane", "Jane here."), ("Jane", said)])
    names = {entity.id: entity.name for entity in entities}
    told = (claim for claim in claims if claim.rule.startswith("wording") and names[claim.subject] == "Jane")
    return {(claim.predicate, names[claim.object]) for claim in told}


@pytest.mark.parametrize(
    "said",
    [
        'They feel like "Oh, I use Rocket."',
        "They feel like “Oh, I use Rocket.”",
        'We have heard from people that "It is great. I use Rocket and',
        "There is a talk, “Ten mistakes I made in using Rocket”.",
    ],
)
def test_i_in_the_quoted_words_of_others_is_not_the_speaker(said: str) -> None:
    assert tell_of_jane(said) == set()


@pytest.mark.parametrize(
    "said",
    [
        "I use Rocket.",
        '"Fine", they said. I use Rocket.',
        'I was like "Well, I use Rocket."',
        "I told them “I use Rocket.”",
        'There was a screen of 5" and I use Rocket.',
    ],
)
def test_i_is_the_speaker_outside_quotations_and_in_words_that_speakers_quote_of_themselves(said: str) -> None:
    assert tell_of_jane(said) == {("uses", "Rocket")}


@pytest.mark.parametrize(
    "said",
    [
        "My wife is from Lisbon.",
        "A lot of my peers at Acme raised money.",
        "It pipes my work tool with Acme into that.",
        "My boss is the CEO of Acme.",
        "My friend is an engineer at Acme.",
        "I see people who use Rocket.",
    ],
)
def test_what_is_told_of_one_s_people_and_things_is_not_told_of_oneself(said: str) -> None:
    assert tell_of_jane(said) == set()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("I left my job at Acme.", ("works_for", "Acme")),
        ("I loved my work for Acme.", ("works_for", "Acme")),
        ("That was in my role as CEO of Acme.", ("leads", "Acme")),
    ],
)
def test_what_is_told_of_one_s_work_is_told_of_oneself(said: str, told: tuple[str, str]) -> None:
    assert told in tell_of_jane(said)


def test_what_a_speaker_does_not_call_himself_is_denied() -> None:
    _, _, claims = relate(
        [("Jane", "Jane here. I don't see myself as a mentor.")], {"Jane": "Person", "mentor": "Concept"}
    )
    assert {claim.polarity for claim in claims} == {Polarity.DENIED}


@pytest.mark.parametrize(
    "text",
    ["Jane stopped working on Rocket.", "Jane might be interested in Rocket.", "Jane isn't interested in Rocket."],
)
def test_nobody_says_that_two_things_are_not_connected(text: str) -> None:
    _, _, claims = relate([text, "So Jane has Rocket with her."])
    assert [(claim.predicate, claim.polarity) for claim in claims] == [("related_to", Polarity.ASSERTED)]


def test_what_is_denied_of_the_first_name_is_not_guessed_to_hold() -> None:
    guessed = "Acme rates Rocket as high capability for caching."
    assert "supports" in {claim.predicate for claim in relate([guessed])[2] if claim.rule == "model"}
    denied = guessed.replace("rates", "doesn't rate")
    assert "supports" not in {claim.predicate for claim in relate([denied])[2] if claim.rule == "model"}


def test_what_one_says_after_another_connects_nothing_that_no_quote_can_show() -> None:
    _, _, claims = relate([("Jane", "Rocket is what we know best."), ("Someone Else", "I prefer Anvil.")])
    assert claims == ()


@pytest.mark.parametrize(("opening", "connected"), [("Thank you, Jane.", False), ("I have seen Jane.", True)])
def test_who_is_only_thanked_is_not_connected_with_what_is_said_next(opening: str, connected: bool) -> None:
    _, entities, claims = relate([f"{opening} So Rocket runs on Anvil."])
    jane = next(entity.id for entity in entities if entity.name == "Jane")
    assert any(jane in {claim.subject, claim.object} for claim in claims) is connected


def test_a_quote_never_ends_inside_a_number() -> None:
    said = "Acme released Rocket, and what comes out of the factory in Lisbon in the end measures in all 46,225 of it."
    _, _, claims = relate([said])
    assert all("46" not in claim.quote.text or "46,225" in claim.quote.text for claim in claims)


def test_whoever_flew_in_from_a_place_is_there_no_longer() -> None:
    _, _, claims = relate(["Jane had flown in from Lisbon."])
    assert {claim.predicate for claim in claims} <= {"related_to"}


def test_words_of_another_language_state_nothing_that_only_english_knows() -> None:
    transcript = replace(make_transcript(["Acme made Rocket an Anvil in Lisbon."]), language="de")
    claims = relate_entities(transcript, entities=place_entities(transcript, NAMES))
    assert claims
    assert {claim.predicate for claim in claims} == {"related_to"}


def test_several_places_make_a_connection_no_likelier_than_it_is() -> None:
    _, _, once = relate(["Acme released Rocket."])
    _, _, thrice = relate(["Acme released Rocket.", "Then Acme released Rocket.", "So Acme released Rocket."])
    together = 1 - math.prod(1 - claim.confidence for claim in thrice)
    assert len(thrice) == 3
    assert abs(together - once[0].confidence) < 0.1


def test_a_remark_of_the_transcriber_stays_out_of_the_quote() -> None:
    _, _, claims = relate(["[laughs] Acme released Rocket. [laughs] That was in the year of the great storm."])
    assert all("laughs" not in claim.quote.text for claim in claims)


def test_we_means_the_organization_that_the_speaker_works_for() -> None:
    transcript, entities, claims = relate(
        [
            ("Someone Else", "Jane is the CEO of Acme, and Acme is known. Tell us about Acme, please."),
            ("Jane", "Sure. We released Rocket in May."),
        ]
    )
    ids = {entity.name: entity.id for entity in entities}
    assert (ids["Acme"], "makes", ids["Rocket"]) in {(c.subject, c.predicate, c.object) for c in claims}
    assert transcript.segments[1].speaker == "Jane"


WE = {**NAMES, "Works": "Product"}


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("I was at Acme for years.", set()),
        ("I enjoyed my time at Acme.", set()),
        ("I joined Acme in May.", set()),
        ("I don't work for Acme.", set()),
        ("They say that I work at Acme. I never worked at Acme.", set()),
        ("I work at Acme. I work at Bolt.", set()),
        ("I was at Acme for years. I work at Bolt.", {"Bolt"}),
        ("I founded Works.", {"Works"}),
        ("I've found Works to be simple. I work at Bolt.", {"Bolt"}),
    ],
)
def test_we_means_no_organization_that_one_left_or_may_have_left(told: str, meant: set[str]) -> None:
    turns = [("Someone Else", "Jane, Acme and Bolt and Works. Acme, Bolt, Works. Acme here, Bolt there, and Works.")]
    _, entities, claims = relate([*turns, ("Jane", told), ("Jane", "You see, we use Anvil every day.")], WE)
    names = {entity.id: entity.name for entity in entities}
    assert {names[c.subject] for c in claims if (c.predicate, names[c.object]) == ("uses", "Anvil")} == meant


@pytest.mark.parametrize(
    ("said", "predicate"), [("We have caching.", "supports"), ("We replaced Rocket yesterday.", "competes_with")]
)
def test_what_people_who_say_we_have_or_give_up_is_no_feature_or_rival_of_theirs(said: str, predicate: str) -> None:
    turns = [("Someone Else", "Jane, Works, Works, and Works again."), ("Jane", f"I founded Works. {said}")]
    _, entities, claims = relate(turns, WE)
    names = {entity.id: entity.name for entity in entities}
    assert ("Works", predicate) not in {(names[claim.subject], claim.predicate) for claim in claims}


def test_opposite_ends_never_stand_twice_for_one_connection() -> None:
    _, _, claims = relate(["Acme released Rocket. Rocket was released by Acme. Acme's Rocket is here."])
    assert {(claim.predicate, claim.subject) for claim in claims} == {("makes", "e1")}


def test_captions_without_capitals_or_stops_are_read_too() -> None:
    text = "so acme released rocket and then rocket runs on anvil and they said it is fine " * 30
    names = {"acme": "Organization", "rocket": "Product", "anvil": "Product"}
    _, _, claims = relate([text], names)
    assert {claim.predicate for claim in claims} >= {"makes", "uses"}
    assert all(len(claim.quote.text.split()) < 60 for claim in claims)


def test_a_list_of_a_thousand_names_is_no_trouble() -> None:
    names = {f"Tool{n}": "Product" for n in range(1000)}
    _, entities, claims = relate(["Acme makes " + ", ".join(names) + " and more."], {**names, "Acme": "Organization"})
    assert len(claims) <= 4 * len(entities)


@pytest.mark.enormous
def test_sixty_thousand_words_are_related() -> None:
    turns = [("Jane", "Acme released Rocket in Lisbon, and caching helps latency. Bolt uses Anvil for it.")] * 4500
    transcript, entities, claims = relate(turns)
    assert sum(len(segment.text.split()) for segment in transcript.segments) >= 60_000
    assert ground_claims(transcript, claims=claims, entities=[e.id for e in entities])[0] == claims
    assert len(claims) >= 3


def test_claims_do_not_depend_on_the_hash_seed() -> None:
    assert run_with_seed("1") == run_with_seed("4242") != ""


def run_with_seed(seed: str) -> str:
    program = (
        "from tests.ingest.relate.test_claims import relate\n"
        "turn = ('Jane', 'Acme released Rocket. It runs on Anvil, not Bolt, in Lisbon. We like caching.')\n"
        "print(relate([turn] * 3)[2])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONHASHSEED": seed},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("kind", list(EntityType))
def test_two_names_of_any_one_type_can_be_connected(kind: EntityType) -> None:
    _, _, claims = relate(["Alpha and Beta. Alpha with Beta. Beta and Alpha again."], {"Alpha": kind, "Beta": kind})
    assert all(claim.predicate in load_ontology().predicates for claim in claims)


def confidence_of(text: str, subject: str, obj: str, names: dict[str, str]) -> float:
    _, entities, claims = relate([text], names)
    ids = {entity.name: entity.id for entity in entities}
    [found] = [c.confidence for c in claims if (c.subject, c.object) == (ids[subject], ids[obj])]
    return found


PEOPLE = {"Jane Roe": "Person", "John Doe": "Person", "widget": "Concept"}


def test_what_a_trusted_wording_says_of_two_names_is_at_least_as_likely_as_not() -> None:
    text = "After the storm, when all was quiet, Jane Roe designed the widget."
    assert confidence_of(text, "Jane Roe", "widget", PEOPLE) >= 0.5


def test_what_is_said_of_a_pronoun_may_be_doubted() -> None:
    assert confidence_of("John Doe met Jane Roe. She designed the widget.", "John Doe", "widget", PEOPLE) < 0.5


def test_being_named_together_shows_little_and_what_is_stated_may_show_more() -> None:
    _, _, claims = relate(["Jane of Acme and Jane at Bolt. Acme, Jane. Jane with Acme. Acme released Rocket."] * 5)
    together = [claim.confidence for claim in claims if claim.rule == "co-mention"]
    assert together
    assert max(together) <= 0.6
    assert max(claim.confidence for claim in claims if claim.rule.startswith("wording")) > 0.6


def test_co_mentions_give_way_where_a_talk_has_connections_enough() -> None:
    names = {f"Tool{n}": "Product" for n in range(12)}
    text = " ".join(f"Tool{n} near Tool{other} here." for n in range(12) for other in range(n))
    _, entities, claims = relate(
        [text, "Acme makes " + ", ".join(names) + " and more."], {**names, "Acme": "Organization"}
    )
    stated = {claim.object for claim in claims if claim.rule.startswith("wording")}
    assert len(stated) == 12
    assert len({frozenset((claim.subject, claim.object)) for claim in claims}) <= round(1.5 * len(entities))


def test_a_talk_of_many_names_tells_how_far_it_is_so_that_it_can_be_stopped() -> None:
    names = {f"Tool{n}": "Product" for n in range(80)}
    transcript = make_transcript([f"Tool{n} near Tool{n + 1} here." for n in range(79)])
    told: list[float] = []
    relate_entities(transcript, entities=place_entities(transcript, names), on_progress=told.append)
    assert len(told) > 1
    assert told == sorted(told)

    def stop(done: float) -> None:
        raise RunCancelled("Stopped.")

    with pytest.raises(RunCancelled):
        relate_entities(transcript, entities=place_entities(transcript, names), on_progress=stop)
