"""SQLite's quick way to a neighbourhood answers as the way that every database takes."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from graphapp.graph.embedded import near
from graphapp.graph.embedded.store import EmbeddedStore
from graphapp.graph.results import Filters
from graphapp.videos.recording import record_document
from tests.graphapp.videos.documents import build_document

pytestmark = pytest.mark.django_db

EVERYTHING = Filters(minimum_confidence=1e-9)
"""Narrows nothing, but is taken for a filter: so that the general way is taken."""


@pytest.mark.parametrize("few", [0, 2, 4, 60])
@pytest.mark.parametrize("depth", [1, 2])
@pytest.mark.parametrize("limit", [4, 200])
def test_both_ways_answer_alike(monkeypatch: pytest.MonkeyPatch, few: int, depth: int, limit: int) -> None:
    dice = random.Random(few)
    names = ["Ada", "Bob", "Cleo", "Dan", "Eve", "Fay", "Gus", "Hal", "Ivy", "Joe"]
    pairs = [dice.sample(pair, 2) for pair in combinations(names, 2) if dice.random() < 0.4 or pair[0] == "Ada"]
    claims = [(a, dice.choice(["uses", "related_to"]), b) for a, b in pairs for _ in range(dice.randint(1, 3))]
    record_document(build_document("Talk", {name: [] for name in names}, claims))
    monkeypatch.setattr(near, "FEW_LINKS", few)
    store = EmbeddedStore()
    for node in store.overview().nodes:
        quick = store.neighbourhood(node.id, depth=depth, limit=limit)
        assert quick == store.neighbourhood(node.id, depth=depth, limit=limit, filters=EVERYTHING)
