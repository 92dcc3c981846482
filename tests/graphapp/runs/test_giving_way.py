"""Who waits for an answer goes before what nobody waits for."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.utils import timezone

from graphapp.curation.deciding import make_decision
from graphapp.graph.models import Entity
from graphapp.runs import tasks
from graphapp.runs.tasks import give_way
from graphapp.videos.models import DecisionEvent
from graphapp.videos.recording import record_document
from tests.graphapp.videos.documents import build_document

pytestmark = pytest.mark.django_db


@dataclass
class Clock:
    """Goes on by sleeping alone."""

    now: float = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(tasks, "time", clock)
    monkeypatch.setattr(tasks.os, "cpu_count", lambda: 2)
    return clock


@pytest.fixture
def edited(db: None) -> None:
    record_document(build_document("A", {"Ada Lovelace": []}))
    make_decision("rename", {"entity": Entity.objects.get().id, "name": "Ada"}, author="ed")


def test_a_worker_rests_as_long_as_it_worked_while_somebody_decides(clock: Clock, edited: None) -> None:
    give_way(0.75)
    assert clock.now == 0.75


def test_a_worker_never_rests_for_long(clock: Clock, edited: None) -> None:
    give_way(600.0)
    assert clock.now == tasks.LONGEST_REST


def test_a_worker_goes_on_where_there_is_room_for_both(
    clock: Clock, edited: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks.os, "cpu_count", lambda: 16)
    give_way(0.75)
    assert clock.now == 0.0


def test_a_worker_goes_on_where_nobody_decides(clock: Clock, edited: None) -> None:
    DecisionEvent.objects.update(at=timezone.now() - 2 * tasks.EDITED)
    give_way(0.75)
    assert clock.now == 0.0


def test_a_worker_that_is_to_end_does_not_rest(clock: Clock, edited: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "is_stopping", lambda: True)
    give_way(0.75)
    assert clock.now == 0.0
