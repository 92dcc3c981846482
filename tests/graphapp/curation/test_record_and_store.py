"""What editors decide reaches a store that is written to once the record holds it for good, and not before."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.exceptions import APIException

from graphapp.curation.deciding import revoke_decision
from graphapp.curation.models import TYPE, Question
from graphapp.curation.review.answering import NO, answer_alike, answer_question
from graphapp.curation.review.questions import make_question
from graphapp.graph.models import Entity, Pending
from graphapp.videos.models import Decision
from tests.graphapp.runs.fakes import FakeStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def question(library: None, store: FakeStore) -> Question:
    """Of a thing's type; answered no it says what it is instead, which can be said once."""
    Pending.objects.all().delete()
    return Question.objects.get(kind=TYPE, open=True)


def test_answers_that_are_refused_as_a_whole_never_reach_the_store(
    question: Question, store: FakeStore, django_capture_on_commit_callbacks: Any
) -> None:
    other = Entity.objects.exclude(id=question.left).order_by("id")[0].id
    Entity.objects.filter(id=other).update(confidence=0.1, relation_count=4)
    open_to_all = make_question(TYPE, left=other, alike="", doubt=1.0, impact=1.0)
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(APIException, match="what it is instead"):
        answer_alike([question, open_to_all], NO, author="ed")
    assert not Decision.objects.exists()
    assert not Pending.objects.exists()
    assert store.written == []


def test_an_answer_is_sent_to_the_store_before_the_editor_hears_of_it(
    question: Question, store: FakeStore, django_capture_on_commit_callbacks: Any
) -> None:
    for change in (
        lambda: answer_alike([question], NO, author="ed"),
        lambda: revoke_decision(Decision.objects.get(active=True), author="ed"),
        lambda: answer_question(question, NO, author="ed"),
    ):
        with django_capture_on_commit_callbacks(execute=True):
            change()
            assert Pending.objects.exists()
        assert not Pending.objects.exists()
        changed = store.written.pop()
        assert question.left in {entity.id for entity in changed.entities}
