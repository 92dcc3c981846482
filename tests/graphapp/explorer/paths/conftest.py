"""The library that questions about paths are asked of, on each store."""

from __future__ import annotations

from typing import Any

import pytest

from tests.graphapp.explorer.stores import BOTH_STORES, open_library
from tests.graphapp.graph.library import Library


@pytest.fixture(params=BOTH_STORES)
def library(request: pytest.FixtureRequest, settings: Any, db: None) -> Library:
    return open_library(request, settings)
