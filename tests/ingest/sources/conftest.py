"""A server on loopback that fetching is allowed to reach, without the pauses between attempts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ingest.sources import fetching
from tests.ingest.sources.server import Server, serve


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(fetching, "BACKOFF_SECONDS", (0.0, 0.0))
    monkeypatch.setenv("FETCH_ALLOWED_HOSTS", "127.0.0.1")
    with serve() as running:
        yield running
