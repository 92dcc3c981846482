"""What is only said of a name, or shouted, or two names in one word, names nothing by itself."""

from __future__ import annotations

import pytest

from ingest.extract.builtin.groups import read_derived, strip_derived
from ingest.records import EntityType
from tests.ingest.extract.talks import name_talk

FILLER = "And so we talked about what it means to get it right, and I think that was a good day for all of us."


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Kubernetes-based", "Kubernetes"),
        ("Huffman-encoded", "Huffman"),
        ("VC-funded", "VC"),
        ("English-speaking", "English"),
        ("BMC-ified", "BMC"),
        ("DX-focused", "DX"),
        ("GPT-type", "GPT"),
        ("Fine-tuned", None),
        ("Node-RED", None),
        ("Jean-Luc", None),
        ("Red-Winged", None),
    ],
)
def test_a_word_in_small_letters_behind_a_hyphen_is_said_of_the_name(word: str, name: str | None) -> None:
    assert read_derived(word) == name


def test_what_is_said_of_a_name_of_several_words_leaves_the_name() -> None:
    assert strip_derived("Acme Foundation-wide") == "Acme Foundation"
    assert strip_derived("Acme Foundation") == "Acme Foundation"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("We read a Turing-complete language, and it was a Turing-complete mess.", "Turing-complete"),
        ("And then I said Nooooo, and he said Muhahaha to it.", "Nooooo"),
        ("And then I said Hah, and he said Muhahaha to it.", "Muhahaha"),
        ("He wore a T-shirt, and she wore a T-shirt too.", "T-shirt"),
        ("We use Mac/Linux/or whatever else is there.", "Mac/Linux/or"),
        ("You find it at Ternandgull.com/jobs these days.", "Ternandgull.com/jobs"),
        ("It is a Cybersecurity Something-Something, they said.", "Cybersecurity Something-Something"),
        ("We had it in Q1, and then again in Q3.", "Q1"),
    ],
)
def test_a_shout_an_adjective_or_an_address_is_no_name(text: str, word: str) -> None:
    found = name_talk(f"{text} {FILLER}")
    assert not [e for e in found.values() if word in (e.name, *e.surfaces) and e.type is not EntityType.CONCEPT]


@pytest.mark.parametrize(
    ("text", "name"), [("They speak TCP/IP to each other.", "TCP/IP"), ("S3 is fine.", "Amazon S3")]
)
def test_what_a_list_holds_so_is_still_found(text: str, name: str) -> None:
    assert name in name_talk(f"We like it. {text} {FILLER}")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("We gave it to Procter & Gamble I think, and they liked it.", "Procter & Gamble I"),
        ("That is what Open Collective Does for all of them.", "Open Collective Does"),
    ],
)
def test_a_name_does_not_end_with_what_begins_the_next_sentence(text: str, wrong: str) -> None:
    assert wrong not in name_talk(f"{text} {FILLER}")


def test_a_name_and_its_echo_are_one() -> None:
    found = name_talk(
        ("Ada Kowal", f"I am here. {FILLER}"), ("Tom Stone", "So we asked Ada - Ada knows it all, you know.")
    )
    assert "Ada - Ada" not in {surface for entity in found.values() for surface in entity.surfaces}


def test_a_noun_and_its_verb_before_a_number_are_no_idea() -> None:
    text = "What comes out of the factory measures 46,225 square millimetres. The factory measures 40,000 in the end."
    assert not [name for name in name_talk(f"{text} {FILLER}") if "measures" in name]


def test_a_name_does_not_begin_with_what_begins_the_sentence() -> None:
    said = 'He said "That is all you need to build a recognizer." And Cambodian has no good quality recognition.'
    found = name_talk(f"{said} {FILLER}")
    assert not [surface for entity in found.values() for surface in entity.surfaces if surface.startswith("And")]
