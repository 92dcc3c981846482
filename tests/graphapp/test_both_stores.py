"""GRAPH_URL alone switches the store: real talks, an editor's decision and a deletion give the same answers on both."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from rest_framework.test import APIClient

from graphapp.curation.deciding import make_decision, revoke_decision
from graphapp.curation.models import TYPE
from graphapp.curation.refusals import DecisionConflict
from graphapp.curation.review.answering import NO, answer_alike
from graphapp.curation.review.questions import make_question
from graphapp.graph.models import Entity, Pending
from graphapp.runs.samples import FOLDER
from graphapp.runs.services import remove_video
from graphapp.videos.models import Video

pytestmark = [pytest.mark.neo4j, pytest.mark.xdist_group("neo4j"), pytest.mark.django_db(transaction=True)]
TALKS = ("01-codex-spark.vtt", "02-chips.srt")


@pytest.fixture
def on_neo4j(settings: Any, neo4j_turn: str) -> None:
    settings.GRAPH_URL = neo4j_turn
    call_command("graph", "rebuild", stdout=StringIO())


def read_everything() -> dict[str, object]:
    """What pages and API say of every video."""
    client = APIClient()
    answers: dict[str, object] = {}
    for video in Video.objects.order_by("id"):
        for part in ("", "graph/", "transcript/"):
            address = f"/api/v1/videos/{video.id}/{part}"
            answers[address] = client.get(address).json()
        page = client.get(f"/videos/{video.slug}/")
        answers[video.slug] = (page.status_code, len(page.content))
    return answers


def assert_alike(settings: Any, neo4j_url: str) -> None:
    assert not Pending.objects.exists()
    call_command("graph", "verify", stdout=StringIO())
    settings.GRAPH_URL = "embedded"
    embedded = read_everything()
    settings.GRAPH_URL = neo4j_url
    assert read_everything() == embedded


def test_both_stores_follow_ingest_decision_undo_and_deletion_alike(
    on_neo4j: None, settings: Any, neo4j_turn: str
) -> None:
    paths = [str(FOLDER / "talks" / name) for name in TALKS]
    call_command("ingest", *paths, "--wait", stdout=StringIO())
    assert Video.objects.count() == len(TALKS)
    assert_alike(settings, neo4j_turn)

    first, second = Entity.objects.order_by("-video_count", "id")[:2]
    decision = make_decision("same", {"entities": [first.id, second.id]}, author="ed")
    assert_alike(settings, neo4j_turn)
    hidden = Entity.objects.order_by("-mention_count").first()
    assert hidden is not None
    make_decision("hide", {"entity": hidden.id}, author="ed")
    assert_alike(settings, neo4j_turn)
    revoke_decision(decision, author="ed")
    assert_alike(settings, neo4j_turn)

    remove_video(Video.objects.get(source_name=TALKS[0]))
    assert_alike(settings, neo4j_turn)


def test_several_answers_that_are_refused_together_change_neither_store(
    on_neo4j: None, settings: Any, neo4j_turn: str
) -> None:
    call_command("ingest", str(FOLDER / "talks" / TALKS[0]), "--wait", stdout=StringIO())
    entity, other = Entity.objects.order_by("-mention_count", "id")[:2]
    instead = "Place" if entity.type != "Place" else "Event"
    asked, refused = (
        make_question(TYPE, left=thing.id, alike="", doubt=1, impact=1, why="", proposal=proposal)
        for thing, proposal in ((entity, instead), (other, other.type))
    )
    with pytest.raises(DecisionConflict):  # the second is what it is said to be instead
        answer_alike([asked, refused], NO, author="ed")
    assert_alike(settings, neo4j_turn)
    answer_alike([asked], NO, author="ed")
    assert_alike(settings, neo4j_turn)
