"""What the desk asks follows what talks say and what editors decided, however that came to be known."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Q
from django.test import Client

from graphapp.curation.deciding import make_decision, revoke_decision
from graphapp.curation.exchange import export_decisions, import_decisions
from graphapp.curation.models import MISHEARD, SAME, TYPE, Question, Sound, Touched
from graphapp.curation.review import gathering, pairs
from graphapp.curation.review.cards import show_card
from graphapp.curation.review.gathering import gather_all, gather_touched
from graphapp.curation.review.sounding import hear
from graphapp.curation.touching import note_touched
from graphapp.graph.models import Entity
from graphapp.videos.models import Decision
from graphapp.videos.recording import delete_video, record_document
from ingest.records import EntityType
from tests.graphapp.curation.deciding import find
from tests.graphapp.videos.documents import build_document

pytestmark = pytest.mark.django_db


def record(title: str, *names: str) -> None:
    record_document(build_document(title, {name: [] for name in names}))


def gather_new() -> None:
    note_touched(Entity.objects.values_list("id", flat=True))
    while gather_touched():
        pass


@contextmanager
def meanwhile(change: Callable[[], object]) -> Iterator[None]:
    """`change` happens once, while it is worked out what to ask."""
    compare, waiting = pairs.compare_names, [change]

    def compare_after_a_change(one: str, other: str) -> Any:
        if waiting:
            waiting.pop()()
        return compare(one, other)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pairs, "compare_names", compare_after_a_change)
        yield
    assert not waiting


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


def test_questions_about_what_a_talk_took_along_are_settled_in_a_library_of_any_size(
    editor_page: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "SMALL_LIBRARY", 0)
    names = [word + letter * 3 for word in ("Kryptomont", "Zanzibarra") for letter in "abcdefghijkl"]
    talk = record_document(build_document("A", {name: [] for name in [*names, *(f"{name}s" for name in names)]})).video
    record("B", "Cerebras", "Cerabras")
    gather_all()
    asked = Question.objects.count()
    gone = delete_video(talk)
    assert "one and the same" in editor_page.get("/desk/").content.decode()
    note_touched(gone.entities)
    while gather_touched():
        pass
    assert Question.objects.filter(open=True).count() == 1 < asked
    talk_again = build_document("A", {name: [] for name in [*names, *(f"{name}s" for name in names)]})
    note_touched(record_document(talk_again).delta.entities)
    while gather_touched():
        pass
    assert Question.objects.filter(open=True).count() == asked


@pytest.mark.parametrize("again", [True, False])
def test_what_a_talk_changes_while_the_library_is_looked_through_is_asked_about_afterwards(again: bool) -> None:
    record("A", "Cerebras")
    record("B", "Cerabras")
    note_touched([find("Cerebras")] if again else [])

    def record_a_talk() -> None:
        record("C", "Cerebrass")
        note_touched([find("Cerebras"), find("Cerebrass")])

    with meanwhile(record_a_talk):
        gather_all()
    assert set(Touched.objects.values_list("entity", flat=True)) == {find("Cerebras"), find("Cerebrass")}


def test_what_is_asked_of_a_new_talk_while_the_library_is_looked_through_stays_asked() -> None:
    record("A", "Cerebras")
    record("B", "Cerabras")

    def ask_of_a_talk() -> None:
        record("C", "Cerebrass")
        note_touched([find("Cerebrass")])
        gather_touched()

    with meanwhile(ask_of_a_talk):
        gather_all()
    new = find("Cerebrass")
    assert Question.objects.filter(Q(left=new) | Q(right=new), open=True).exists()


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_while_the_library_is_looked_through() -> None:
    record("A", "Cerebras")
    record("B", "Cerabras")
    held: list[bool] = []
    with meanwhile(lambda: held.append(connection.in_atomic_block)):
        gather_all()
    assert held == [False]


def test_names_that_are_gone_or_have_no_sound_any_more_are_not_heard() -> None:
    record("A", "Cerebras", "Kubernetes")
    gather_all()
    make_decision("rename", {"entity": find("Cerebras"), "name": "日本"}, author="ed")
    make_decision("hide", {"entity": find("Kubernetes")}, author="ed")
    gather_all()
    assert not Sound.objects.exists()


def test_a_new_name_that_begins_like_a_known_one_is_asked_about_however_it_sounds(editor_page: Client) -> None:
    """In whatever order the database's language puts letters."""
    record("A", "Open AI Platform 4")
    record("B", "Open AI Platform 5", "Open AI Platforms 4")
    gather_new()
    first, plural = find("Open AI Platform 4"), find("Open AI Platforms 4")
    assert hear("open ai platform 4") != hear("open ai platforms 4")
    assert Question.objects.filter(Q(left=first, right=plural) | Q(left=plural, right=first)).exists()
    page = editor_page.get(f"/desk/entities/{first}/", {"with": "open"}).content.decode()
    assert page.index("Open AI Platform 5") > 0


def test_a_type_that_was_said_of_a_merged_whole_answers_nothing_about_the_other_half_once_that_is_undone() -> None:
    record("A", "Apple")
    for title, kind in (("B", EntityType.ORGANIZATION), ("C", EntityType.PRODUCT)):
        record_document(build_document(title, {"Arm": []}, types={"Arm": kind}))
    gather_all()
    asked = Question.objects.filter(kind=TYPE, left=find("Arm"), open=True)
    assert asked.exists()
    merge = make_decision("same", {"entities": [find("Apple"), find("Arm")]}, author="ed")
    make_decision("retype", {"entity": Entity.objects.get().id, "type": "Event"}, author="ed")
    assert not asked.exists()
    revoke_decision(merge, author="ed")
    assert asked.exists()
