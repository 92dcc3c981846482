"""Decisions over untouched extractions: whatever is decided, revoked, restored, added or removed, in whatever
order, the graph equals the one rebuilt from nothing, and a revoked decision was never made."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import event, given, settings
from hypothesis import strategies as st
from rest_framework.exceptions import APIException

from graphapp.curation.deciding import make_decision, restore_decision, revoke_decision
from graphapp.graph.models import Entity, Pending, Relation
from graphapp.videos.models import Decision, Video
from graphapp.videos.recording import delete_video, record_document
from graphapp.videos.resolving import rebuild_graph
from tests.graphapp.videos.test_resolving_laws import documents, snapshot

pytestmark = pytest.mark.django_db

KINDS = ("same", "distinct", "split", "rename", "retype", "hide", "approve", "correct", "hide relation")


class _Rollback(Exception):
    pass


def decide_something(data: st.DataObject) -> Decision | None:
    """One random decision on what is there; None where it was refused."""
    kind = data.draw(st.sampled_from(KINDS))
    entities = list(Entity.objects.order_by("id").values_list("id", flat=True))
    relations = list(Relation.objects.order_by("id").values_list("id", flat=True))
    fields: dict[str, object] = {}
    if kind in {"same", "distinct"}:
        if len(entities) < 2:
            return None
        fields["entities"] = data.draw(st.lists(st.sampled_from(entities), min_size=2, max_size=3, unique=True))
    elif kind in {"correct", "hide relation"}:
        if not relations:
            return None
        fields["relation"] = data.draw(st.sampled_from(relations))
        fields |= {
            "predicate": data.draw(st.sampled_from(["uses", "makes", "competes_with"])),
            "swapped": data.draw(st.booleans()),
        }
    else:
        if not entities:
            return None
        entity = Entity.objects.get(id=data.draw(st.sampled_from(entities)))
        keys = sorted(entity.keys.values_list("id", flat=True))
        fields["entity"] = entity.id
        fields["aliases"] = data.draw(st.lists(st.sampled_from(keys), max_size=2, unique=True))
        fields["name"] = data.draw(st.sampled_from(["New name", "Other name"])) if kind == "rename" else ""
        fields["type"] = "Place" if kind == "retype" else ""
    try:
        with transaction.atomic():
            event(kind)
            return make_decision(kind.split()[0], fields, author="ed")
    except APIException as refusal:
        event(f"refused {kind}: {refusal}")
        return None


@settings(max_examples=150)
@given(data=st.data())
def test_whatever_is_decided_the_graph_is_the_rebuilt_one_and_undo_is_exact(data: st.DataObject) -> None:
    with pytest.raises(_Rollback), transaction.atomic():
        for number in range(data.draw(st.integers(1, 3))):
            record_document(data.draw(documents(number=number)))
        plain = snapshot()
        made = []
        for _ in range(data.draw(st.integers(1, 5))):
            decision = decide_something(data)
            if decision is not None:
                made.append(decision)
            incremental = snapshot()
            rebuild_graph()
            assert snapshot() == incremental
        full = snapshot()
        for decision in data.draw(st.permutations(made)):
            revoke_decision(decision, author="ed")
            incremental = snapshot()
            rebuild_graph()
            assert snapshot() == incremental
        assert snapshot() == plain
        for decision in data.draw(st.permutations(made)):
            restore_decision(decision, author="ed")
        assert snapshot() == full
        raise _Rollback


@settings(max_examples=80)
@given(data=st.data())
def test_decisions_survive_new_and_removed_videos(data: st.DataObject) -> None:
    with pytest.raises(_Rollback), transaction.atomic():
        for number in range(2):
            record_document(data.draw(documents(number=number)))
        for _ in range(3):
            decide_something(data)
        before = snapshot()
        again = record_document(data.draw(documents(number=7)))
        incremental = snapshot()
        rebuild_graph()
        assert snapshot() == incremental
        delete_video(again.video)
        assert snapshot() == before
        delete_video(Video.objects.order_by("id").first())
        incremental = snapshot()
        rebuild_graph()
        assert snapshot() == incremental
        raise _Rollback


def test_every_decision_waits_for_the_graph_store_in_the_outbox_until_it_took_it() -> None:
    from tests.graphapp.videos.documents import build_document

    record_document(build_document("A", {"k8s": [], "Docker": []}))
    record_document(build_document("B", {"Kubernetes": []}))
    ids = [Entity.objects.get(name=name).id for name in ("k8s", "Kubernetes")]
    decision = make_decision("same", {"entities": ids, "name": "Kubernetes"}, author="ed")
    assert Entity.objects.get(id=ids[0]).name == "Kubernetes"
    assert Entity.objects.count() == 2
    assert decision.effect["entities"] >= 2
    assert not Pending.objects.exists()
