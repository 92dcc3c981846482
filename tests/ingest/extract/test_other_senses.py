"""A listed form is no name where its letters or the next word show another sense; a title keeps its article."""

from __future__ import annotations

import pytest

from ingest.extract import open_extractor
from ingest.records import EntityType
from tests.ingest.extract.talks import make_talk, name_talk

FILLER = "And so we talked about what it means to get it right, and I think that was a good day for all of us."


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("They wrote a book, called Sunburst and Luminary, and we read it.", "SolarWinds hack"),
        ("He wore the Latin mitre that day, and nobody laughed.", "MITRE"),
        ("You have to justify the crown to the insurer before you drill.", "The Crown"),
        ("Then Prime Minister Goh Chok Tong drank a glass of it.", "Amazon Prime"),
        ("On my RTX 4070 I got about eighty frames per second.", "Raytheon"),
    ],
)
def test_another_sense_of_a_listed_form_is_not_the_listed_thing(text: str, title: str) -> None:
    assert title not in name_talk(f"{text} {FILLER}")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("I watch films on Prime these days.", "Amazon Prime"),
        ("We store it all in influxdb and look at it.", "InfluxDB"),
        ("We looked at Nvidia and what they sell.", "NVIDIA"),
        ("My mother watched The Crown last winter.", "The Crown"),
    ],
)
def test_the_listed_thing_is_still_found(text: str, title: str) -> None:
    assert title in name_talk(f"{text} {FILLER}")


def test_a_listed_title_keeps_its_article_and_gets_no_name_without_it() -> None:
    found = name_talk(f"It came from the people of This American Life, which we all heard. {FILLER}")
    assert found["This American Life"].surfaces == ("This American Life",)
    assert [key.folded for key in found["This American Life"].keys] == ["this american life"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Charles Stark Draper led the MIT Instrumentation Laboratory.", "Charles Stark Draper"),
        ("The New York Times acquired Serial Productions in 2020.", "Serial Productions"),
        ("Hello, I'm Zofia Kaczmarek from CNET.", "Zofia Kaczmarek"),
        ("Luis Castellanos, Horizon Development.", "Horizon Development"),
    ],
)
def test_a_short_sentence_full_of_names_is_no_headline(text: str, name: str) -> None:
    assert name in name_talk(f"{text} {FILLER}")


def test_a_headline_names_only_what_is_known() -> None:
    talk = make_talk("The Big Gull Mind", FILLER)
    assert open_extractor("builtin").extract(talk).spans == ()


def test_a_label_that_begins_with_a_post_takes_no_word_of_it_for_a_given_name() -> None:
    turns = [("COUNCIL MEMBER WINTER", f"Here. {FILLER}"), ("MAYOR STONE", "Under the act, the Council may deny it.")]
    found = name_talk(*turns)
    assert not [e.name for e in found.values() if e.type is EntityType.PERSON and "Council" in e.surfaces]


def test_a_person_with_and_without_doctor_is_one() -> None:
    turns = [
        ("Dr. Ada Winter", f"My guest is Dr. Tom Stone. {FILLER}"),
        ("Dr. Tom Stone", "Hello."),
        ("Dr. Ada Winter", "Tom, and Dr. Stone."),
    ]
    people = {name for name, entity in name_talk(*turns).items() if entity.type is EntityType.PERSON}
    assert people == {"Ada Winter", "Tom Stone"}


def test_a_post_in_a_sentence_full_of_names_is_no_person_and_leaves_what_it_is_a_post_of() -> None:
    found = name_talk(("Jerod Santo", "I'm Jerod Santo, Managing Editor of Kubernetes."), ("Ada Winter", "Hello."))
    assert {"Jerod Santo", "Kubernetes"} <= found.keys()
    assert not any("Editor" in name for name in found)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            "We like React. Then we wrote the app in react-native, and React stayed for the site.",
            ("React", "React Native"),
        ),
        ("The cloud is fine. We went cloud-native, cloud-native all the way.", ("Cloud native",)),
    ],
)
def test_a_listed_name_that_ends_like_a_derived_word_has_no_key_of_its_first_part(
    text: str, titles: tuple[str, ...]
) -> None:
    found = name_talk(f"{text} {FILLER}")
    assert set(titles) <= found.keys()
    assert not any(key.folded in {"react", "cloud"} for key in found[titles[-1]].keys)


def test_what_is_made_for_a_listed_name_still_names_it() -> None:
    assert "Kubernetes" in name_talk(f"We wrote a Kubernetes-native scheduler for it. {FILLER}")
