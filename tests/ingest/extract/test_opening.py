"""Extractors are opened by name, and what is missing is said in one sentence."""

from __future__ import annotations

import pytest

from ingest import extract
from ingest.errors import ExtractorUnavailable, UnknownExtractor
from ingest.extract import list_extractors, open_extractor


class _Entry:
    """An installed entry point whose package lacks something."""

    name = "needy"

    def load(self) -> object:
        raise ModuleNotFoundError("No module named 'absent_package'", name="absent_package")


def test_the_builtin_extractor_opens_without_being_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "entry_points", lambda **_: ())
    assert open_extractor("builtin").name == "builtin"


def test_an_unknown_name_is_answered_with_the_names_there_are() -> None:
    with pytest.raises(UnknownExtractor) as caught:
        open_extractor("divination")
    assert "divination" in str(caught.value)
    assert "builtin" in str(caught.value)


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "entry_points", lambda **_: (_Entry(),))
    assert "needy" in list_extractors()
    with pytest.raises(ExtractorUnavailable, match="absent_package"):
        open_extractor("needy")
