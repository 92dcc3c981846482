"""A document is written whole, once, and comes back out as it went in."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from graphapp.graph.models import Entity, Relation
from graphapp.graph.results import GraphDelta
from graphapp.videos.database.turns import WRITERS
from graphapp.videos.deriving.projecting import load_change
from graphapp.videos.models import Claim, Mention, Naming, Topic, Video
from graphapp.videos.reading.connections import load_connections, load_statements
from graphapp.videos.reading.entities import load_entities, load_other_videos
from graphapp.videos.reading.finding import find_entity, find_video
from graphapp.videos.reading.ordering import newest_first
from graphapp.videos.reading.outline import load_chapters, load_topics
from graphapp.videos.reading.transcript import load_transcript
from graphapp.videos.recording import VideoDetails, delete_video, record_document
from ingest.records import EntityType
from tests.graphapp.videos.documents import build_document
from tests.graphapp.videos.test_resolving_laws import assert_rebuilt

pytestmark = pytest.mark.django_db

DOCUMENT = build_document(
    "Wafers",
    {"OpenAI": ["Open AI"], "Cerebras": [], "WSE-3": []},
    [("OpenAI", "partner_of", "Cerebras"), ("Cerebras", "makes", "WSE-3")],
)
OWN = ("videos_segment", "videos_mention", "videos_naming", "videos_claim", "videos_chapter", "videos_topic")
SHARED = ("videos_key", "graph_")


def test_the_same_words_again_are_the_same_video() -> None:
    first = record_document(DOCUMENT, details=VideoDetails(channel="One"))
    again = record_document(DOCUMENT, details=VideoDetails(title="Renamed", published=date(2026, 2, 16)))
    assert (first.created, again.created) == (True, False)
    video = Video.objects.get()
    assert (video.title, video.channel, video.published) == ("Renamed", "One", date(2026, 2, 16))
    assert (video.entity_count, video.relation_count) == (3, 2)


def test_words_are_counted_where_a_script_puts_no_spaces_between_them() -> None:
    said = "今日はとても楽しい一日でした。" * 200
    video = record_document(build_document("話", {"Tin": []}, extra_words=said)).video
    assert 1200 < video.word_count < 2400


def test_every_mention_stands_at_its_place() -> None:
    video = record_document(DOCUMENT).video
    texts = {(s.number, s.text[m.start : m.end]) for s in load_transcript(video) for m in s.spans}
    assert texts == {(2, "OpenAI"), (3, "Open AI"), (4, "Cerebras"), (5, "WSE-3")}


def test_what_is_only_a_new_talks_own_is_written_before_all_that_others_wait_for() -> None:
    with CaptureQueriesContext(connection) as asked:
        record_document(DOCUMENT)
    statements = [query["sql"].partition("INSERT INTO ")[2] or query["sql"] for query in asked]
    own = [number for number, text in enumerate(statements) if text.startswith(OWN)]
    shared = [number for number, text in enumerate(statements) if text.startswith(SHARED) or str(WRITERS) in text]
    assert len(own) >= len(OWN)
    assert own[-1] < shared[0]


def test_connections_carry_their_quotes() -> None:
    video = record_document(DOCUMENT).video
    names = {e.id: e.name for e in load_entities(video)}
    read = {
        (names[c.subject], c.predicate, names[c.object], load_statements(video, relation=c.id)[0].quote)
        for c in load_connections(video)
    }
    assert ("Cerebras", "makes", "WSE-3", "Cerebras makes WSE-3.") in read
    assert len(read) == 2


def test_the_outline_comes_back() -> None:
    video = record_document(DOCUMENT).video
    (chapter,) = load_chapters(video, segment_count=7)
    assert (chapter.first, chapter.last, chapter.start_ms) == (1, 7, 1000)
    assert {t.slug for t in load_topics(video)} == {"openai", "cerebras", "wse-3"}
    assert video.summary == [
        {"heading": "Opening", "points": [{"text": "This is Wafers.", "segment": 1, "icon": "mic"}]}
    ]


def test_two_things_of_one_name_in_a_video_stay_two() -> None:
    types = {"Go": EntityType.PRODUCT, "go": EntityType.CONCEPT}
    video = record_document(build_document("Games", {"Go": [], "go": []}, types=types)).video
    assert [e.type for e in sorted(load_entities(video), key=lambda e: e.type)] == ["Concept", "Product"]


def test_other_videos_of_an_entity_are_found() -> None:
    video = record_document(DOCUMENT).video
    other = record_document(build_document("Chips", {"Cerebras": []})).video
    (entity,) = [e for e in load_entities(video) if e.video_count == 2]
    assert [link.slug for link in load_other_videos(video, entities=[entity.id])[entity.id]] == [other.slug]


def test_other_videos_are_named_newest_first_and_those_without_a_date_last() -> None:
    video = record_document(DOCUMENT).video
    days = {"Never": None, "Early": date(2024, 1, 1), "Late": date(2026, 1, 1)}
    for title, day in days.items():
        record_document(build_document(title, {"Cerebras": []}), details=VideoDetails(published=day))
    (entity,) = [e for e in load_entities(video) if e.video_count == 4]
    found = load_other_videos(video, entities=[entity.id])[entity.id]
    assert [link.title for link in found] == ["Late", "Early", "Never"]


def test_the_newest_videos_are_found_by_index() -> None:
    """However many there are; PostgreSQL would rather sort as few as there are here."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_sort = off")
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = Video.objects.order_by(*newest_first()).values_list("id")[:10].explain().lower()
    assert "index" in plan
    assert "sort" not in plan
    assert "b-tree" not in plan


