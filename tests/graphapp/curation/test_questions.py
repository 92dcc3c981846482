"""What the desk asks follows what talks say and what editors decided, however that came to be known."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command

from graphapp.curation.deciding import make_decision, revoke_decision
from graphapp.curation.exchange import export_decisions, import_decisions
from graphapp.curation.models import MISHEARD, SAME, Question
from graphapp.curation.review.cards import show_card
from graphapp.curation.review.gathering import gather_all, gather_touched
from graphapp.curation.touching import note_touched
from graphapp.graph.models import Entity
from graphapp.videos.models import Decision
from graphapp.videos.recording import record_document
from tests.graphapp.videos.documents import build_document

pytestmark = pytest.mark.django_db


def record(title: str, *names: str) -> None:
    record_document(build_document(title, {name: [] for name in names}))


def find(name: str) -> str:
    return Entity.objects.get(name=name).id


def gather_new() -> None:
    note_touched(Entity.objects.values_list("id", flat=True))
    while gather_touched():
        pass


@pytest.mark.parametrize("gather", [gather_all, gather_new])
def test_a_question_says_which_of_two_is_known_better_as_it_is_now(gather: Callable[[], object]) -> None:
    record("A", "Cooper Netties", "Terraform")
    record("B", "Cooper Netties", "Docker")
    record("C", "Kubernetes")
    gather()
    asked = Question.objects.get(left=find("Cooper Netties"), right=find("Kubernetes"))
    assert asked.kind == SAME
    for title in "DEF":
        record(title, "Kubernetes")
    gather()
    now = Question.objects.get(id=asked.id)
    assert (now.kind, now.left, now.right) == (MISHEARD, find("Kubernetes"), find("Cooper Netties"))


@pytest.mark.parametrize("kind", ["same", "distinct"])
def test_decisions_that_come_by_file_settle_what_is_asked(kind: str) -> None:
    record("A", "Kubernetes")
    record("B", "Kubernetess")
    make_decision(kind, {"entities": [find("Kubernetes"), find("Kubernetess")]}, author="ed")
    lines = list(export_decisions())
    for decision in Decision.objects.all():
        revoke_decision(decision, author="ed")
    Decision.objects.all().delete()
    gather_all()
    question = Question.objects.get(kind=SAME, open=True)
    assert show_card(question)
    import_decisions(lines)
    question.refresh_from_db()
    assert not question.open


def test_the_command_gathers_what_is_asked_and_says_how_much() -> None:
    record("A", "Kubernetes")
    record("B", "Kubernetess")
    out = StringIO()
    call_command("review", "--json", stdout=out)
    assert Question.objects.filter(open=True).count() == json.loads(out.getvalue())["open"] > 0
