"""A decision holds for a thing as long as any name is left by which it was known then, and for nothing better known
that a talk merely calls the same."""

from __future__ import annotations

from typing import Any

import pytest

from graphapp.curation.applying import applies, list_lost
from graphapp.curation.deciding import revoke_decision
from graphapp.graph.models import Entity, Relation
from graphapp.videos.deriving.resolving import rebuild_graph
from graphapp.videos.models import Key, Video
from graphapp.videos.recording import delete_video, record_document
from ingest.ids import fold_name, key_id
from tests.graphapp.curation.deciding import decide, find
from tests.graphapp.videos.documents import build_document
from tests.graphapp.videos.test_resolving_laws import assert_rebuilt, snapshot

pytestmark = pytest.mark.django_db
FIELDS: dict[str, dict[str, Any]] = {
    "hide": {},
    "rename": {"name": "Professor Smith"},
    "retype": {"type": "Event"},
    "describe": {"text": "Who he is."},
    "approve": {},
}


def see(kind: str, **about: Any) -> object:
    row = Entity.everything.get(**about)
    return {
        "hide": row.hidden,
        "rename": row.name,
        "retype": row.type,
        "describe": row.description,
        "approve": row.approved,
    }[kind]


def record(title: str, *talks: dict[str, list[str]]) -> Video:
    names = {name: others for talk in talks for name, others in talk.items()}
    return record_document(build_document(title, names)).video


@pytest.fixture
def smith() -> Video:
    """One thing by three names; the talk that said the oldest of them."""
    first = record("A", {"Jon Smith": []})
    record("B", {"John Smith": ["J Smith", "Jon Smith"]})
    return first


@pytest.mark.parametrize("kind", FIELDS)
def test_what_is_said_of_a_thing_outlives_its_oldest_name(smith: Video, kind: str) -> None:
    video = Video.objects.get(title="B")
    made = decide(kind, entity=Entity.objects.get().id, **FIELDS[kind])
    said = see(kind)
    delete_video(smith)
    record_document(build_document("B", {"John Smith": ["J Smith"]}), video_id=video.id)
    assert see(kind) == said
    assert_rebuilt()
    assert applies(made)
    assert list_lost() == []
    revoke_decision(made, author="ed")
    assert see(kind) != said
    assert Entity.objects.get().name == "John Smith"
    assert_rebuilt()


def test_a_merge_outlives_the_oldest_names_of_what_it_joined(smith: Video) -> None:
    other = record("C", {"Smithy": []})
    record("D", {"Smith the Elder": ["Smithy"]})
    made = decide("same", entities=list(Entity.objects.values_list("id", flat=True)), name="Professor Smith")
    delete_video(smith)
    delete_video(other)
    for title, names in (("B", {"John Smith": ["J Smith"]}), ("D", {"Smith the Elder": []})):
        record_document(build_document(title, names), video_id=Video.objects.get(title=title).id)
    assert Entity.objects.get().keys.count() == 3
    assert_rebuilt()
    assert applies(made)
    revoke_decision(made, author="ed")
    assert {entity.name for entity in Entity.objects.all()} == {"John Smith", "Smith the Elder"}


def test_a_name_that_is_split_off_later_takes_nothing_along_of_what_was_said_before(smith: Video) -> None:
    decide("rename", entity=Entity.objects.get().id, name="Professor Smith")
    decide("split", entity=Entity.objects.get().id, aliases=["J Smith"])
    assert {entity.name for entity in Entity.objects.all()} == {"Professor Smith", "J Smith"}
    assert_rebuilt()


@pytest.mark.parametrize("named", [{}, {"name": "Jon the other"}])
def test_what_was_said_of_a_thing_stays_with_the_rest_of_it_where_its_oldest_name_is_split_off(
    smith: Video, named: dict[str, str]
) -> None:
    whole = Entity.objects.get().id
    for kind in ("rename", "describe", "approve"):
        decide(kind, entity=whole, **FIELDS[kind])
    before = snapshot()
    made = decide("split", entity=whole, aliases=["Jon Smith"], **named)
    rows = {row.name: (row.description, row.approved) for row in Entity.objects.all()}
    assert rows == {"Professor Smith": ("Who he is.", True), named.get("name", "Jon Smith"): ("", False)}
    assert_rebuilt()
    revoke_decision(made, author="ed")
    assert snapshot() == before


def test_who_sends_the_id_of_what_was_merged_means_that_half() -> None:
    record("A", {"Arm": []})
    record("B", {"Apple": []})
    apple = find("Apple")
    merge = decide("same", entities=[find("Arm"), apple])
    decide("rename", entity=apple, name="Apple Inc.")
    assert Entity.objects.get().name == "Apple Inc."
    revoke_decision(merge, author="ed")
    assert dict(Entity.objects.values_list("id", "name"))[apple] == "Apple Inc."
    assert find("Arm")
    assert_rebuilt()


