"""Extractors are opened by name, and what is missing or fails in them is said in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ingest import extract
from ingest.errors import ExtractorError, ExtractorUnavailable, RunCancelled, UnknownExtractor
from ingest.extract import list_extractors, open_extractor
from ingest.extract.protocol import Progress
from ingest.records import Transcript
from tests.ingest.extract.llm.talks import short_talk


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


def fail(error: Exception) -> Any:
    raise error


def install(monkeypatch: pytest.MonkeyPatch, load: Callable[[], object]) -> None:
    entry = type("Entry", (), {"name": "odd", "load": staticmethod(load)})
    monkeypatch.setattr(extract, "entry_points", lambda **_: (entry,))


@pytest.mark.parametrize(
    "load", [lambda: fail(AttributeError("no Odd in it")), lambda: lambda: fail(KeyError("ODD_KEY"))]
)
def test_what_fails_while_an_installed_extractor_is_opened_names_it(
    monkeypatch: pytest.MonkeyPatch, load: Callable[[], object]
) -> None:
    install(monkeypatch, load)
    with pytest.raises(ExtractorError, match=r"The extractor “odd” failed: \w+Error: .*Odd|ODD_KEY"):
        open_extractor("odd")


def test_what_fails_in_an_installed_extractor_names_it_and_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, lambda: object)
    with pytest.raises(ExtractorError, match=r"The extractor “odd” failed: AttributeError: .* line \d+"):
        open_extractor("odd").extract(short_talk())


@pytest.mark.parametrize("error", [RunCancelled("stopped"), OSError("the caller's own")])
def test_what_its_caller_raises_passes_through_an_installed_extractor(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    class Telling:
        def extract(self, transcript: Transcript, *, known: object, on_progress: Progress) -> None:
            on_progress(0.5)

    install(monkeypatch, lambda: Telling)
    with pytest.raises(type(error)) as caught:
        open_extractor("odd").extract(short_talk(), on_progress=lambda _done: fail(error))
    assert caught.value is error
