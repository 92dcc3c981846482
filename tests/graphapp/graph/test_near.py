"""The quick ways to a neighbourhood answer as the way that every question takes."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from graphapp.graph.embedded import near
from graphapp.graph.embedded.store import EmbeddedStore
from graphapp.videos.recording import record_document
from tests.graphapp.videos.documents import build_document

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("links", [0, 1, 2, 8])
@pytest.mark.parametrize("depth", [1, 2])
@pytest.mark.parametrize("limit", [4, 200])
def test_both_ways_answer_alike(monkeypatch: pytest.MonkeyPatch, links: int, depth: int, limit: int) -> None:
    dice = random.Random(links)
    names = ["Ada", "Bob", "Cleo", "Dan", "Eve", "Fay", "Gus", "Hal", "Ivy", "Joe"]
    pairs = [dice.sample(pair, 2) for pair in combinations(names, 2) if dice.random() < 0.4 or pair[0] == "Ada"]
    claims = [(a, dice.choice(["uses", "related_to"]), b) for a, b in pairs for _ in range(dice.randint(1, 3))]
    record_document(build_document("Talk", {name: [] for name in names}, claims))
    monkeypatch.setattr(near, "LINKS_A_LOOKUP", links / 2)
    store = EmbeddedStore()
    asked = [node.id for node in store.overview().nodes]
    quick = [store.neighbourhood(id, depth=depth, limit=limit) for id in asked]
    for quick_way in ("can_rank", "can_list"):
        monkeypatch.setattr(near, quick_way, lambda filters: False)
    assert quick == [store.neighbourhood(id, depth=depth, limit=limit) for id in asked]
    assert any(answer.edges for answer in quick)
