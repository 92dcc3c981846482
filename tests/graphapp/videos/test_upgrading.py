"""A database of before is as a new one after the upgrade: what was hidden before there was a flag for it stays so, and
comes back exactly; topics have the addresses that new ones get."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Q
from django.test import Client

from graphapp.curation.deciding import make_decision, revoke_decision
from graphapp.graph.models import Appearance, Entity, Relation
from graphapp.videos.deriving.resolving import rebuild_graph
from graphapp.videos.models import Claim, Decision, DecisionKey, Key, Topic
from graphapp.videos.recording import record_document
from ingest.records import EntityType
from tests.graphapp.videos.documents import build_document
from tests.graphapp.videos.test_resolving_laws import snapshot

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = [("graph", "0008_confidence_in_link_indexes"), ("videos", "0004_desk")]
CLAIMS = [("OpenAI", "uses", "Cerebras"), ("Cerebras", "makes", "WSE-3"), ("NVIDIA", "competes_with", "Cerebras")]


def migrate(targets: list[tuple[str, str]]) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(targets)


@pytest.fixture
def now() -> Iterator[list[tuple[str, str]]]:
    """What to migrate to for today's tables, which every other test needs again."""
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield leaves
    migrate(leaves)


def test_topics_of_before_get_the_addresses_that_new_ones_have(now: list[tuple[str, str]]) -> None:
    names = {"C++": [], "Tin": [], "한국": [], "Chips": [], "Windows": []}
    record_document(build_document("Languages", names, types={"Chips": EntityType.CONCEPT}))
    made = dict(Topic.objects.values_list("name", "slug"))
    for name, slug in (("C++", "c"), ("Chips", "chips")):
        Topic.objects.filter(name=name).update(slug=slug)
    migrate([("videos", "0010_newest_on_postgresql")])
    migrate(now)
    assert dict(Topic.objects.values_list("name", "slug")) == made


def test_decisions_of_before_know_by_which_key_they_mean_a_thing(now: list[tuple[str, str]]) -> None:
    record_document(build_document("One", {"OpenAI": ["Open AI"], "Cerebras": []}))
    make_decision("rename", {"entity": Entity.objects.get(name="OpenAI").id, "name": "Open"}, author="ed")
    make_decision("same", {"entities": list(Entity.objects.values_list("id", flat=True))}, author="ed")
    made = set(DecisionKey.objects.values_list("decision", "key", "meant"))
    migrate([("videos", "0011_topics_apart")])
    migrate(now)
    assert set(DecisionKey.objects.values_list("decision", "key", "meant")) == made


def hide_as_it_was_done_before(entity: str) -> None:
    """The rows of what was hidden were not there at all."""
    hanging = Q(subject=entity) | Q(object=entity)
    Claim.objects.filter(relation__in=Relation.everything.filter(hanging).values("id")).update(relation=None)
    Relation.everything.filter(hanging).delete()
    Appearance.everything.filter(entity=entity).delete()
    Key.objects.filter(holder=entity).update(entity=None, holder="")
    Entity.everything.filter(id=entity).delete()


def look(client: Client, entity: Entity) -> list[object]:
    pages = [client.get(f"/entities/{entity.slug}/"), client.get(f"/api/v1/entities/{entity.id}/")]
    shown = [sorted(row["name"] for row in client.get("/api/v1/entities/").json()["results"])]
    return [*(page.status_code for page in pages), *shown]


@pytest.mark.parametrize("rebuilt", [False, True], ids=["at once", "after a rebuild"])
def test_what_was_hidden_before_the_upgrade_stays_hidden_and_comes_back_exactly(
    now: list[tuple[str, str]], client: Client, rebuilt: bool
) -> None:
    for title in ("One", "Two"):
        record_document(build_document(title, {"OpenAI": [], "Cerebras": ["WSE-3"], "NVIDIA": []}, CLAIMS[:1]))
    record_document(build_document("Three", {"Cerebras": [], "WSE-3": [], "NVIDIA": []}, CLAIMS[1:]))
    plain, hub = snapshot(), Entity.objects.get(name="Cerebras")
    before = look(client, hub)
    decision = make_decision("hide", {"entity": hub.id}, author="ed")
    hidden = look(client, hub)
    assert hidden != before
    hide_as_it_was_done_before(hub.id)

    migrate(BEFORE)
    migrate(now)

    if rebuilt:
        rebuild_graph()
    assert look(client, hub) == hidden
    revoke_decision(Decision.objects.get(id=decision.id), author="ed")
    assert snapshot() == plain
    assert look(client, hub) == before
