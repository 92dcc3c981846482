"""What is spelt alike and is not the same: two people, two cities, a company and a word, a company and its founder."""

from __future__ import annotations

import pytest

from ingest.records import EntityType, KnownName, Mention, NamedSpan, Scope
from ingest.resolve import resolve_names
from tests.ingest.extract.talks import make_talk
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
