"""Plain subjects are topics of talks that speak of them in other words, and of no others."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files

from ingest.outline import outline_video
from ingest.outline.plain import find_told, list_cue_stems, load_plain
from ingest.outline.reading import read_sentences
from ingest.records import Entity, Topic
from tests.ingest.relate.talks import make_transcript, place_entities

TESTS = (
    "A unit test must be fast, and our unit tests were not. The test suite took an hour, and half of it was flaky.",
    "We had lunch by the river and it rained all day.",
    "Then we wrote tests before code. Test coverage went up, QA was happy, every assertion said why. The tester slept.",
    "Everybody went home after that, and the rain had stopped.",
)
WALK = "It was a fine day and we walked along the water and said nothing much for a long while. "
MOST_WORDS = 4


def list_topics(turns: tuple[str, ...], names: dict[str, str] | None = None) -> dict[str, Topic]:
    transcript = make_transcript(turns)
    entities: tuple[Entity, ...] = place_entities(transcript, names or {})
    return {topic.name: topic for topic in outline_video(transcript, entities=entities).topics}


def test_a_subject_is_a_topic_under_its_usual_name_where_its_words_are_said() -> None:
    assert list_topics(TESTS)["Unit testing"].segments == ("s1", "s3")


def test_what_is_told_in_many_words_comes_before_what_is_told_in_few() -> None:
    found = find_told(read_sentences(make_transcript(TESTS), entities=()))
    assert [one.name for one in found][:2] == ["Software testing", "Unit testing"]


def test_one_word_alone_tells_of_no_plain_subject() -> None:
    assert not find_told(
        read_sentences(make_transcript(["We had to refactor it. Refactor it again. " + WALK]), entities=())
    )


def test_a_talk_that_tells_of_none_gets_none() -> None:
    assert not set(list_topics((WALK * 5,))) & set(load_plain())


def test_a_talk_without_words_has_no_topics() -> None:
    assert list_topics(("",)) == {}


def test_one_that_is_an_entity_is_one_topic_that_leads_to_the_entity() -> None:
    topics = list_topics(TESTS, {"Unit test|unit test|unit tests": "Concept"})
    assert topics["Unit test"].entity == "e1"
    assert "Unit testing" not in topics


def test_forms_of_a_word_are_one_cue() -> None:
    assert len({list_cue_stems(form) for form in ("unit test", "unit tests", "unit-testing")}) == 1


def test_other_scripts_have_stems_of_their_own() -> None:
    assert list_cue_stems("технічний борг") != list_cue_stems("мобільні застосунки")


def test_every_plain_subject_is_short_named_once_and_told_by_more_than_its_name() -> None:
    lines = files("ingest.outline").joinpath("plain.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert all(len(row) == 2 for row in rows)
    assert [name for name, count in Counter(name.lower() for name, _ in rows).items() if count > 1] == []
    assert [name for name, _ in rows if len(re.findall(r"\S+", name)) > MOST_WORDS] == []
    assert [name for name, cues in load_plain().items() if len(cues) < 3] == []


def test_every_counted_cue_is_one_of_the_list() -> None:
    total, *lines = files("ingest.outline").joinpath("cues.tsv").read_text("utf-8").splitlines()
    cues = {cue for cues in load_plain().values() for cue in cues}
    counted = {tuple(line.split("\t")[0].split()): int(line.split("\t")[1]) for line in lines}
    assert set(counted) <= cues
    assert max(counted.values()) <= int(total)
