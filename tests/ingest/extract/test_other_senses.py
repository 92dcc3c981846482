"""A listed form is no name where its letters or the next word show another sense; a title keeps its article."""

from __future__ import annotations

import pytest

from ingest.extract import open_extractor
from ingest.extract.builtin.gazetteer import load_gazetteer
from ingest.extract.builtin.namesakes import list_called
from ingest.extract.builtin.talk import read_talk
from ingest.language.background import load_background
from ingest.records import EntityType
from tests.ingest.extract.talks import make_talk, name_talk

CNN = "Convolutional neural network"
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
        ("It keeps UV radiation out, and the UV index was high.", "uv"),
        ("We wrote the IO libraries first, and then more IO.", "Io"),
        ("I burned two CDs for the car, and the CDs broke.", "Credit default swap"),
        ("He was a cook, or a taxi driver, before that.", "Taxi Driver"),
        ("We drove along the Pacific Coast for a week.", "Pacific Ocean"),
        ("She knows the Atlantic Coast and its harbours.", "The Atlantic"),
        ("I am from the Pacific North-West, and it rains there.", "Pacific Ocean"),
        ("For instance we have tags, and for instance we have names, for instance Ada.", "Instance"),
        ("It is a pretty hard problem, and we like hard problems.", "Hard problem of consciousness"),
        ("There was no code there, and we had to scale up.", "Low-code"),
        ("The test lab watched CNN in the evening, as we all do.", "Convolutional neural network"),
        ("They invested it in an IRA and forgot it.", "Irish Republican Army"),
        ("The pilot saw it on the HUD at once.", "Department of Housing and Urban Development"),
        ("It has the three C's of a good team, and we like the three C's.", "C"),
        ("You may choose option A, B or C here.", "C"),
        ("We pushed an OCI image to the registry.", "Oracle Cloud"),
        ("My answer to this is yes and no, and yes and no again.", "Yes and"),
        ("Can I use my old phone for that? When can I use it?", "Can I use"),
        ("They focus on the SOPs, and the SOPs are long.", "SOPS"),
        ("And he just throws it there. [laughs] And Wow! Say something before.", "World of Warcraft"),
        ("But the RTX, like a 4080, is fast.", "Raytheon"),
        ("He is an ex-Google engineer, and she is ex-Google too.", "ex-Google"),
        ("Nobody knows. Milton Packer thinks so, and so do we.", "HashiCorp Packer"),
    ],
)
def test_another_sense_of_a_listed_form_is_not_the_listed_thing(text: str, title: str) -> None:
    assert title not in name_talk(f"{text} {FILLER}")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("I watch films on Prime these days.", "Amazon Prime"),
        ("Ada Lovelace was first. They named a language after her, Ada, and it is still in use.", "Ada"),
        ("We store it all in influxdb and look at it.", "InfluxDB"),
        ("We flew to the moon, and the moon is cold: the moon has no air, the moon no sea. Leave the moon.", "Moon"),
        ("Back then the web was small, and we put it all on the web.", "World Wide Web"),
        ("The Onion wrote about it in its last issue.", "The Onion"),
        ("I read it in a New Yorker article, years ago.", "The New Yorker"),
        ("Intel makes it. Then we asked intel, and Intel said no, and we asked Intel again.", "Intel"),
        ("We looked at Nvidia and what they sell.", "NVIDIA"),
        ("My mother watched The Crown last winter.", "The Crown"),
        ("We wrote it in LUA, as everybody does with VIM.", "Lua"),
        ("They swam in the Pacific every morning.", "Pacific Ocean"),
        ("We watched the movie taxi driver last night.", "Taxi Driver"),
        ("A CNN sees edges first. A convolutional neural network learns them, and a CNN is fast.", CNN),
        ("It was on Hacker News, and then again on the Hacker News front page.", "Hacker News"),
        ("We made it with Gen-2 from Runway.", "Runway Gen-2"),
        ("We looked it up on Can I Use, and there it was.", "Can I use"),
        ("He played WoW all night, and then WoW again.", "World of Warcraft"),
        ("We wrote all things Postgres-related, and nothing else.", "PostgreSQL"),
        ("It was one of the Herokus of this world, they said.", "Heroku"),
        ("We built the image with Packer. Then Packer ran for an hour.", "HashiCorp Packer"),
        ("It is written in C. We like C's type system, and Rust or C both work.", "C"),
    ],
)
def test_the_listed_thing_is_still_found(text: str, title: str) -> None:
    assert title in name_talk(f"{text} {FILLER}")


@pytest.mark.parametrize(
    ("text", "title", "person"),
    [
        ("My hero is Katrina Kowal. Katrina is a developer, and we all like Katrina.", "Hurricane Katrina", "Kowal"),
        ("Ilya Winter wrote to us. Ilya was one of our first fans.", "Ilya Sutskever", "Winter"),
        ("It was Claude Shannon. For Claude it was eleven years later.", "Claude", "Shannon"),
        ("My friend Chad told me about it, and Chad was right.", "Chad", "Chad"),
        ("Our first team member, Marin, wrote all of it.", "Marin County", "Marin"),
    ],
)
def test_a_given_name_of_the_talks_own_people_is_no_listed_thing(text: str, title: str, person: str) -> None:
    found = name_talk(f"{text} {FILLER}")
    assert not [e for e in found.values() if e.name == title and e.type is not EntityType.PERSON]
    assert [e for e in found.values() if e.type is EntityType.PERSON and person in e.name and e.name != title] or (
        found[person].type is EntityType.PERSON
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Ilya Sutskever came. Ilya said that it works.", "Ilya Sutskever"),
        ("We asked Claude, and Claude Code wrote it. Then Claude ran it.", "Claude"),
        ("They drove to Chad, and from Chad to the sea.", "Chad"),
        ("They went to Odessa with Odessa Kowal, and Odessa was warm.", "Odesa"),
    ],
)
def test_a_listed_thing_called_by_a_given_name_is_found_where_nobody_else_is(text: str, title: str) -> None:
    assert title in name_talk(f"{text} {FILLER}")


def test_small_letters_of_another_language_are_no_acronym() -> None:
    talk = make_talk("Il a dit que non, et elle a dit que oui, et on a dit la même chose.", language="fr")
    assert open_extractor("builtin").extract(talk).spans == ()


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


def test_a_name_before_somebody_s_full_name_is_nobody_s_given_name() -> None:
    talk = read_talk(make_talk("Among them was Ian Buck at", "Stanford Ian Buck took it a step further", flowing=True))
    assert "stanford" not in list_called(talk, gazetteer=load_gazetteer(), background=load_background())
