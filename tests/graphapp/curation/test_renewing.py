"""The desk asks for the reasons that there are now."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from graphapp.curation.deciding import make_decision
from graphapp.curation.models import CONNECTION, TYPE, Question
from graphapp.curation.refusals import DecisionConflict
from graphapp.curation.review.answering import answer_question
from graphapp.curation.review.gathering import gather_all, gather_touched
from graphapp.curation.review.renewing import renew
from graphapp.graph.models import Entity, Relation
from graphapp.videos.recording import record_document
from ingest.records import EntityType, Polarity
from tests.graphapp.videos.documents import build_document

pytestmark = pytest.mark.django_db


def find(name: str) -> str:
    return Entity.objects.get(name=name).id


def decide(kind: str, **fields: object) -> None:
    make_decision(kind, fields, author="ed")


def ask(kind: str) -> Question:
    gather_all()
    return Question.objects.get(kind=kind, open=True)


def test_a_type_is_asked_about_by_the_mentions_that_there_are_now() -> None:
    for title, type in (("A", EntityType.PLACE), ("B", EntityType.PERSON), ("C", EntityType.PLACE)):
        record_document(build_document(title, {"Mercury": []}, types={"Mercury": type}))
    question = ask(TYPE)
    record_document(build_document("D", {"Mercury": []}, types={"Mercury": EntityType.PLACE}))
    now = renew(question)
    assert now is not None
    assert now.why != question.why
    assert Question.objects.get(id=question.id).why == now.why


def test_what_an_editor_has_put_right_meanwhile_is_not_asked_and_takes_no_answer() -> None:
    types = {"Cerebras": EntityType.PLACE, "WSE": EntityType.PRODUCT}
    record_document(build_document("A", {"Cerebras": [], "WSE": []}, [("Cerebras", "makes", "WSE")], types=types))
    question = ask(CONNECTION)
    decide("retype", entity=find("Cerebras"), type="Organization")
    with pytest.raises(DecisionConflict, match="settled meanwhile"):
        answer_question(question, "no", author="ed")
    assert Relation.objects.exists()
    assert not Question.objects.filter(id=question.id).exists()


def test_a_renamed_thing_is_not_asked_to_be_one_with_what_it_was_spelled_like() -> None:
    record_document(build_document("A", {"Cerebras": []}))
    record_document(build_document("B", {"Cerebrass": []}))
    gather_all()
    question = Question.objects.exclude(right="").get(open=True)
    decide("rename", entity=find("Cerebrass"), name="Something else")
    assert renew(question) is None


def test_a_contradiction_that_a_merge_brings_is_asked_about() -> None:
    record_document(build_document("A", {"Cerebras": [], "WSE": []}, [("Cerebras", "makes", "WSE")]))
    denied = [("Groq", "makes", "WSE")]
    record_document(build_document("B", {"Groq": [], "WSE": []}, denied, polarity=Polarity.DENIED))
    gather_all()
    decide("same", entities=[find("Cerebras"), find("Groq")], name="Cerebras")
    while gather_touched():
        pass
    assert Question.objects.filter(kind=CONNECTION, open=True, why="the opposite is said too").exists()


def test_the_desk_shows_no_card_whose_reason_is_gone(client: Client, users: dict[str, Any]) -> None:
    record_document(build_document("A", {"Cerebras": []}))
    record_document(build_document("B", {"Cerebrass": []}))
    gather_all()
    decide("rename", entity=find("Cerebrass"), name="Something else")
    client.force_login(users["editor"])
    assert b"one and the same" not in client.get("/desk/").content
