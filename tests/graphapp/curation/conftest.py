"""A small library of which the desk has something to ask."""

from __future__ import annotations

import pytest

from graphapp.curation.review.gathering import gather_all
from graphapp.videos.recording import record_document
from ingest.records import EntityType
from tests.graphapp.videos.documents import build_document


@pytest.fixture(scope="module")
def library(shared_rows: None) -> None:
    claims = [("Wafer Scale Engine", "makes", "Cerebras")]
    types = {"Cerebras": EntityType.ORGANIZATION, "Wafer Scale Engine": EntityType.PRODUCT}
    record_document(build_document("A", {"Cerebras": [], "Wafer Scale Engine": []}, claims, types=types))
    types = {"Cerebras": EntityType.PRODUCT, "Wafer-Scale Engine": EntityType.PRODUCT}
    record_document(build_document("B", {"Cerebras": [], "Wafer-Scale Engines": [], "Cerabras": []}, types=types))
    gather_all()
