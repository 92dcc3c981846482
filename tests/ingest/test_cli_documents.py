"""The JSON of a whole document: grouped relations, names for ids, every quote and mention where it says it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.__main__ import main
from ingest.document_json import document_to_json
from ingest.records import (
    Chapter,
    Claim,
    Document,
    Entity,
    EntityType,
    ExtractorInfo,
    Mention,
    NameKey,
    Outline,
    Polarity,
    Quote,
    Scope,
    Segment,
    Source,
    Suggestion,
    SummaryPoint,
    SummarySection,
    Topic,
    Transcript,
    Warning,
)

SAID = "Ada Winter works for Harbour Labs. Winter leads Harbour Labs, says Bo."
TALK = """WEBVTT

00:01.000 --> 00:09.000
<v Ada Winter>I'm Ada Winter, and I work for Microsoft. Microsoft acquired GitHub in 2018.

00:10.000 --> 00:19.000
<v Bo Linden>GitHub uses Git, and Git was created by Linus Torvalds. Linus Torvalds also created Linux.
"""


def make_entity(number: int, name: str, type: EntityType, *surfaces: str) -> Entity:
    key = NameKey(name, name.lower(), Scope.LIBRARY, "title", 0.123456)
    return Entity(f"e{number}", name, type, (key,), surfaces, (Mention("s1", 0, 3),), 0.5, 0.987654)


def make_claim(confidence: float, start: int, *, polarity: Polarity = Polarity.ASSERTED) -> Claim:
    quote = Quote("s1", start, SAID[start : start + 10])
    return Claim("e1", "works_for", "e2", polarity, confidence, quote, "pattern", "Ada Winter", 1000)


@pytest.fixture
def document() -> Document:
    transcript = Transcript(
        "Talk", "en", Source("file", "talk.vtt", "0" * 64), (Segment("s1", SAID, 1000, 9000, "Ada Winter"),), 9000
    )
    return Document(
        transcript=transcript,
        entities=(
            make_entity(1, "Ada Winter", EntityType.PERSON, "Winter", "Ada Winter"),
            make_entity(2, "Harbour Labs", EntityType.ORGANIZATION, "Harbour Labs"),
        ),
        claims=(make_claim(0.5, 20), make_claim(0.8, 0), make_claim(0.9, 5, polarity=Polarity.DENIED)),
        outline=Outline(
            chapters=(Chapter("Work", "Ada Winter works for", "s1", 1000),),
            topics=(Topic("Harbours", ("s1",), "e2"), Topic("Tides", ())),
            summary=(SummarySection("Work", (SummaryPoint("She works.", "s1", "anchor"),)),),
        ),
        extractor=ExtractorInfo("builtin", "1", 0.1, dropped={"claim": 1}),
        suggestions=(Suggestion("e1", "e2", "spelling", 0.25),),
        warnings=(Warning("code", "Message.", "s1"),),
    )


def test_claims_that_say_the_same_are_one_relation(document: Document) -> None:
    relations: Any = document_to_json(document)["relations"]
    assert [(r["id"], r["subject"], r["predicate"], r["object"], r["polarity"]) for r in relations] == [
        ("r1", "Ada Winter", "works_for", "Harbour Labs", "asserted"),
        ("r2", "Ada Winter", "works_for", "Harbour Labs", "denied"),
    ]
    assert [r["confidence"] for r in relations] == [0.9, 0.9]
    assert [e["quote"] for e in relations[0]["evidence"]] == [SAID[:10], SAID[20:30]]
    assert relations[0]["evidence"][0].items() >= {"segment": "s1", "start_ms": 1000, "speaker": "Ada Winter"}.items()


def test_entities_have_their_other_forms_and_keys(document: Document) -> None:
    entities: Any = document_to_json(document)["entities"]
    assert [e["aliases"] for e in entities] == [["Winter"], []]
    assert entities[0]["confidence"] == 0.9877
    assert entities[0]["mentions"] == [{"segment": "s1", "start": 0, "end": 3}]
    assert entities[0]["keys"][0]["reason"] == "title"


def test_the_outline_names_what_it_points_at(document: Document) -> None:
    written: Any = document_to_json(document)
    assert written["topics"] == ["Harbours", "Tides"]
    assert [topic["entity"] for topic in written["topic_segments"]] == ["Harbour Labs", None]
    assert (
        written["chapters"][0].items()
        >= {"title": "Work", "starts_with": "Ada Winter works for", "start_ms": 1000}.items()
    )
    assert written["summary"] == [
        {"heading": "Work", "points": [{"text": "She works.", "segment": "s1", "icon": "anchor"}]}
    ]
    assert written["suggestions"][0]["left"] == "Ada Winter"
    assert written["extractor"].keys() >= {"name", "version", "seconds", "tokens_in", "tokens_out", "cost"}
    assert written["warnings"] == [{"code": "code", "message": "Message.", "where": "s1"}]


def test_a_document_is_plain_json(document: Document) -> None:
    written = document_to_json(document)
    assert json.loads(json.dumps(written, allow_nan=False)) == written


def ingest(path: Path, capfd: pytest.CaptureFixture[str], *options: str) -> Any:
    assert main([str(path), "--quiet", *options]) == 0
    return json.loads(capfd.readouterr().out)


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "talk.vtt"
    path.write_text(TALK)
    return path


def test_a_real_run_is_grounded_and_names_are_unique(talk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    found = ingest(talk, capfd)
    flow = " ".join(segment["text"] for segment in found["segments"])
    texts = {segment["id"]: segment["text"] for segment in found["segments"]}
    names = [entity["name"] for entity in found["entities"]]
    assert {"Microsoft", "GitHub"} <= set(names)
    assert len(names) == len(set(names))
    for entity in found["entities"]:
        surfaces = {texts[m["segment"]][m["start"] : m["end"]] for m in entity["mentions"]}
        assert surfaces <= {entity["name"], *entity["aliases"]}
    keys = [(r["subject"], r["predicate"], r["object"], r["polarity"]) for r in found["relations"]]
    assert keys
    assert len(keys) == len(set(keys))
    for relation in found["relations"]:
        assert {relation["subject"], relation["object"]} <= set(names)
        assert relation["evidence"]
        assert all(evidence["quote"] in flow for evidence in relation["evidence"])


def test_stopping_after_resolving_leaves_out_what_comes_later(talk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    found = ingest(talk, capfd, "--until", "resolve")
    assert found["entities"]
    assert (found["relations"], found["chapters"], found["summary"]) == ([], [], [])


def test_stopping_after_extraction_gives_single_mentions(talk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    found = ingest(talk, capfd, "--until", "extract")
    texts = {segment["id"]: segment["text"] for segment in found["segments"]}
    assert found["mentions"]
    assert "entities" not in found
    assert all(texts[m["segment"]][m["start"] : m["end"]] == m["text"] for m in found["mentions"])
