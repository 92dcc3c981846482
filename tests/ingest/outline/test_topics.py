"""Topics are few, differ from each other, and are what the talk is about rather than what it mentions."""

from __future__ import annotations

from ingest.outline import outline_video
from ingest.outline.phrases import find_phrases
from ingest.outline.reading import read_sentences
from tests.ingest.relate.talks import make_transcript, place_entities

TALK = (
    "Today we talk about tidal power and about tidal turbines. A tidal turbine turns slowly in the tidal current. "
    "Tidal power needs grid storage, since the tide keeps its own hours. Grid storage is what makes tidal power pay. "
    "My neighbour laughed at tidal turbines. Then the neighbour saw the grid storage and laughed no more. "
    "A battery does not mind the tide. Grid storage and tidal power belong together, whatever the neighbour says. "
)
FILLER = "It was a fine day and we walked along the water and said nothing much for a long while. "
NAMES = {"Tidal power|tidal power": "Concept", "Grid storage|grid storage": "Concept", "neighbour": "Concept"}


def list_topics(text: str, names: dict[str, str]) -> list[str]:
    transcript = make_transcript([text])
    found = outline_video(transcript, entities=place_entities(transcript, names))
    return [topic.name for topic in found.topics]


def test_the_themes_of_a_talk_come_before_what_it_only_mentions() -> None:
    topics = list_topics(TALK + FILLER * 10, NAMES)
    assert set(topics[:2]) == {"Tidal power", "Grid storage"}
    assert topics.index("Tidal power") < topics.index("Neighbour")


def test_a_talk_gets_only_the_topics_it_has() -> None:
    assert 1 <= len(list_topics(TALK + FILLER * 10, NAMES)) <= 8


def test_one_theme_in_other_words_is_no_further_topic() -> None:
    topics = [topic.lower() for topic in list_topics(TALK + FILLER * 10, NAMES)]
    assert not {"tidal power", "power"} <= set(topics)
    assert not {"grid storage", "storage"} <= set(topics)


def test_the_initials_of_a_topic_are_no_further_topic_one_or_many() -> None:
    text = (
        "The tidal grid unit turned. Tidal grid units like it. Many TGUs stand there, and TGUs turn. A tidal grid unit."
    )
    names = {"Tidal grid unit|tidal grid unit|Tidal grid units": "Concept", "TGUs": "Product"}
    topics = list_topics(text + FILLER * 3, names)
    assert len({"Tidal grid unit", "TGUs"} & set(topics)) == 1


def test_what_is_called_open_source_keeps_both_words() -> None:
    said = (
        "Open source sustainers pay for it. We all like open source sustainers, and most open source sustainers know."
    )
    reading = read_sentences(make_transcript([said]), entities=())
    assert "source sustainers" not in {phrase.text.lower() for phrase in find_phrases(reading)}
    assert "open source sustainers" in {phrase.text.lower() for phrase in find_phrases(reading)}
