"""What thousands of talks name is edited like anything else, and takes no more questions to the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from graphapp.curation.review.cards import show_card
from graphapp.curation.review.doubts import ask_about_connections
from graphapp.curation.review.gathering import gather_all
from graphapp.curation.review.questions import make_question
from graphapp.curation.review.queue import Wish, list_open
from graphapp.curation.review.renewing import ask_now
from graphapp.curation.seen import MOST
from graphapp.curation.terms import read_terms
from graphapp.graph.models import Entity
from graphapp.videos.models import Mention, Naming, Video
from graphapp.videos.recording import record_document
from ingest.records import Polarity
from tests.graphapp.videos.documents import build_document

pytestmark = pytest.mark.django_db
TALKS = 2100


@pytest.fixture
def hub() -> Entity:
    record_document(build_document("A", {"Kubernetes": ["kube", "k8s", "cooper netties"], "Docker": []}))
    return Entity.objects.get(name="Kubernetes")


def name_often(entity: Entity, name: str) -> None:
    """In TALKS more talks, each by this name."""
    first = Naming.objects.get(key__entity=entity, name=name)
    source = Video.objects.values().get()
    told = [{**source, "id": f"{number:016d}", "slug": f"talk-{number}"} for number in range(TALKS)]
    Video.objects.bulk_create(Video(**facts) for facts in told)
    facts = Naming.objects.values().get(pk=first.pk) | {"id": None}
    Naming.objects.bulk_create(Naming(**facts | {"video_id": video["id"]}) for video in told)


@contextmanager
def count_queries() -> Iterator[list[int]]:
    count: list[int] = []
    with CaptureQueriesContext(connection) as asked:
        yield count
    count.append(len(asked))


@pytest.mark.parametrize("common", ["kube", "k8s"])
def test_rare_names_of_a_hub_can_be_split_off(hub: Entity, editor_page: Client, common: str) -> None:
    name_often(hub, common)
    page = editor_page.get(f"/desk/entities/{hub.id}/").content.decode()
    card = show_card(make_question("type", left=hub.id, alike="", doubt=1, impact=1, why=""))
    assert card
    for name in ("kube", "k8s", "cooper netties"):
        assert name in page
        assert name in card.sides[0].aliases


def test_many_words_of_one_talk_are_split_off_by_reading_it_once(hub: Entity) -> None:
    mentions = list(Mention.objects.filter(key__entity=hub).order_by("id").values_list("id", flat=True))
    counts = []
    for some in (mentions[:1], mentions[:3]):
        with count_queries() as count:
            read_terms("split", {"entity": hub.id, "mentions": some})
        counts += count
    assert counts[0] == counts[1]


def test_contradictions_are_found_by_as_many_queries_however_much_is_denied(hub: Entity) -> None:
    counts = []
    for number in range(2, 5):
        names: dict[str, list[str]] = {"Kubernetes": [], f"Tool {number}": []}
        claims = [("Kubernetes", "uses", f"Tool {number}")]
        record_document(build_document(f"B{number}", names, claims))
        record_document(build_document(f"C{number}", names, claims, polarity=Polarity.DENIED))
        with count_queries() as count:
            asked = list(ask_about_connections(None))
        assert sum(question.alike == "contradiction" for question in asked) == number - 1
        counts += count
    assert len(set(counts)) == 1


def test_a_listed_question_takes_no_more_than_its_card(hub: Entity, editor_api: Any) -> None:
    record_document(build_document("B", {"Kubernetess": [], "Dockers": []}))
    gather_all()
    counts = []
    for size in (1, 2):
        with count_queries() as count:
            assert len(editor_api.get("/api/v1/review/", {"limit": size}).json()["results"]) == size
        counts += count
    with count_queries() as card:
        question = list_open(Wish("editor"))[1]
        show_card(ask_now(question) or question)
    assert counts[1] - counts[0] <= card[0]


@pytest.mark.parametrize("path", ["decisions/", "review/{question}/answer/"])
def test_more_than_anybody_looks_at_is_not_compared_with_what_is_now(hub: Entity, editor_api: Any, path: str) -> None:
    Entity.objects.filter(id=hub.id).update(confidence=0.1, relation_count=4)
    question = make_question("type", left=hub.id, alike="", doubt=1, impact=1, why="")
    question.save()
    body = {"kind": "approve", "entity": hub.id, "answer": "yes", "seen": {str(n): "x" for n in range(MOST + 1)}}
    refused = editor_api.post(f"/api/v1/{path.format(question=question.id)}", body, format="json")
    assert (refused.status_code, refused.json()["code"]) == (422, "decision_invalid")
