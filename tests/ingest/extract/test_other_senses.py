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
        ("She is a native New Yorker, and she knows it.", "The New Yorker"),
        ("We sold it to a Fortune 100 company in the end.", "Fortune magazine"),
        ("My cholesterol was high, and the cholesterol of all of us was.", "LDL cholesterol"),
        ("It has a Core i5 inside, and a Core i5 is enough.", "Intel Core i7"),
        ("The Telegraph was a line of wires then, and the Telegraph won.", "The Daily Telegraph"),
        ("We wrote the web client first, and then the web browser came.", "World Wide Web"),
        ("They were offering more intel to anybody who asked.", "Intel"),
        ("The sun is out and the moon is up.", "Sun"),
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
        ("We flew to the moon, and the moon is cold: the moon has no air, the moon no sea. Leave the moon.", "Moon"),
        ("Back then the web was small, and we put it all on the web.", "World Wide Web"),
        ("The Onion wrote about it in its last issue.", "The Onion"),
        ("I read it in a New Yorker article, years ago.", "The New Yorker"),
        ("Intel makes it. Then we asked intel, and Intel said no, and we asked Intel again.", "Intel"),
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


@pytest.mark.parametrize(
    "text", ["He remembered his Ruby on Rails days.", "I have twenty years of Postgres behind me."]
)
def test_years_spent_with_a_tool_make_no_company_of_it(text: str) -> None:
    found = name_talk(f"{text} {FILLER}")
    assert {"Ruby on Rails", "PostgreSQL"} & found.keys()
    assert EntityType.ORGANIZATION not in {entity.type for entity in found.values()}


def test_a_letter_and_the_verb_after_it_are_no_acronym_in_the_plural() -> None:
    found = name_talk(f"When the A is owned by a goroutine, and the B is not, a is fine. {FILLER}")
    assert "Artificial intelligence" not in found


def test_a_common_noun_that_opens_a_sentence_is_no_name() -> None:
    text = "Dysphagia is a chronic disease. We treat dysphagia here, and dysphagia is hard, so we study dysphagia."
    assert not [
        e for e in name_talk(f"{text} {FILLER}").values() if e.name == "Dysphagia" and e.type is not EntityType.CONCEPT
    ]


@pytest.mark.parametrize(
    ("text", "idea"),
    [
        ("My grandmother had Alzheimer's, and Alzheimer's is a hard thing for all of us.", "Alzheimer's disease"),
        ("It was a Trojan horse, a real Trojan horse, and nobody saw it.", "Trojan horse"),
    ],
)
def test_a_listed_idea_is_not_cut_to_the_name_in_it(text: str, idea: str) -> None:
    found = name_talk(f"{text} {FILLER}")
    assert idea in found
    assert not {"Alzheimer", "Trojan"} & found.keys()


def test_an_article_and_an_everyday_word_in_captions_are_no_title() -> None:
    text = "so now we chop the onion and we put the onion into the pan and then the onion gets soft and we stir it "
    assert "The Onion" not in name_talk(text * 3)


def test_who_lives_in_a_town_is_no_magazine_of_it() -> None:
    found = name_talk(f"She is a native New Yorker, and she knows it. {FILLER}")
    assert not [name for name in found if "Yorker" in name]
