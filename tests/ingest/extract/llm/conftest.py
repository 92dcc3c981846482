"""Runs the extractor against the stub, with settings that make waiting short."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.extract.llm import LlmExtractor, LlmSettings
from tests.ingest.extract.llm.stub import StubModel, serve
from tests.ingest.extract.llm.talks import truthful

MakeExtractor = Callable[..., LlmExtractor]


@pytest.fixture
def stub() -> Iterator[StubModel]:
    with serve(StubModel(answer=truthful)) as running:
        yield running


@pytest.fixture
def make(stub: StubModel, tmp_path: Path) -> MakeExtractor:
    def make_extractor(**changes: object) -> LlmExtractor:
        settings = {"url": stub.url, "model": "m", "backoff_seconds": 0.01, "retries": 2, "timeout_seconds": 5.0}
        return LlmExtractor(LlmSettings(**{**settings, "cache_folder": tmp_path / "cache", **changes}))  # type: ignore[arg-type]

    return make_extractor
