"""What tests of runs share beside the fakes of all apps."""

from __future__ import annotations

import pytest

from tests.graphapp.runs.fakes import FakePipeline, FakeStore
from tests.graphapp.runs.sites import FakeSite


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch, pipeline: FakePipeline, store: FakeStore) -> FakeSite:
    fake = FakeSite()
    monkeypatch.setattr("ingest.sources.finding.find_source", fake.find_source)
    return fake
