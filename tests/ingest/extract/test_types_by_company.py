"""Doubtful names take the type that the talk's sure names and the words beside them make likely."""

from __future__ import annotations

import pytest

from ingest.records import EntityType
from tests.ingest.extract.talks import name_talk

PEOPLE = (
    "Niels Bohr and Werner Heisenberg met Wolfgang Pauli there, and Max Born wrote to Albert Einstein, Enrico Fermi, "
    "Max Planck, Marie Curie, Richard Feynman and Lise Meitner about it. "
)
PRODUCTS = (
    "We moved from Kubernetes to Docker, from MySQL to PostgreSQL, and from Jenkins to Terraform, Ansible, Redis, "
    "Kafka and Elasticsearch. "
)


def test_the_same_words_name_a_person_among_people_and_a_product_among_products() -> None:
    asked = "Some of you asked about Sakurai: it is harder."
    assert name_talk(PEOPLE + asked)["Sakurai"].type is EntityType.PERSON
    assert name_talk(PRODUCTS + asked)["Sakurai"].type is EntityType.PRODUCT


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("His name was Mehmed the Second, and he wanted it.", "Mehmed the Second", EntityType.PERSON),
        (
            "Constantine the Eleventh Palaiologos, the last emperor, was crowned there.",
            "Constantine the Eleventh Palaiologos",
            EntityType.PERSON,
        ),
        ("She is at the League of Cities conference today.", "League of Cities", EntityType.ORGANIZATION),
        ("It is thanks to the Friends of the Library, who paid.", "Friends of the Library", EntityType.ORGANIZATION),
        (
            "The state's Department of Housing and Community Development told us so.",
            "Department of Housing and Community Development",
            EntityType.ORGANIZATION,
        ),
    ],
)
def test_a_name_runs_on_over_small_words_and_is_what_they_tell(text: str, name: str, kind: EntityType) -> None:
    assert name_talk(text)[name].type is kind


def test_of_a_pair_the_doubtful_one_is_what_the_sure_one_is() -> None:
    found = name_talk("If you liked Elden Ring and Outer Wilds, yes, absolutely, play it.")
    assert found["Outer Wilds"].type is found["Elden Ring"].type


def test_where_somebody_is_is_a_place() -> None:
    found = name_talk(PEOPLE + "There were two students in Leiden, George Uhlenbeck and Samuel Goudsmit.")
    assert found["Leiden"].type is EntityType.PLACE


def test_one_word_for_its_people_is_enough_where_a_makers_name_is_hardly_said() -> None:
    found = name_talk("She and her colleagues at Facebook wrote about it, and we read that for a week.")
    assert found["Facebook"].type is EntityType.ORGANIZATION


def test_who_started_a_thing_does_not_make_it_a_company() -> None:
    found = name_talk("Then came the man who started Rust, and he told us how it went for him.")
    assert found["Rust"].type is EntityType.PRODUCT


@pytest.mark.parametrize("name", ["Grand Vizier", "Planning Director", "Venetian"])
def test_a_post_without_a_person_and_an_adjective_of_a_place_name_nothing(name: str) -> None:
    found = name_talk(
        "They came in Venetian ships, and we asked the Grand Vizier. Later the Planning Director and her staff spoke."
    )
    assert name not in found


def test_two_names_are_no_pair_where_another_clause_begins_between_them() -> None:
    found = name_talk("I live in Berlin and Bazelix is where I work. Bazelix is fun.")
    assert found["Bazelix"].type is not EntityType.PLACE


@pytest.mark.parametrize("word", ["Turks", "Hungarians", "Emperor", "Despot", "Frenchman"])
def test_peoples_and_offices_are_no_names(word: str) -> None:
    text = f"Then the {word} came to the walls, and with the {word} came the others, as the {word} had said."
    assert word not in {e.name for e in name_talk(PEOPLE + text).values() if e.type is not EntityType.CONCEPT}


@pytest.mark.parametrize(
    "said",
    ["Wexlori scored twice that day.", "In the end Wexlori did it himself.", "Then Wexlori grew up and left."],
)
def test_what_only_people_do_tells_a_person(said: str) -> None:
    assert name_talk(PRODUCTS + said)["Wexlori"].type is EntityType.PERSON


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Wexaglutide", EntityType.PRODUCT),
        ("Wexlorimycin", EntityType.PRODUCT),
        ("Wexlor Rovers", EntityType.ORGANIZATION),
        ("Wexlor United", EntityType.ORGANIZATION),
    ],
)
def test_drugs_and_clubs_are_told_by_how_they_end(name: str, kind: EntityType) -> None:
    assert name_talk(f"{PEOPLE} Then they spoke of {name} for a while, and {name} was new to them.")[name].type is kind
