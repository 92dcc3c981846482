"""Decisions over untouched extractions: whatever is decided, revoked, restored, added or removed, in whatever
order, the graph equals the one rebuilt from nothing, and a revoked decision was never made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest
from django.db import transaction
from django.db.models import Count
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st
from rest_framework.exceptions import APIException

from graphapp.curation.applying import list_lost
from graphapp.curation.deciding import make_decision, restore_decision, revoke_decision
from graphapp.curation.exchange import export_decisions, import_decisions
from graphapp.curation.previewing import preview_decision
from graphapp.graph.models import Entity, Pending, Relation
from graphapp.videos.models import Claim, Decision, Key, Mention, Segment, Video
from graphapp.videos.reading.finding import find_entity
from graphapp.videos.recording import delete_video, record_document
from tests.examples import examples
from tests.graphapp.taken_back import taken_back
from tests.graphapp.videos.documents import build_document
from tests.graphapp.videos.test_resolving_laws import Snapshot, assert_rebuilt, documents, snapshot

pytestmark = pytest.mark.django_db

KINDS = (
    "same",
    "distinct",
    "split",
    "split mentions",
    "mention",
    "rename",
    "retype",
    "describe",
    "hide",
    "approve",
    "correct",
    "hide relation",
    "approve relation",
    "relate",
)


def choose_fields(kind: str, data: st.DataObject) -> dict[str, object] | None:
    """Something that can be said of what is there; None where there is nothing to say it of."""
    entities = list(Entity.objects.order_by("id").values_list("id", flat=True))
    relations = list(Relation.objects.order_by("id").values_list("id", flat=True))
    if kind in {"same", "distinct"} and len(entities) > 1:
        most = 3 if kind == "same" else 2
        return {"entities": data.draw(st.lists(st.sampled_from(entities), min_size=2, max_size=most, unique=True))}
    if kind in {"correct", "hide relation", "approve relation"} and relations:
        predicate = data.draw(st.sampled_from(["uses", "makes", "competes_with"]))
        return {
            "relation": data.draw(st.sampled_from(relations)),
            "predicate": predicate,
            "swapped": data.draw(st.booleans()),
        }
    if kind == "relate" and len(entities) > 1:
        return choose_statement(entities, data)
    if kind == "mention" and entities:
        return choose_words(entities, data)
    if not entities or kind in {"same", "distinct", "correct", "hide relation", "approve relation", "relate"}:
        return None
    return choose_of_entity(kind, entities, data)


def choose_of_entity(kind: str, entities: list[str], data: st.DataObject) -> dict[str, object] | None:
    entity = Entity.objects.get(id=data.draw(st.sampled_from(entities)))
    keys = sorted(entity.keys.values_list("id", flat=True))
    fields: dict[str, object] = {"entity": entity.id}
    if kind == "split mentions":
        places = Mention.objects.filter(key__entity=entity).order_by("video", "segment__number", "start")
        ids = list(places.values_list("id", flat=True))
        numbers = st.lists(st.integers(0, len(ids) - 1), min_size=1, max_size=2, unique=True)
        return {**fields, "mentions": [ids[n] for n in data.draw(numbers)]} if ids else None
    fields["aliases"] = data.draw(st.lists(st.sampled_from(keys), max_size=2, unique=True))
    fields["name"] = data.draw(st.sampled_from(["New name", "Other name"])) if kind == "rename" else ""
    fields["type"] = "Place" if kind == "retype" else ""
    fields["text"] = data.draw(st.sampled_from(["About it.", "More of it."]))
    return fields


def choose_segment(data: st.DataObject) -> Segment:
    rows = list(Segment.objects.order_by("video", "number"))
    return data.draw(st.sampled_from(rows))


def choose_statement(entities: list[str], data: st.DataObject) -> dict[str, object]:
    segment = choose_segment(data)
    subject, obj = data.draw(st.lists(st.sampled_from(entities), min_size=2, max_size=2, unique=True))
    words = {"video": segment.video_id, "segment": str(segment.number), "quote": segment.text}
    return {"subject": subject, "object": obj, "predicate": "uses", **words}


def choose_words(entities: list[str], data: st.DataObject) -> dict[str, object]:
    segment = choose_segment(data)
    words = {
        "video": segment.video_id,
        "segment": str(segment.number),
        "text": data.draw(st.sampled_from(segment.text.split())).strip("."),
        "everywhere": data.draw(st.booleans()),
    }
    if data.draw(st.booleans()):
        return {**words, "entity": data.draw(st.sampled_from(entities))}
    return {**words, "name": "Made by hand", "type": "Event"}


Decide = Callable[[str, dict[str, object]], Decision]


def make(kind: str, fields: dict[str, object]) -> Decision:
    return make_decision(kind, fields, author="ed")


def decide_something(data: st.DataObject, *, decide: Decide = make, kinds: Sequence[str] = KINDS) -> Decision | None:
    """One random decision on what is there; None where it was refused."""
    kind = data.draw(st.sampled_from(kinds))
    fields = choose_fields(kind, data)
    if fields is None:
        return None
    try:
        with transaction.atomic():
            event(kind)
            return decide(kind.split()[0], fields)
    except APIException as refusal:
        event(f"refused {kind}: {refusal}")
        return None


def preview_and_make(kind: str, fields: dict[str, object]) -> Decision:
    """What the preview tells is what is then seen to have changed."""
    before, told = (see_relations(), see_entities(), snapshot()), preview_decision(kind, fields)
    assert snapshot() == before[2]
    decision = make(kind, fields)
    relations, entities = see_relations(), see_entities()
    assert told.counts["connections_new"] == len(relations - before[0])
    assert told.counts["connections_gone"] == len(before[0] - relations)
    assert told.counts["entities_new"] == len(entities.keys() - before[1].keys())
    assert told.counts["entities_gone"] == len(before[1].keys() - entities.keys())
    left = [(before[1][id][-1], row[-1]) for id, row in entities.items() if id in before[1]]
    assert told.counts["entities_losing"] == sum(now < was for was, now in left)
    assert told.counts["entities_alone"] == sum(now < was and not now for was, now in left)
    for change in told.changes:
        for side, seen in ((change.before, before[1]), (change.after, entities)):
            assert side is None or (side.name, side.type, side.mentions, side.videos, side.connections) == seen[side.id]
    return decision


def see_relations() -> set[str]:
    return set(Relation.objects.values_list("id", flat=True))


def see_entities() -> dict[str, tuple[object, ...]]:
    fields = ("name", "type", "mention_count", "video_count", "relation_count")
    return {row[0]: row[1:] for row in Entity.objects.values_list("id", *fields)}


def rebuild_now_and_then(data: st.DataObject) -> None:
    """Mostly steps follow each other without it: what one leaves wrong may only show with the next."""
    if data.draw(st.integers(0, 2)) == 0:
        assert_rebuilt()


@settings(max_examples=examples(150))
@given(data=st.data())
def test_whatever_is_decided_the_graph_is_the_rebuilt_one_and_undo_is_exact(data: st.DataObject) -> None:
    with taken_back():
        for number in range(data.draw(st.integers(1, 3))):
            record_document(data.draw(documents(number=number)))
        plain = snapshot()
        made = []
        for _ in range(data.draw(st.integers(1, 5))):
            decision = decide_something(data)
            if decision is not None:
                made.append(decision)
            rebuild_now_and_then(data)
        assert_rebuilt()
        full = snapshot()
        for decision in data.draw(st.permutations(made)):
            revoke_decision(decision, author="ed")
            rebuild_now_and_then(data)
        assert snapshot() == plain
        for decision in data.draw(st.permutations(made)):
            restore_decision(decision, author="ed")
        assert snapshot() == full


@settings(max_examples=examples(60))
@given(data=st.data())
def test_a_preview_tells_what_the_decision_then_does(data: st.DataObject) -> None:
    with taken_back():
        for number in range(2):
            record_document(data.draw(documents(number=number)))
        for _ in range(4):
            decide_something(data, decide=preview_and_make)


@settings(max_examples=examples(80))
@given(data=st.data())
def test_decisions_survive_new_and_removed_videos(data: st.DataObject) -> None:
    with taken_back():
        for number in range(2):
            record_document(data.draw(documents(number=number)))
        for _ in range(3):
            decide_something(data)
        before = snapshot()
        again = record_document(data.draw(documents(number=7)))
        assert_rebuilt()
        delete_video(again.video)
        assert snapshot() == before
        delete_video(Video.objects.order_by("id").first())
        assert_rebuilt()


@settings(max_examples=examples(60))
@given(data=st.data())
def test_a_new_extraction_keeps_what_still_applies_and_lists_the_rest(data: st.DataObject) -> None:
    with taken_back():
        first = data.draw(documents(number=0))
        video = record_document(first).video
        record_document(data.draw(documents(number=1)))
        for _ in range(4):
            decide_something(data)
        before, lost = snapshot(), {decision.id for decision in list_lost()}
        record_document(first, video_id=video.id)
        assert snapshot() == before
        assert {decision.id for decision in list_lost()} == lost

        record_document(data.draw(documents(number=2)), video_id=video.id)
        incremental = assert_rebuilt()
        for decision in list_lost():
            revoke_decision(decision, author="ed")
        assert graph_of(snapshot()) == graph_of(incremental)
        record_document(first, video_id=video.id)
        for decision in Decision.objects.filter(active=False).order_by("?"):
            restore_decision(decision, author="ed")
        assert snapshot() == before


PART: dict[str, dict[str, object]] = {
    "rename": {"name": "Part of it"},
    "retype": {"type": "Event"},
    "describe": {"text": "What a part is."},
}
WHOLE: dict[str, dict[str, object]] = {
    "rename": {"name": "All of it"},
    "retype": {"type": "Place"},
    "describe": {"text": "What it is."},
    "approve": {},
    "hide": {},
}


def say(entity: str, kinds: list[str], words: Mapping[str, dict[str, object]] = WHOLE) -> list[Decision]:
    """All of these about one thing, but what is so already; what hides it last."""
    made = []
    for kind in sorted(kinds, key=list(WHOLE).index):
        try:
            with transaction.atomic():
                made.append(make(kind, {"entity": entity, **words[kind]}))
        except APIException as refusal:
            event(f"refused {kind}: {refusal}")
    return made


@settings(max_examples=examples(80))
@given(data=st.data())
def test_what_was_said_of_a_merged_whole_is_said_of_the_meant_half_alone_once_the_merge_is_revoked(
    data: st.DataObject,
) -> None:
    with taken_back():
        for number in range(2):
            record_document(data.draw(documents(number=number)))
        for _ in range(data.draw(st.integers(0, 2))):
            decide_something(data)
        entities = list(Entity.objects.order_by("id").values_list("id", flat=True))
        assume(len(entities) > 1)
        halves = data.draw(st.lists(st.sampled_from(entities), min_size=2, max_size=3, unique=True))
        kinds = data.draw(st.lists(st.sampled_from(list(WHOLE)), min_size=1, unique=True))
        meant = halves[0]
        merge = make("same", {"entities": halves})
        said = say(meant, kinds)
        assume(len(said) == len(kinds))
        rebuild_now_and_then(data)
        revoke_decision(merge, author="ed")
        of_whole = graph_of(assert_rebuilt())
        for decision in data.draw(st.permutations(said)):
            revoke_decision(decision, author="ed")
        assume(len(say(meant, kinds)) == len(kinds))
        assert graph_of(assert_rebuilt()) == of_whole


@settings(max_examples=examples(60))
@given(data=st.data())
def test_what_is_said_of_a_part_that_was_split_off_changes_nothing_of_the_rest(data: st.DataObject) -> None:
    with taken_back():
        for number in range(2):
            record_document(data.draw(documents(number=number)))
        for _ in range(data.draw(st.integers(0, 2))):
            decide_something(data)
        several = Entity.objects.annotate(n=Count("keys")).filter(n__gt=1).order_by("id")
        assume(several)
        entity = data.draw(st.sampled_from(list(several)))
        kinds = data.draw(st.lists(st.sampled_from(list(PART)), min_size=1, unique=True))
        say(entity.id, kinds)
        part = data.draw(st.sampled_from(sorted(entity.keys.values_list("id", flat=True))))
        make("split", {"entity": entity.id, "aliases": [part]})
        rebuild_now_and_then(data)
        before, rest = snapshot(), see_others(part)
        said = say(part, kinds, PART)
        assert see_others(part) == rest
        assert_rebuilt()
        for decision in data.draw(st.permutations(said)):
            revoke_decision(decision, author="ed")
        assert snapshot() == before


def see_others(key: str) -> set[tuple[object, ...]]:
    """What is said of all things but the one that holds the key."""
    others = Entity.objects.exclude(keys=key)
    return set(others.values_list("id", "name", "type", "description", "approved"))


@settings(max_examples=examples(40))
@given(data=st.data())
def test_right_after_a_merge_all_that_either_was_is_one_thing(data: st.DataObject) -> None:
    with taken_back():
        for number in range(2):
            record_document(data.draw(documents(number=number)))
        for _ in range(data.draw(st.integers(0, 3))):
            decide_something(data)
        entities = list(Entity.objects.order_by("id").values_list("id", flat=True))
        assume(len(entities) > 1)
        halves = data.draw(st.lists(st.sampled_from(entities), min_size=2, max_size=2, unique=True))
        keys = set(Key.objects.filter(entity__in=halves).values_list("id", flat=True))
        make("same", {"entities": halves, "name": "The whole"})
        assert Key.objects.filter(id__in=keys).values("entity").distinct().count() == 1


def graph_of(shot: Snapshot) -> Snapshot:
    """Without how far a change would reach, which depends on which names decisions speak of, gone ones among them."""
    keys = [row[:-1] for row in shot[3]]
    return (*shot[:3], keys, *shot[4:])


@settings(max_examples=examples(60))
@given(data=st.data())
def test_decisions_carried_to_a_fresh_library_of_the_same_videos_make_the_same_graph(data: st.DataObject) -> None:
    with taken_back():
        library = [data.draw(documents(number=number)) for number in range(2)]
        for document in library:
            record_document(document)
        made = [decision for _ in range(4) if (decision := decide_something(data))]
        if made:
            revoke_decision(data.draw(st.sampled_from(made)), author="ed")
        decided, lines = snapshot(), list(export_decisions())
        for video in Video.objects.all():
            delete_video(video)
        Decision.objects.all().delete()
        assert not any(snapshot())
        for document in library:
            record_document(document)
        import_decisions(lines)
        assert snapshot() == decided
        assert_rebuilt()


@settings(max_examples=examples(60))
@given(data=st.data())
def test_no_decision_orphans_an_edge_loses_evidence_or_joins_a_thing_to_itself(data: st.DataObject) -> None:
    with taken_back():
        for number in range(2):
            record_document(data.draw(documents(number=number)))
        known = set(Key.objects.values_list("id", flat=True))
        for _ in range(4):
            decide_something(data)
        hidden = Decision.objects.filter(kind="hide").exists()
        for relation in Relation.objects.all():
            assert relation.subject_id != relation.object_id
            assert relation.weight == relation.claims.count() > 0
        for claim in Claim.objects.filter(relation=None).select_related("subject", "object"):
            assert hidden or claim.subject.entity_id == claim.object.entity_id
        assert hidden or not Mention.objects.filter(key__entity=None).exists()
        assert not Entity.objects.filter(appearances=None).exists()
        for key in Key.objects.filter(id__in=known, entity__isnull=False):
            assert find_entity(key.id) == key.entity


def test_what_is_split_off_in_several_talks_at_once_is_counted_once() -> None:
    talks = [build_document("First", {"Kubernetes": []}), build_document("Second", {"Kubernetes": ["Kubernetes"]})]
    for talk in talks:
        record_document(talk)
    thing = Entity.objects.get()
    first, second, _ = Mention.objects.order_by("video__added_at", "segment__number").values_list("id", flat=True)
    make("split", {"entity": thing.id, "mentions": [first, second], "name": "Kubernetes the book", "type": "Media"})
    assert Entity.objects.get(name="Kubernetes").mention_count == 1
    assert_rebuilt()


def test_of_many_names_the_last_that_stands_is_the_name_whatever_is_taken_back() -> None:
    record_document(build_document("A", {"Ada Lovelace": ["Lovelace"]}))
    entity = Entity.objects.get()
    made = [make("rename", {"entity": entity.id, "name": name}) for name in ("Ada", "Countess", "Augusta")]
    record_document(build_document("B", {"Ada Lovelace": [], "Cerebras": []}))
    seen = [see_name(entity)]
    for decision, switch in ((made[2], revoke_decision), (made[0], revoke_decision), (made[1], revoke_decision)):
        switch(decision, author="ed")
        seen.append(see_name(entity))
    restore_decision(made[0], author="ed")
    assert [*seen, see_name(entity)] == ["Augusta", "Countess", "Countess", "Ada Lovelace", "Ada"]
    assert_rebuilt()


def see_name(entity: Entity) -> str:
    return Entity.objects.get(id=entity.id).name


def test_every_decision_waits_for_the_graph_store_in_the_outbox_until_it_took_it() -> None:
    record_document(build_document("A", {"k8s": [], "Docker": []}))
    record_document(build_document("B", {"Kubernetes": []}))
    ids = [Entity.objects.get(name=name).id for name in ("k8s", "Kubernetes")]
    decision = make_decision("same", {"entities": ids, "name": "Kubernetes"}, author="ed")
    assert Entity.objects.get(id=ids[0]).name == "Kubernetes"
    assert Entity.objects.count() == 2
    assert decision.effect["entities"] >= 2
    assert not Pending.objects.exists()