def test_an_address_of_before_a_rename_still_finds_the_video() -> None:
    video = record_document(DOCUMENT).video
    old = video.slug
    record_document(DOCUMENT, details=VideoDetails(title="Something else"))
    found = find_video(old)
    assert found is not None
    assert found.slug.startswith("something-else-")
    assert find_video("nothing-000000") is None


def test_a_merged_entity_answers_to_the_ids_and_addresses_of_its_keys() -> None:
    record_document(build_document("A", {"k8s": []}))
    record_document(build_document("B", {"Kubernetes": []}))
    lost = find_entity(load_entities(Video.objects.get(title="B"))[0].slug)
    assert lost is not None
    record_document(build_document("C", {"Kubernetes": ["k8s"]}))
    now = find_entity(lost.id)
    assert now is not None
    assert now.id != lost.id
    assert find_entity(lost.slug) == now


def test_a_change_holds_what_is_new_and_names_what_is_gone() -> None:
    recorded = record_document(DOCUMENT)
    change = load_change(recorded.delta)
    assert [v.id for v in change.videos] == [recorded.video.id]
    assert len(change.segments) == recorded.video.segments.count()
    assert {e.name for e in change.entities} == {"OpenAI", "Cerebras", "WSE-3"}
    assert next(e for e in change.entities if e.name == "OpenAI").aliases == ("Open AI",)
    assert (len(change.claims), len(change.relations), len(change.appearances)) == (2, 2, 3)
    assert (change.removed_entities, change.removed_relations) == ((), ())
    gone = load_change(delete_video(recorded.video))
    assert gone.replaced_videos == change.replaced_videos
    assert gone.videos == ()
    assert set(gone.removed_entities) == {e.id for e in change.entities}
    assert set(gone.removed_relations) == {r.id for r in change.relations}


def test_a_merge_names_what_moved_in_other_videos() -> None:
    record_document(build_document("A", {"k8s": [], "Docker": []}, [("k8s", "uses", "Docker")]))
    second = record_document(build_document("B", {"Kubernetes": [], "Linux": []}, [("Kubernetes", "uses", "Linux")]))
    delta: GraphDelta = record_document(build_document("C", {"Kubernetes": ["k8s"]})).delta
    assert {video for video, _ in delta.appearances} == {second.video.id}
    assert [claim.split(":")[0] for claim in delta.claims] == [second.video.id]


def test_hostile_and_endless_names_are_kept_as_text() -> None:
    name = "<script>alert(1)</script>" + "x" * 1000
    video = record_document(build_document(name, {name: [], "\u202eright to left": []})).video
    assert video.title == name[:300]
    assert Naming.objects.filter(name=name[:300]).exists()
    assert Mention.objects.count() == 2


def test_a_deleted_video_leaves_nothing_behind() -> None:
    delete_video(record_document(DOCUMENT).video)
    assert not any(model.objects.exists() for model in (Video, Claim, Mention, Naming, Topic))


def test_words_that_a_video_had_once_are_another_video_and_take_nothing_from_what_replaced_them() -> None:
    other = build_document("Wafers", {"NVIDIA": [], "CUDA": []}, [("NVIDIA", "makes", "CUDA")])
    first = record_document(DOCUMENT, details=VideoDetails(title="As its editor names it", channel="One")).video
    corrected = record_document(other, video_id=first.id).video
    back = record_document(DOCUMENT, details=VideoDetails(channel="Two"))
    assert (back.created, back.video.id == first.id) == (True, False)
    assert {entity.name for entity in load_entities(back.video)} == {"OpenAI", "Cerebras", "WSE-3"}
    assert Video.objects.values_list("title", "channel", "added_at").get(id=first.id) == (
        "As its editor names it",
        "One",
        first.added_at,
    )
    assert {entity.name for entity in load_entities(corrected)} == {"NVIDIA", "CUDA"}
    assert record_document(DOCUMENT).video == back.video
    assert record_document(other).video == corrected
    assert_rebuilt()
    delete_video(back.video)
    assert Video.objects.get() == corrected


def test_a_talk_that_calls_three_things_alike_is_recorded_with_what_it_states_of_the_others() -> None:
    names = {"Café": [], "CAFÉ": [], "Cafe": [], "Docker": []}
    claims = [("Cafe", "uses", "Docker"), ("Café", "uses", "Docker")]
    record_document(build_document("A", names, claims))
    assert Entity.objects.count() == 3
    assert Relation.objects.get().subject.name == "Café"
