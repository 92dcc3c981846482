"""The laws that the derived graph keeps, whatever is added, added again or removed, in whatever order."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphapp.graph.models import Appearance, Entity, Relation, Tally, Tie
from graphapp.videos.deriving.resolving import rebuild_graph
from graphapp.videos.models import Claim, Key, Mention, Naming, Video
from graphapp.videos.recording import delete_video, record_document
from tests.examples import examples
from tests.graphapp.taken_back import taken_back
from tests.graphapp.videos.documents import build_document

NAMES = ("OpenAI", "Open AI Inc", "Cerebras", "WSE-3", "Wafer Scale Engine 3", "NVIDIA", "Sam", "Sam Altman")
OWN = frozenset({"Sam"})
PREDICATES = ("makes", "uses", "partner_of", "related_to")


@st.composite
def documents(draw: st.DrawFn, number: int = 0):
    forms = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=6, unique=True))
    cuts = sorted(draw(st.sets(st.integers(1, len(forms)), max_size=3)) | {len(forms)})
    groups = [forms[a:b] for a, b in zip([0, *cuts], cuts, strict=False) if a < b]
    names = {group[0]: group[1:] for group in groups}
    titles = list(names)
    pairs = st.tuples(st.sampled_from(titles), st.sampled_from(PREDICATES), st.sampled_from(titles))
    claims = [claim for claim in draw(st.lists(pairs, max_size=4)) if claim[0] != claim[2]]
    return build_document(f"Talk {number}", names, claims, own=OWN, extra_words=f"Number {number}.")


Snapshot = tuple[list[tuple[object, ...]], ...]


def snapshot() -> Snapshot:
    """Every derived row, hidden ones too, without row numbers."""
    return (
        list(Entity.everything.order_by("id").values_list()),
        list(
            Appearance.everything.order_by("video", "entity").values_list(
                "video_id", "entity_id", "mentions", "first_segment", "first_ms", "salience"
            )
        ),
        list(Relation.everything.order_by("id").values_list()),
        list(Key.objects.order_by("id").values_list()),
        sorted(row[1:-1] for row in Tally.objects.values_list()),  # without times, which differ between libraries
        sorted(row[1:] for row in Tie.objects.values_list()),
        list(
            Mention.objects.order_by("video", "segment__number", "start").values_list(
                "video_id", "segment__number", "start", "end", "key_id"
            )
        ),
        list(
            Claim.objects.order_by("video", "number").values_list(
                "video_id", "number", "subject_id", "object_id", "quote", "relation_id"
            )
        ),
        list(Video.objects.order_by("id").values_list("id", "slug", "entity_count", "relation_count")),
    )


def assert_rebuilt() -> Snapshot:
    """What came step by step is what comes from nothing."""
    incremental, first_said = snapshot(), read_firsts()
    rebuild_graph()
    assert snapshot() == incremental
    assert read_firsts() == first_said
    return incremental


def read_firsts() -> list[tuple[object, ...]]:
    """When what is said of a key was first said."""
    return sorted(Tally.objects.values_list("key", "name", "type", "first"))


@pytest.mark.django_db
@settings(max_examples=examples(60))
@given(data=st.data())
def test_incremental_equals_rebuild_and_a_deleted_video_was_never_there(data: st.DataObject) -> None:
    library = [data.draw(documents(number=n)) for n in range(data.draw(st.integers(1, 4)))]
    with taken_back():
        for document in library:
            record_document(document)
        incremental = assert_rebuilt()
        record_document(data.draw(st.sampled_from(library)))
        assert snapshot() == incremental

        extra = record_document(data.draw(documents(number=9)))
        assert extra.created
        delete_video(extra.video)
        assert snapshot() == incremental

        victim = data.draw(st.sampled_from(library))
        delete_video(Video.objects.get(title=victim.transcript.title))
        assert_rebuilt()


@pytest.mark.django_db
@settings(max_examples=examples(30))
@given(data=st.data())
def test_nothing_is_orphaned(data: st.DataObject) -> None:
    with taken_back():
        for number in range(3):
            record_document(data.draw(documents(number=number)))
        assert not Key.objects.filter(entity=None).exists()
        assert not Entity.objects.filter(keys=None).exists()
        assert not Entity.objects.filter(appearances=None).exists()
        assert not Relation.objects.filter(claims=None).exists()
        for relation in Relation.objects.all():
            assert relation.subject_id != relation.object_id
        for claim in Claim.objects.filter(relation=None).select_related("subject", "object"):
            assert claim.subject.entity_id == claim.object.entity_id
        assert Naming.objects.filter(is_title=True).count() == sum(
            len(set(Naming.objects.filter(video=v).values_list("cluster", flat=True))) for v in Video.objects.all()
        )


@pytest.mark.django_db
def test_a_new_extraction_of_a_video_replaces_the_old_one() -> None:
    first = record_document(build_document("Talk", {"OpenAI": [], "Cerebras": []}, [("OpenAI", "uses", "Cerebras")]))
    second = record_document(build_document("Talk", {"NVIDIA": []}), video_id=first.video.id)
    assert not second.created
    assert list(Entity.objects.values_list("name", flat=True)) == ["NVIDIA"]
    assert not Relation.objects.exists()
    assert set(second.delta.entities) >= set(first.delta.entities)
    assert set(second.delta.relations) >= set(first.delta.relations)


@pytest.mark.django_db
def test_videos_meet_in_the_names_they_share_and_never_in_a_given_name_alone() -> None:
    record_document(build_document("One", {"Sam Altman": ["Sam"], "OpenAI": []}, own=OWN))
    record_document(build_document("Two", {"Sam Bankman-Fried": ["Sam"], "OpenAI": []}, own=OWN))
    names = dict(Entity.objects.values_list("name", "video_count"))
    assert names == {"Sam Altman": 1, "Sam Bankman-Fried": 1, "OpenAI": 2}


@pytest.mark.django_db
def test_the_id_is_that_of_the_oldest_key_and_the_slug_ends_in_it() -> None:
    record_document(build_document("One", {"WSE-3": []}))
    old = Entity.objects.get()
    record_document(build_document("Two", {"Wafer Scale Engine 3": ["WSE-3"]}))
    entity = Entity.objects.get()
    assert entity.id == old.id
    assert entity.slug.endswith(entity.id[:8])
    assert entity.name == "Wafer Scale Engine 3"