def test_a_merge_of_three_keeps_its_name_without_the_first_of_them() -> None:
    first = record("A", {"Ada": []})
    record("B", {"Bella": []})
    third = record("C", {"Cleo": []})
    made = decide("same", entities=[find("Ada"), find("Bella"), find("Cleo")], name="The three")
    delete_video(first)
    assert [entity.name for entity in Entity.objects.all()] == ["The three"]
    assert_rebuilt()
    delete_video(third)
    assert [entity.name for entity in Entity.objects.all()] == ["The three"]
    assert list_lost() == []
    revoke_decision(made, author="ed")
    assert [entity.name for entity in Entity.objects.all()] == ["Bella"]


def test_a_split_that_still_names_what_is_left_of_it_is_not_listed_as_lost() -> None:
    video = record("A", {"Smith": ["Jon Smith"]})
    decide("split", entity=find("Smith"), aliases=["Jon Smith"], name="Professor Smith")
    record_document(build_document("A", {"Jon Smith": []}), video_id=video.id)
    assert [entity.name for entity in Entity.objects.all()] == ["Professor Smith"]
    assert list_lost() == []


@pytest.mark.parametrize("kind", ["same", "split", "mention"])
def test_a_name_given_with_a_merge_a_split_or_to_words_reaches_no_better_known_thing(kind: str) -> None:
    for title in "ABC":
        record(title, {"Hub": ["Hub"]})
    hub = find("Hub")
    video = record_document(build_document("D", {"Gizmo": ["Gizmo X"]}, extra_words="A foozle burns.")).video
    given = {"name": "Given", "type": "Event"}
    if kind == "same":
        record("E", {"Gizmos": []})
        decide(kind, entities=[find("Gizmo"), find("Gizmos")], **given)
    elif kind == "split":
        decide(kind, entity=find("Gizmo"), aliases=["Gizmo X"], **given)
    else:
        decide(kind, video=video.id, segment="1", text="foozle", everywhere=True, **given)
    record("F", {"Hub": [{"same": "Gizmo", "split": "Gizmo X", "mention": "Foozle"}[kind]]})
    named = Entity.objects.get(id=hub)
    assert (named.name, named.type) == ("Hub", "Media")
    assert_rebuilt()


def test_a_name_stays_with_what_was_meant_where_what_had_both_names_is_two_again() -> None:
    record("A", {"k8s": []})
    first = decide("rename", entity=find("k8s"), name="Kube")
    tying = record("B", {"Kubernetes": ["k8s"]})
    second = decide("rename", entity=find("Kube"), name="The orchestrator")
    delete_video(tying)
    record("C", {"Kubernetes": []})
    assert {entity.name for entity in Entity.objects.all()} == {"The orchestrator", "Kubernetes"}
    assert_rebuilt()
    revoke_decision(second, author="ed")
    assert {entity.name for entity in Entity.objects.all()} == {"Kube", "Kubernetes"}
    revoke_decision(first, author="ed")
    assert {entity.name for entity in Entity.objects.all()} == {"k8s", "Kubernetes"}


@pytest.mark.parametrize("kind", FIELDS)
def test_what_is_said_of_a_little_known_name_does_not_reach_what_a_talk_also_calls_so(kind: str) -> None:
    for title in "ABC":
        record(title, {"Hub": ["Hub"]})
    hub, before = find("Hub"), see(kind, name="Hub")
    record("D", {"Gizmo": []})
    made = decide(kind, entity=find("Gizmo"), **FIELDS[kind])
    plain = record("E", {"Hub": ["Gizmo"]})
    assert see(kind, id=hub) == before
    assert Entity.objects.get(id=hub).name == "Hub"
    assert_rebuilt()
    delete_video(plain)
    then = snapshot()
    revoke_decision(made, author="ed")
    assert snapshot() != then


@pytest.mark.parametrize("kind", FIELDS)
def test_what_a_better_known_thing_takes_the_name_of_is_listed_until_the_name_is_free_again(kind: str) -> None:
    record("A", {"Cerebras Systems": []})
    video = record("B", {"Cerebras": []})
    made = decide(kind, entity=find("Cerebras"), **FIELDS[kind])
    replaced = decide(kind, entity=find("Professor Smith"), name="Dr Smith") if kind == "rename" else None
    assert list_lost() == []
    both = record_document(build_document("B", {"Cerebras Systems": ["Cerebras"]}), video_id=video.id).video
    assert list_lost() == [replaced or made]
    record_document(build_document("B", {"Cerebras": []}), video_id=both.id)
    assert list_lost() == []


def test_what_goes_while_the_edits_of_it_are_listed_costs_no_list() -> None:
    record("A", {"Cerebras": []})
    decide("rename", entity=find("Cerebras"), name="Professor Smith")
    Key.objects.update(holder="0" * 16)  # joined with another between two looks
    assert list_lost() == []


