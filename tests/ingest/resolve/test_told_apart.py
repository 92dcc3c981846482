"""What is spelt alike and is not the same: two people, two cities, a company and a word, a company and its founder."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.ids import fold_name
from ingest.records import EntityType, KnownName, Mention, NamedSpan, Scope
from ingest.resolve import resolve_names
from tests.ingest.extract.talks import make_talk, name_talk, resolve_talk
from tests.ingest.resolve.test_resolve import list_names, resolve_marked

PERSON, PLACE = EntityType.PERSON, EntityType.PLACE
COMPANY, CONCEPT = EntityType.ORGANIZATION, EntityType.CONCEPT


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Maria Garcia", "Mario Garcia"),
        ("Julia Martin", "Julian Martin"),
        ("John Smith", "Joan Smith"),
        ("Michael Chen", "Michelle Chen"),
        ("Daniel Kim", "Danielle Kim"),
        ("Andrea Rossi", "Andreas Rossi"),
        ("Dana Wright", "Diana Wright"),
    ],
)
def test_two_given_names_that_people_have_are_two_people(one: str, other: str) -> None:
    assert {one, other} <= list_names(resolve_marked((one, PERSON), (other, PERSON)))
    assert {one, other} <= list_names(resolve_marked((other, PERSON), speaker=one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *[("Erik Wang", "Eric Wang"), ("Steven Byron", "Stephen Byron"), ("Ada Lovelace", "Ada Lovelaice")],
        *[
            ("Rachel Stone", "Rachael Stone"),
            ("Alan Winterbourne", "Allen Winterbourne"),
            ("Brian Stone", "Bryan Stone"),
        ],
        *[("Jerod Winterbourne", "Jared Winterbourne"), ("Anne Lovelace", "Ann Lovelace")],
        ("Lindsay Lovelace", "Lindsey Lovelace"),
    ],
)
def test_spellings_of_one_name_are_one_person(one: str, other: str) -> None:
    assert len(resolve_marked((one, PERSON), (other, PERSON)).entities) == 1


def test_two_speakers_are_two_people_however_alike_their_labels() -> None:
    talk = make_talk(("Wexlora Byron", "I work here."), ("Wexlorra Byron", "So do I."))
    assert len(resolve_names(talk, spans=()).entities) == 2


def test_cities_of_one_name_are_told_apart_by_their_region() -> None:
    both = resolve_marked(("Portland, Oregon", PLACE), ("Portland, Maine", PLACE), ("Portland", PLACE))
    assert list_names(both) == {"Portland, Oregon", "Portland, Maine", "Portland"}
    (one,) = resolve_marked(("Portland, Oregon", PLACE), ("Portland", PLACE), ("Portland", PLACE)).entities
    assert one.name == "Portland, Oregon"
    assert {key.folded: key.scope for key in one.keys}["portland"] is Scope.VIDEO


def test_a_company_called_by_a_word_is_not_that_word() -> None:
    assert len(resolve_marked(("Booking.com", COMPANY), ("booking", CONCEPT)).entities) == 2
    assert len(resolve_marked(("Vexlorum.com", COMPANY), ("Vexlorum", COMPANY)).entities) == 1


def test_a_company_that_bears_its_founders_surname_is_asked_about() -> None:
    found = resolve_marked(("Zelda Vexlorum", PERSON), ("Vexlorum", COMPANY), ("Vexlorum", COMPANY))
    assert list_names(found) == {"Zelda Vexlorum", "Vexlorum"}
    assert [suggestion.reason for suggestion in found.suggestions] == ["surname"]


def test_an_account_that_speaks_is_what_the_library_knows_it_as() -> None:
    talk = make_talk(("Vexlorum", "Hello from Vexlorum."))
    span = NamedSpan(Mention("s1", 11, 19), PERSON, 0.8, reason="speaker")
    (entity,) = resolve_names(talk, spans=[span], known=(KnownName("Vexlorum", COMPANY),)).entities
    assert (entity.type, entity.keys[0].scope) == (COMPANY, Scope.LIBRARY)


def test_a_label_in_capitals_keeps_its_surname_whatever_its_alias() -> None:
    talk = make_talk(("ADA WINTER", "Hello."), ("Bob Hale", "Thanks Ada."))
    span = NamedSpan(Mention("s2", 7, 10), PERSON, 0.8, reason="known")
    known = (KnownName("Ada Winter", PERSON, aliases=("Ada",)),)
    names = {entity.name: entity for entity in resolve_names(talk, spans=[span], known=known).entities}
    assert names["Ada Winter"].keys[0].scope is Scope.LIBRARY


def test_capitals_are_no_misheard_given_name() -> None:
    heard = resolve_marked(("CHROs", PERSON), ("CHRO", PERSON), speaker="Chris Benson")
    assert {"CHROs", "CHRO"} & list_names(heard)
    assert not {"CHROs", "CHRO"} & set(next(e for e in heard.entities if e.name == "Chris Benson").surfaces)


def test_a_name_that_ends_in_capitals_is_another_than_one_that_does_not() -> None:
    both = resolve_marked(("Wexlophers", EntityType.PRODUCT), ("WexlopherJS", EntityType.PRODUCT))
    assert list_names(both) == {"Wexlophers", "WexlopherJS"}


def test_a_name_with_its_ending_set_off_by_a_point_is_the_one_without() -> None:
    (one,) = resolve_marked(("WexlopherAI", COMPANY), ("Wexlopher.AI", COMPANY)).entities
    assert {"WexlopherAI", "Wexlopher.AI"} == set(one.surfaces)


def test_the_plural_of_an_acronym_has_no_letter_more() -> None:
    assert not resolve_marked(("CAs", CONCEPT), ("content addressed storage", CONCEPT)).suggestions
    assert len(resolve_marked(("WQS", CONCEPT), ("wexlora quorum", CONCEPT)).entities) == 2
    assert not resolve_marked(("WQS", CONCEPT), ("wexlora quorum", CONCEPT)).suggestions
    (one,) = resolve_marked(("WQXs", CONCEPT), ("wexlora quorum xylem", CONCEPT)).entities
    assert "WQXs" in one.surfaces


def test_the_plural_of_a_short_acronym_reaches_no_further_than_the_acronym() -> None:
    found = resolve_marked(("WQXs", CONCEPT), ("WQX", CONCEPT))
    assert {key.scope for entity in found.entities for key in entity.keys} == {Scope.VIDEO}


@pytest.mark.parametrize("person", ["Mei-Ling Chen", "Mary Ann Winter"])
def test_both_given_names_together_are_the_speaker(person: str) -> None:
    called = " ".join(person.split()[:-1])
    found = resolve_marked((called, PERSON), (called, PERSON), speaker=person)
    assert list_names(found) == {person}
    assert called in found.entities[0].surfaces


@pytest.mark.parametrize("phrase", ["Zelda Vexlorum Tapes", "Zelda Vexlorum Fans"])
def test_a_whole_name_is_not_taken_over_by_a_phrase_that_begins_with_it(phrase: str) -> None:
    found = resolve_marked(("Zelda Vexlorum", PERSON), ("Zelda Vexlorum", PERSON), (phrase, PERSON))
    assert "Zelda Vexlorum" in list_names(found)
    assert not [one for one in found.suggestions if one.reason == "given-name"]


def test_both_given_names_written_with_a_hyphen_are_the_person_who_is_only_spoken_of() -> None:
    found = resolve_marked(("Mei-Ling Chen", PERSON), ("Mei-Ling", PERSON))
    assert list_names(found) == {"Mei-Ling Chen"}


def test_what_a_talk_spells_out_is_meant_by_the_acronym_and_its_plural() -> None:
    text = "The Security Operations Center is where we sit. Our SOC is large. Most SOCs are small, and a SOC is fun."
    found = resolve_talk(text).entities
    assert "System on a chip" not in {entity.name for entity in found}


@pytest.mark.parametrize(("word", "title"), [("Fortune", "Fortune magazine"), ("Cloud Run", "Google Cloud Run")])
def test_an_everyday_word_for_a_listed_thing_means_it_in_one_video_alone(word: str, title: str) -> None:
    found = resolve_talk(f"We read about it in the {title} first. And then {word} wrote on it, and {word} was right.")
    keys = {key.folded: key.scope for entity in found.entities if entity.name == title for key in entity.keys}
    assert keys == {fold_name(title): Scope.LIBRARY, word.lower(): Scope.VIDEO}


def test_editors_are_asked_whether_what_was_heard_as_a_person_and_as_a_thing_is_one() -> None:
    talk = make_talk("There is Wexpando here.", "There is Wexpanso here.")
    kinds = {"s1": PERSON, "s2": EntityType.PRODUCT}
    spans = [NamedSpan(Mention(segment, 9, 17), kind, 0.6, reason="model") for segment, kind in kinds.items()]
    guessed = resolve_names(talk, spans=spans)
    assert [s.reason for s in guessed.suggestions] == ["mishearing"]
    surely = [replace(span, confidence=0.8) for span in spans]
    assert not resolve_names(talk, spans=surely).suggestions


def test_a_given_name_that_others_bear_is_no_short_form_of_somebody_else() -> None:
    turns = [
        (
            "Ada Winter",
            "I worked for John then. John Malone wrote, John Deere called, and Johnny Boursiquot came later.",
        ),
        ("Tom Stone", "And John paid for it? We all liked John, and what John said."),
    ]
    found = name_talk(*turns)
    assert "John" not in found["Johnny Boursiquot"].surfaces


def test_an_idea_that_is_said_again_and_again_is_nobodys_surname() -> None:
    found = resolve_marked(
        ("Ash Devops", EntityType.PERSON), ("DevOps", EntityType.CONCEPT), ("DevOps", EntityType.CONCEPT)
    )
    assert list_names(found) == {"Ash Devops", "DevOps"}
