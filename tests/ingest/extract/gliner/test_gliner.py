"""The GLiNER extractor against a stand-in with the library's interface (see fake_gliner)."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from ingest.errors import ExtractorUnavailable
from ingest.extract import list_extractors, open_extractor
from ingest.extract.gliner import extractor as module
from ingest.pipeline import extract_document
from ingest.records import EntityType
from tests.ingest.extract.gliner import fake_gliner
from tests.ingest.extract.talks import make_talk

WORDS = {
    "Ville Tuulos": ("person", 0.98),
    "Outerbounds": ("organization", 0.9),
    "infrastructure": ("concept", 0.6),
    "bananas": ("product", 0.2),
}


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    module._load_model.cache_clear()
    monkeypatch.setitem(sys.modules, "gliner", fake_gliner)
    (tmp_path / "words.json").write_text(json.dumps(WORDS))
    monkeypatch.setenv("GLINER_MODEL", str(tmp_path))
    return tmp_path


def test_what_the_model_finds_is_placed_and_typed() -> None:
    talk = make_talk("With us is", "Ville Tuulos of Outerbounds, for infrastructure and bananas.", flowing=True)
    found = open_extractor("gliner").extract(talk)
    assert [(s.mention.segment, s.mention.start, s.mention.end, s.type, s.confidence) for s in found.spans] == [
        ("s2", 0, 12, EntityType.PERSON, 0.98),
        ("s2", 16, 27, EntityType.ORGANIZATION, 0.9),
        ("s2", 33, 47, EntityType.CONCEPT, 0.6),
    ]
    assert found.claims is None


def test_long_talks_are_asked_piece_by_piece_for_all_our_types() -> None:
    talk = make_talk(*["Here is Outerbounds again. " + "We talk about nothing at all. " * 60] * 30)
    opened = open_extractor("gliner")
    told: list[float] = []
    found = opened.extract(talk, on_progress=told.append)
    assert len(found.spans) == 30
    asked = opened._model.asked  # type: ignore[attr-defined]
    assert max(len(text) for texts, _ in asked for text in texts) <= 1200
    assert {label for _, labels in asked for label in labels} == {type.value.lower() for type in EntityType}
    assert told == sorted(told)


def test_the_pipeline_takes_it_by_name() -> None:
    document = extract_document(make_talk("Ville Tuulos founded Outerbounds."), extractor="gliner")
    assert {entity.name for entity in document.entities} == {"Ville Tuulos", "Outerbounds"}


def test_a_missing_folder_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "gliner" in list_extractors()
    for value in ("", "/nowhere/at/all"):
        monkeypatch.setenv("GLINER_MODEL", value)
        with pytest.raises(ExtractorUnavailable, match="set GLINER_MODEL to its folder"):
            open_extractor("gliner")


def test_a_folder_without_weights_is_said_in_one_sentence(installed: Path) -> None:
    (installed / "words.json").unlink()
    with pytest.raises(ExtractorUnavailable, match="can't be loaded: No config file found"):
        open_extractor("gliner")


def test_a_missing_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gliner", None)
    with pytest.raises(ExtractorUnavailable, match=r"pip install -e '\.\[gliner\]'"):
        open_extractor("gliner")
