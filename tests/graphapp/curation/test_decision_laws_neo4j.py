"""The laws of `test_decision_laws` on a real Neo4j: after whatever is decided, revoked, restored, added or removed, it
holds what the record says, digest by digest."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphapp.curation.deciding import restore_decision, revoke_decision
from graphapp.graph.neo4j.store import Neo4jStore
from graphapp.graph.opening import open_store
from graphapp.graph.results import GraphDelta
from graphapp.runs.projection.graph_upkeep import compare_store
from graphapp.runs.projection.outbox import catch_up, enqueue
from graphapp.videos.models import Video
from graphapp.videos.recording import delete_video, record_document
from tests.graphapp.curation.test_decision_laws import decide_something
from tests.graphapp.taken_back import taken_back
from tests.graphapp.videos.test_resolving_laws import documents, snapshot

pytestmark = [pytest.mark.neo4j, pytest.mark.xdist_group("neo4j"), pytest.mark.django_db]
EXAMPLES = 6


@pytest.fixture
def neo4j_store(settings: Any, neo4j_turn: str) -> Neo4jStore:
    settings.GRAPH_URL = neo4j_turn
    store = open_store()
    assert isinstance(store, Neo4jStore)
    store.setup()
    return store


def send(delta: GraphDelta) -> None:
    enqueue(delta)


def assert_follows(store: Neo4jStore) -> None:
    assert catch_up()  # on a busy machine a decision may have left it to a worker
    assert not compare_store(store).differences


@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_neo4j_holds_what_the_record_says_whatever_is_decided(neo4j_store: Neo4jStore, data: st.DataObject) -> None:
    with taken_back():
        neo4j_store.wipe()
        for number in range(data.draw(st.integers(1, 3))):
            send(record_document(data.draw(documents(number=number))).delta)
        plain, made = snapshot(), []
        for _ in range(data.draw(st.integers(3, 6))):
            made += [decision] if (decision := decide_something(data)) else []
            assert_follows(neo4j_store)
        for decision in data.draw(st.permutations(made)):
            revoke_decision(decision, author="ed")
            assert_follows(neo4j_store)
        assert snapshot() == plain
        for decision in data.draw(st.permutations(made)):
            restore_decision(decision, author="ed")
        assert_follows(neo4j_store)
        send(record_document(data.draw(documents(number=7))).delta)
        assert_follows(neo4j_store)
        send(delete_video(data.draw(st.sampled_from(list(Video.objects.order_by("id"))))))
        assert_follows(neo4j_store)
