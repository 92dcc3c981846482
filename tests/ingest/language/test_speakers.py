"""What a speaker label says."""

from __future__ import annotations

import pytest

from ingest.language.speakers import clean_speaker

NAMELESS = [
    "Channel 1",
    "Channel 1, Speaker 0",
    "Unknown Speaker",
    "UNIDENTIFIED PERSON",
    "Participant 1",
    "Person A",
    "Voice 2",
    "Interviewer 2",
    "Moderator 1",
    "Sprecherin 1",
    "Locuteur 1",
    "1A",
    "agent",
    "THE COURT",
    "Hosts",
    "Clip from The Harbour Show",
    "Song extract",
    "Recording begins",
    "Audience member",
]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Winter, Ada", "Ada Winter"),
        ("O'Malley, Susan B.", "Susan B. O'Malley"),
        ("Ada Winter, PhD", "Ada Winter"),
        ("Dr. Ada Winter", "Ada Winter"),
        ("Dr. Winter", "Dr. Winter"),
        ("Winter, Host", "Winter"),
        ("Winter, Ada (External)", "Ada Winter"),
        ("Ada Winter (she/her)", "Ada Winter"),
        ("Ada Winter | Acme", "Ada Winter"),
        ("Galaxy Winter", "Galaxy Winter"),
        ("Ada Winter (CFO, Acme)", "Ada Winter"),
        ("Winter, Ada [Acme]", "Ada Winter"),
        ("Ada Winter - Head, Research – Acme", "Ada Winter"),
        ("Host - Ada Winter", "Ada Winter"),
        ("Ada Winter at Harbour 2023", "Ada Winter"),
        ("Ada on The Harbour Show #257", "Ada"),
        ("Adam Song", "Adam Song"),
        ("Ada Smith-Winter", "Ada Smith-Winter"),
        ("Ada (Addie) Winter", "Ada (Addie) Winter"),
        ("Sade", "Sade"),
        ("Seb", "Seb"),
        ("Host Abe", "Host Abe"),
        ("Speaker_0a", None),
        ("S3", None),
        ("Speaker B", None),
        ("Speaker 2", None),
        ("Speaker 2 (Guest)", None),
        ("iPhone (2)", None),
        ("Ada’s iPad Pro", None),
        ("Galaxy S21", None),
        ("3rd Floor Room", None),
        *((label, None) for label in NAMELESS),
    ],
)
def test_a_label_gives_the_persons_name_given_name_first(label: str, name: str | None) -> None:
    assert clean_speaker(label) == name