def test_what_is_said_of_a_thing_of_many_names_by_its_id_of_before_is_said_of_it() -> None:
    first, *names, last = sorted((f"Kube {number}" for number in range(60)), key=lambda name: key_id(fold_name(name)))
    record("A", {last: [first, *names]})
    decide("rename", entity=key_id(fold_name(first)), name="Professor Smith")
    assert find("Professor Smith")


def test_what_was_hidden_stays_hidden_under_a_name_that_comes_later() -> None:
    record("A", {"John Smith": []})
    decide("hide", entity=find("John Smith"))
    record("B", {"Johnny Smith": ["John Smith", "Johnny Smith"], "Hub": []})
    assert [entity.name for entity in Entity.objects.all()] == ["Hub"]
    assert_rebuilt()


def test_what_editors_join_is_meant_by_what_was_said_of_either() -> None:
    for title in "ABC":
        record(title, {"Hub": []})
    record("D", {"Gizmo": []})
    decide("describe", entity=find("Gizmo"), text="What it is.")
    decide("same", entities=[find("Hub"), find("Gizmo")])
    assert Entity.objects.get().description == "What it is."
    assert_rebuilt()


def test_words_that_name_a_thing_everywhere_are_known_as_they_are_said() -> None:
    document = build_document("A", {"Hub": []}, extra_words="A foozle forge burns. The foozle forge.")
    video = record_document(document).video
    words = {"video": video.id, "segment": "1", "text": "foozle forge", "everywhere": True}
    made = decide("mention", name="Foozle Pro", type="Product", **words)
    assert Entity.objects.get(name="Foozle Pro").keys.get().folded == "foozle forge"
    Key.objects.filter(folded="foozle forge").update(folded="foozle pro")
    record_document(build_document("B", {"Foozle Forge": []}))
    revoke_decision(made, author="ed")
    rebuild_graph()
    assert Entity.objects.get(name="Foozle Forge").keys.get().folded == "foozle forge"
    assert_rebuilt()


@pytest.mark.parametrize("everywhere", [True, False])
def test_words_that_were_marked_name_the_thing_still_where_the_talk_is_corrected_beside_them(everywhere: bool) -> None:
    said = "We lit a foozle forge at noon today. The foozle forge again."
    video = record_document(build_document("A", {"Hub": []}, extra_words=said)).video
    words = {"video": video.id, "segment": "1", "text": "foozle forge", "everywhere": everywhere}
    made = decide("mention", name="Foozle", type="Product", **words)
    for now in ("We lit a big foozle forge at noon today. The foozle forge again.", "The foozle forge again."):
        again = build_document("A", {"Hub": []}, extra_words=now)
        record_document(again, video_id=video.id)
        assert_rebuilt()
        kept = Entity.objects.filter(name="Foozle").values_list("mention_count", flat=True)
        count = now.count("foozle") if everywhere else int(now.startswith("We"))
        assert (sum(kept), applies(made)) == (count, count > 0)


@pytest.mark.parametrize("fields", [{"kind": "hide"}, {"kind": "correct", "predicate": "makes"}])
def test_what_is_said_of_a_connection_holds_for_nothing_that_a_better_known_thing_states(
    fields: dict[str, str],
) -> None:
    uses = [("OpenAI", "uses", "Hub")]
    for title in "ABC":
        record_document(build_document(title, {"Hub": ["Hub"], "OpenAI": []}, uses))
    record_document(build_document("D", {"Gizmo": [], "OpenAI": []}, [("OpenAI", "uses", "Gizmo")]))
    made = decide(relation=Relation.objects.get(object__name="Gizmo").id, **fields)
    record_document(build_document("E", {"Hub": ["Gizmo"]}))
    of_hub = Relation.objects.filter(predicate="uses").values_list("object__name", "weight")
    assert list(of_hub.all()) == [("Hub", 3)]
    assert_rebuilt()
    revoke_decision(made, author="ed")
    assert list(of_hub.all()) == [("Hub", 4)]


def test_a_connection_that_was_hidden_stays_so_under_a_name_that_comes_later() -> None:
    record_document(build_document("A", {"Hub": [], "OpenAI": []}, [("OpenAI", "uses", "Hub")]))
    decide("hide", relation=Relation.objects.get().id)
    record_document(build_document("B", {"The Hub": ["Hub"], "OpenAI": []}, [("OpenAI", "uses", "The Hub")]))
    assert not Relation.objects.exists()
    assert_rebuilt()


def test_the_same_document_again_changes_nothing_where_one_mark_took_the_words_of_another() -> None:
    document = build_document("A", {"Hub": []})
    words = {"video": record_document(document).video.id, "segment": "1", "text": "This", "type": "Event"}
    decide("mention", name="Made by hand", **words)
    decide("mention", name="Made by hand", everywhere=True, **words)
    before = snapshot()
    record_document(document, video_id=str(words["video"]))
    assert snapshot() == before
    assert_rebuilt()
