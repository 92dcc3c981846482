"""What was read is drawn when nothing more waits to be read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from graphapp.runs.models import Run, State
from graphapp.runs.services import make_source, submit
from graphapp.runs.tasks import wake
from graphapp.videos.drawing import keeping
from graphapp.videos.models import Drawing, Video
from tests.graphapp.runs.fakes import FakePipeline, FakeStore

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fakes(pipeline: FakePipeline, store: FakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test here runs the real stages, nor knows what another one could not draw."""
    monkeypatch.setattr(keeping, "_refused", set())


def queue(talk: str, **options: bool) -> Run:
    return submit(make_source(talk.encode(), kind="file", name="talk.txt"), **options)


def test_a_worker_draws_all_that_it_read() -> None:
    for talk in ("Ada met Grace.", "Grace met Ada.", "They met again."):
        queue(talk)
    wake()
    assert Drawing.objects.count() == Video.objects.count() == 3


def test_what_waits_to_be_read_goes_first(pipeline: FakePipeline) -> None:
    drawn: list[int] = []
    pipeline.during = lambda stage: drawn.append(Drawing.objects.count())
    for talk in ("Ada met Grace.", "Grace met Ada."):
        queue(talk)
    wake()
    assert set(drawn) == {0}


def test_what_waits_for_its_next_attempt_keeps_nothing_from_being_drawn() -> None:
    Run.objects.filter(id=queue("They met again.").id).update(not_before=timezone.now() + timedelta(hours=1))
    queue("Ada met Grace.")
    wake()
    assert Drawing.objects.count() == 1


def test_drawing_stops_for_what_is_added_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    def draw_and_add(id: str) -> None:
        draw(id)
        queue("Something else.")

    draw = keeping._draw_undrawn
    monkeypatch.setattr(keeping, "_draw_undrawn", draw_and_add)
    for talk in ("Ada met Grace.", "Grace met Ada."):
        queue(talk)
    wake()
    assert (Drawing.objects.count(), Run.objects.filter(state=State.QUEUED).count()) == (1, 1)


def test_what_cannot_be_drawn_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    refused: set[str] = set()

    def refuse_one(id: str) -> None:
        if not refused:
            refused.add(id)
            raise ValueError
        draw(id)

    draw = keeping._draw_undrawn
    monkeypatch.setattr(keeping, "_draw_undrawn", refuse_one)
    for talk in ("Ada met Grace.", "Grace met Ada."):
        queue(talk)
    wake()
    wake()
    assert Run.objects.filter(state=State.DONE).count() == 2
    assert Drawing.objects.exclude(video__in=refused).count() == Drawing.objects.count() == 1


def test_what_is_read_anew_is_drawn_anew() -> None:
    queue("Ada met Grace.")
    wake()
    Drawing.objects.update(fingerprint="of what was said before")
    queue("Ada met Grace.", again=True)
    wake()
    assert Drawing.objects.get().fingerprint != "of what was said before"
