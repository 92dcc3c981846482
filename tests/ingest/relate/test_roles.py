"""Hosts and guests are known by how people introduce themselves and each other, and only on a named show."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.records import EntityType
from ingest.relate import relate_entities
from tests.ingest.relate.talks import make_transcript, place_entities

NAMES = {
    "The Daily Bit": "Media",
    "Night Watch": "Media",
    "Jane Roe|Jane": "Person",
    "John Doe|John": "Person",
    "Mary Major": "Person",
    "tidal power": "Concept",
}


def quote_triples(turns: list, unnamed: str = "") -> dict[tuple[str, str, str], str]:
    """Each connection with its quote. `unnamed`: a speaker whose name nobody says."""
    transcript = make_transcript(turns)
    entities = place_entities(transcript, NAMES)
    if unnamed:
        entities = (
            *entities,
            replace(entities[0], id="e0", name=unnamed, type=EntityType.PERSON, surfaces=(), mentions=()),
        )
    names = {entity.id: entity.name for entity in entities}
    claims = relate_entities(transcript, entities=entities)
    return {(names[claim.subject], claim.predicate, names[claim.object]): claim.quote.text for claim in claims}


def find_triples(turns: list) -> set[tuple[str, str, str]]:
    return set(quote_triples(turns))


INTERVIEW = [
    ("Jane Roe", "Welcome to The Daily Bit. I'm Jane Roe, and today we're talking about tidal power."),
    ("Jane Roe", "I'm joined by John Doe. John, thanks for coming."),
    ("John Doe", "Thank you, Jane. Tidal power is a big field, and I have worked in it for years."),
]


def test_who_welcomes_and_says_their_name_hosts_the_show() -> None:
    assert ("Jane Roe", "hosts", "The Daily Bit") in find_triples(INTERVIEW)


def test_who_joins_appears_on_the_show() -> None:
    triples = find_triples(INTERVIEW)
    assert ("John Doe", "appears_on", "The Daily Bit") in triples
    assert ("Jane Roe", "appears_on", "The Daily Bit") not in triples


def test_what_the_opening_announces_is_the_subject() -> None:
    assert ("The Daily Bit", "about", "tidal power") in find_triples(INTERVIEW)


def test_a_co_host_hosts_too() -> None:
    turns = [("Jane Roe", "Welcome to The Daily Bit. I'm Jane Roe, with my co-host, Mary Major."), ("John Doe", "Hi.")]
    assert ("Mary Major", "hosts", "The Daily Bit") in find_triples(turns)


def test_without_a_named_show_nobody_hosts() -> None:
    turns = [("Jane Roe", "Hello everybody. I'm Jane Roe, and John Doe is here."), ("John Doe", "Hello, Jane.")]
    assert not {triple for triple in find_triples(turns) if triple[1] in {"hosts", "appears_on"}}


def test_where_nobody_knows_who_speaks_guests_who_say_who_they_are_are_no_hosts() -> None:
    turns = [
        "Welcome to The Daily Bit. I'm Jane Roe.",
        "It is good to have you all here today, and there is a lot to talk about. Let us start with the two of you.",
        "Sure. Hey, I'm John Doe.",
        "And I'm Mary Major.",
    ]
    triples = find_triples(turns)
    assert ("Jane Roe", "hosts", "The Daily Bit") in triples
    assert ("John Doe", "appears_on", "The Daily Bit") in triples
    assert ("John Doe", "hosts", "The Daily Bit") not in triples
    assert ("Mary Major", "hosts", "The Daily Bit") not in triples


def test_who_says_the_show_s_name_hosts_it_though_a_guest_is_heard_before() -> None:
    turns = [
        ("John Doe", "The tide comes in twice a day, and nobody can stop it. That is all there is to it."),
        ("Jane Roe", "Welcome to The Daily Bit. Today my guest is John Doe."),
        ("John Doe", "Thank you, Jane."),
    ]
    triples = find_triples(turns)
    assert ("Jane Roe", "hosts", "The Daily Bit") in triples
    assert ("John Doe", "hosts", "The Daily Bit") not in triples


def test_where_the_host_names_nobody_it_is_guests_who_say_who_they_are() -> None:
    turns = [
        ("Jane Roe", "Welcome to The Daily Bit. Jane Roe here, and I have two founders with me."),
        ("John Doe", "Hi. I'm John Doe, and I founded a company."),
        ("Mary Major", "And I'm Mary Major."),
    ]
    triples = find_triples(turns)
    assert ("Jane Roe", "hosts", "The Daily Bit") in triples
    assert ("John Doe", "hosts", "The Daily Bit") not in triples
    assert ("John Doe", "appears_on", "The Daily Bit") in triples


def test_who_is_called_the_host_hosts_after_a_guest_s_words_and_however_late() -> None:
    filler = "It is good to have you all here today, and there is a lot to talk about. " * 8
    turns = [
        ("John Doe", "In that episode of The Daily Bit I talked about tides."),
        ("Jane Roe", "This is The Daily Bit. I'm Jane Roe. " + filler),
        ("Mary Major", "My name is Mary Major, I am your host today, with Jane."),
        ("John Doe", "Hi. I'm John Doe."),
    ]
    triples = find_triples(turns)
    assert ("Jane Roe", "hosts", "The Daily Bit") in triples
    assert ("Mary Major", "hosts", "The Daily Bit") in triples
    assert ("John Doe", "hosts", "The Daily Bit") not in triples


def test_the_show_that_is_greeted_by_its_article_is_the_show_though_a_guest_welcomes_to_another() -> None:
    turns = [
        ("Jane Roe", "Welcome back to the Night Watch. My guest today is John Doe."),
        ("John Doe", "Thank you, Jane. I fell into the water. Welcome to The Daily Bit!"),
    ]
    triples = find_triples(turns)
    assert ("Jane Roe", "hosts", "Night Watch") in triples
    assert not {triple for triple in triples if triple[1] == "hosts" and triple[2] == "The Daily Bit"}


def test_a_host_whom_another_names_is_quoted_by_the_greeting() -> None:
    turns = [
        ("Jane Roe", "Welcome to The Daily Bit. It is late. John has come."),
        ("John Doe", "It is. Good evening to you all. And Jane is tired."),
    ]
    assert quote_triples(turns)["Jane Roe", "hosts", "The Daily Bit"] == "Welcome to The Daily Bit."


def test_a_host_whose_name_nobody_says_hosts_by_the_greeting() -> None:
    turns = [("Ann Poe", "John, welcome to The Daily Bit."), ("John Doe", "Thanks. I am John Doe.")]
    quotes = quote_triples(turns, unnamed="Ann Poe")
    assert quotes["Ann Poe", "hosts", "The Daily Bit"] == "John, welcome to The Daily Bit."


@pytest.mark.parametrize("label", ["Guest", "Speaker 3"])
def test_a_guest_without_a_label_of_one_s_own_is_a_guest(label: str) -> None:
    turns = [
        ("Jane Roe", "Welcome to The Daily Bit. I'm Jane Roe, with my co-host, Mary Major."),
        ("Mary Major", "I'm Mary Major. Today our guest is John Doe."),
        (label, "Hello, and thank you for having me."),
    ]
    assert ("John Doe", "appears_on", "The Daily Bit") in find_triples(turns)


def test_whom_a_talk_only_speaks_of_is_no_guest_where_the_speakers_are_told() -> None:
    turns = [
        ("Jane Roe", "Welcome to The Daily Bit. I'm Jane Roe. I liked our last conversation with Mary Major."),
        ("Jane Roe", "My guest is John Doe."),
        ("John Doe", "I liked it too, Jane."),
    ]
    triples = find_triples(turns)
    assert ("John Doe", "appears_on", "The Daily Bit") in triples
    assert ("Mary Major", "appears_on", "The Daily Bit") not in triples


def test_whom_the_host_has_met_is_a_guest_though_that_one_says_who_they_are() -> None:
    turns = [
        ("Jane Roe", "Welcome to The Daily Bit. I'm Jane Roe, and I sat down with John Doe. Listen!"),
        ("John Doe", "I am John Doe, I am a diver."),
    ]
    triples = find_triples(turns)
    assert ("Jane Roe", "hosts", "The Daily Bit") in triples
    assert ("John Doe", "hosts", "The Daily Bit") not in triples
    assert ("John Doe", "appears_on", "The Daily Bit") in triples


def test_a_special_guest_who_says_who_they_are_is_no_host() -> None:
    turns = [
        ("Jane Roe", "Welcome to The Daily Bit. This is Jane Roe, and I'm here with a special guest, John Doe."),
        ("John Doe", "My name is John, and I like it here."),
    ]
    triples = find_triples(turns)
    assert ("John Doe", "appears_on", "The Daily Bit") in triples
    assert ("John Doe", "hosts", "The Daily Bit") not in triples


def test_whoever_talks_alone_has_no_guests() -> None:
    turns = [("Jane Roe", "Welcome to The Daily Bit. I'm Jane Roe. After our conversation with John Doe, we tried it.")]
    assert ("John Doe", "appears_on", "The Daily Bit") not in find_triples(turns)
