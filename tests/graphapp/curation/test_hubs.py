"""What thousands of talks name is edited like anything else, and takes no more questions to the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from graphapp.curation.review.cards import show_card
from graphapp.curation.review.questions import make_question
from graphapp.curation.terms import read_terms
from graphapp.graph.models import Entity
from graphapp.videos.models import Mention, Naming, Video
from graphapp.videos.recording import record_document
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
