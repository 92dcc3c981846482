"""What a library knows goes into the next ingest: its names are found, and what its editors parted stays apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.__main__ import main
from ingest.errors import SourceError
from ingest.ids import fold_name
from ingest.lexicon import Lexicon, read_lexicon
from ingest.pipeline import run_pipeline
from ingest.records import Document, EntityType, KnownName, RawSource
from ingest.sources import source_from_bytes

TALK = """Nora Quill: Welcome to the workshop. Today we speak about Vexlorum and what it did for us.

Nora Quill: Vexlorum Labs made the Quibble Press, and Quibble Presses are everywhere. Kates runs on Kubernetes.

Sam Tarn: We moved to k8s last year, and Vexlorum was a great help. Vexlorum team, thank you. Hello, Nora.
"""


def ingest(text: str = TALK, **lexicon: object) -> Document:
    return run_pipeline(as_source(text), lexicon=Lexicon(**lexicon))  # type: ignore[arg-type]


def as_source(text: str) -> RawSource:
    return source_from_bytes(text.encode(), name="talk.txt", kind="text")


def list_forms(document: Document) -> list[set[str]]:
    return [{fold_name(form) for form in (e.name, *e.surfaces)} for e in document.entities]


def test_a_librarys_alias_is_found_and_named_as_the_library_does() -> None:
    found = ingest(names=(KnownName("Vexlorum Incorporated", EntityType.ORGANIZATION, ("Vexlorum",)),))
    entity = next(e for e in found.entities if "Vexlorum" in e.surfaces)
    assert (entity.name, entity.type) == ("Vexlorum Incorporated", EntityType.ORGANIZATION)


def test_names_that_were_parted_are_not_joined_again() -> None:
    assert {"quibble press", "quibble presses"} in list_forms(ingest())
    parted = list_forms(ingest(apart=(("Quibble Press", "Quibble Presses"),)))
    assert not [forms for forms in parted if {"quibble press", "quibble presses"} <= forms]


def test_an_alias_of_the_products_own_list_can_be_parted_from_its_entry() -> None:
    assert [forms for forms in list_forms(ingest()) if {"k8s", "kubernetes"} <= forms]
    parted = list_forms(ingest(apart=(("K8s", "Kubernetes"),)))
    assert not [forms for forms in parted if {"k8s", "kubernetes"} <= forms]
    assert [forms for forms in parted if "k8s" in forms]


def test_a_speakers_given_name_can_be_parted_from_the_speaker() -> None:
    assert [forms for forms in list_forms(ingest()) if {"nora", "nora quill"} <= forms]
    assert not [f for f in list_forms(ingest(apart=(("nora", "Nora Quill"),))) if {"nora", "nora quill"} <= f]


def test_what_was_parted_is_not_suggested_either() -> None:
    names = ("Vexlorum", "Vexlorum Labs", "Vexlorum team", "Nora", "Nora Quill", "Quibble Press", "Quibble Presses")
    found = ingest(apart=tuple((a, b) for a in names for b in names))
    assert not found.suggestions


FORMS = ("Vexlorum", "Vexlorum Labs", "Vexlorum team", "Quibble Press", "Quibble Presses", "k8s", "Kubernetes", "Nora")


@given(st.lists(st.tuples(st.sampled_from(FORMS), st.sampled_from(FORMS)), max_size=4))
def test_no_chain_of_joins_brings_together_what_was_parted(apart: list[tuple[str, str]]) -> None:
    for forms in list_forms(ingest(apart=tuple(apart))):
        for one, other in apart:
            assert fold_name(one) == fold_name(other) or not {fold_name(one), fold_name(other)} <= forms


def test_a_list_of_names_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.tsv"
    path.write_text("# ours\nVexlorum Incorporated\tOrganization\tVexlorum | VX\n\nQuibble\tProduct\n", "utf-8")
    assert read_lexicon(path) == (
        KnownName("Vexlorum Incorporated", EntityType.ORGANIZATION, ("Vexlorum", "VX")),
        KnownName("Quibble", EntityType.PRODUCT),
    )


@pytest.mark.parametrize("line", ["Vexlorum", "\tPerson", "Vexlorum\tFirm\tVX"])
def test_a_wrong_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "lexicon.tsv"
    path.write_text(f"Quibble\tProduct\n{line}\n", "utf-8")
    with pytest.raises(SourceError, match="line 2"):
        read_lexicon(path)


def test_the_command_takes_a_list_of_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "talk.txt").write_text(TALK, "utf-8")
    (tmp_path / "names.tsv").write_text("Vexlorum Incorporated\tOrganization\tVexlorum\n", "utf-8")
    assert main([str(tmp_path / "talk.txt"), "--lexicon", str(tmp_path / "names.tsv"), "--quiet"]) == 0
    names = {entity["name"] for entity in json.loads(capsys.readouterr().out)["entities"]}
    assert "Vexlorum Incorporated" in names


def test_a_list_that_is_not_there_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "talk.txt").write_text(TALK, "utf-8")
    assert main([str(tmp_path / "talk.txt"), "--lexicon", str(tmp_path / "none.tsv")]) == 2
    message = capsys.readouterr().err
    assert "none.tsv" in message
    assert "Traceback" not in message
