"""A worker says as it starts that EXTRACTOR can't be used, before the first talk fails."""

from __future__ import annotations

from typing import Any

import pytest

from graphapp.config.celery import prepare_worker


@pytest.mark.parametrize(
    ("extractor", "told"),
    [("nope", "There is no extractor “nope”. Choose one of: "), ("llm", "Set LLM_URL"), ("builtin", None)],
)
def test_a_worker_tells_at_its_start_what_stands_in_the_way_of_reading(
    extractor: str, told: str | None, settings: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv("LLM_URL", raising=False)
    monkeypatch.setattr("graphapp.config.celery.collect_seldom", lambda: None)  # for good, in the tests' process too
    settings.EXTRACTOR = extractor
    prepare_worker()
    if told is None:
        assert not caplog.records
    else:
        assert told in caplog.text
        assert f"EXTRACTOR={extractor}" in caplog.text
