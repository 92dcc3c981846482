"""A Neo4j of before hidden things stayed in it: they stay hidden over the update, and come back with all that hung on
them; record and store are equal at each step."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from neo4j import GraphDatabase

from graphapp.curation.deciding import make_decision, revoke_decision
from graphapp.graph.models import Entity
from graphapp.graph.neo4j.store import Neo4jStore
from graphapp.graph.opening import read_address
from graphapp.runs.projection.graph_upkeep import rebuild_store
from graphapp.runs.projection.outbox import catch_up, enqueue
from graphapp.runs.tasks import keep_store
from graphapp.videos.deriving.resolving import rebuild_graph
from graphapp.videos.models import Decision
from graphapp.videos.recording import record_document
from tests.graphapp.graph.library import list_differences
from tests.graphapp.videos.documents import build_document
from tests.graphapp.videos.test_upgrading import BEFORE, CLAIMS, hide_as_it_was_done_before, look, migrate, now

__all__ = ["now"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.neo4j, pytest.mark.xdist_group("neo4j")]
FORGET_HIDDEN = "MATCH (n:HiddenEntity) DETACH DELETE n"


@pytest.fixture
def hub(settings: Any, neo4j_turn: str, neo4j_store: Neo4jStore) -> Entity:
    """Named in three talks, joined to three things; record and store are in step."""
    settings.GRAPH_URL = neo4j_turn
    for title in ("One", "Two"):
        document = build_document(title, {"OpenAI": [], "Cerebras": ["WSE-3"], "NVIDIA": []}, CLAIMS[:1])
        enqueue(record_document(document).delta)
    enqueue(record_document(build_document("Three", {"Cerebras": [], "NVIDIA": []}, CLAIMS[2:])).delta)
    assert catch_up()
    assert list_differences(neo4j_store) == []
    return Entity.objects.get(name="Cerebras")


@pytest.mark.parametrize("how", ["at once", "after the store was written anew", "after all was resolved again"])
def test_what_was_hidden_in_both_before_the_upgrade_comes_back_in_both(
    hub: Entity, now: list[tuple[str, str]], neo4j_store: Neo4jStore, client: Client, how: str
) -> None:
    before = look(client, hub)
    decision = make_decision("hide", {"entity": hub.id}, author="ed")
    hidden = look(client, hub)
    assert hidden != before
    hide_as_it_was_done_before(hub.id)
    rebuild_store(neo4j_store)  # nothing of it was there either

    migrate(BEFORE)
    migrate(now)

    if how == "after the store was written anew":
        call_command("graph", "rebuild")
    if how == "after all was resolved again":
        rebuild_graph()
        keep_store()
    assert list_differences(neo4j_store) == []
    assert look(client, hub) == hidden
    revoke_decision(Decision.objects.get(id=decision.id), author="ed")
    assert catch_up()
    assert list_differences(neo4j_store) == []
    assert look(client, hub) == before


@pytest.mark.parametrize("mended", [True, False])
def test_a_store_that_left_hidden_things_out_has_them_once_it_is_looked_at_or_they_are_shown_again(
    hub: Entity, neo4j_store: Neo4jStore, neo4j_turn: str, client: Client, mended: bool
) -> None:
    before = look(client, hub)
    decision = make_decision("hide", {"entity": hub.id}, author="ed")
    assert catch_up()
    address = read_address(neo4j_turn, database="neo4j")
    with GraphDatabase.driver(address.uri, auth=(address.user, address.password)) as driver:
        driver.execute_query(FORGET_HIDDEN)
    assert list_differences(neo4j_store)
    if mended:
        keep_store()
        assert list_differences(neo4j_store) == []
    revoke_decision(decision, author="ed")
    assert catch_up()
    keep_store()
    assert list_differences(neo4j_store) == []
    assert look(client, hub) == before
