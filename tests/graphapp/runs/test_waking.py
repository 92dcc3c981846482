"""Workers are woken by messages: that many wait keeps nothing else from being done, that the broker is away nobody."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from celery import Celery
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from graphapp.config import celery
from graphapp.graph.models import Pending
from graphapp.runs import tasks
from graphapp.runs.execution.following import follow
from graphapp.runs.models import Hold, Run, State
from graphapp.runs.services import change_video, make_source, submit
from graphapp.runs.tasks import Shift, be_woken, sweep, wake
from graphapp.runs.workers import waking
from graphapp.videos.models import Video
from graphapp.web import health
from tests.graphapp.runs.fakes import STAGES, FakePipeline, FakeStore
from tests.graphapp.runs.sites import FEED, FakeSite, look_again

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch, pipeline: FakePipeline, store: FakeStore) -> None:
    monkeypatch.setattr(Shift, "ended_at", 0.0)
    monkeypatch.setattr(waking.Broker, "away_until", 0.0)


@pytest.fixture
def messages(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the broker was given and no worker took yet, oldest first."""
    waiting: list[dict[str, Any]] = []
    monkeypatch.setattr(waking.current_app, "send_task", lambda _name, kwargs, **_: waiting.append(kwargs))
    return waiting


def add(*names: str) -> None:
    for name in names:
        submit(make_source(f"{name} spoke.".encode(), kind="text", name=name))


def work_off(messages: list[dict[str, Any]]) -> list[int]:
    """What one worker makes of what waits: how many runs by each message."""
    waited = messages[:]
    messages.clear()
    return [be_woken(**message) for message in waited]


def test_however_many_are_added_one_message_waits(messages: list[dict[str, Any]]) -> None:
    add("Ada", "Bob", "Cyd")
    assert len(messages) == 1
    while messages:
        work_off(messages)
    add("Dee")
    assert work_off(messages) == [1]
    assert not Run.objects.exclude(state=State.DONE).exists()


def test_a_worker_does_what_else_was_to_be_done_between_two_shifts_though_more_is_added(
    messages: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, pipeline: FakePipeline
) -> None:
    monkeypatch.setattr(tasks, "SHIFT_SECONDS", -1.0)
    pipeline.during = lambda stage: add(f"Eve{Run.objects.count()}") if stage == STAGES[0] else None
    add("Ada")
    for _ in range(9):
        runs = work_off(messages)  # what is sent meanwhile comes behind what else waits by then
        assert len(runs) == 1
    assert Run.objects.filter(state=State.DONE).count() >= 4
    assert len(messages) == 1


def test_what_is_edited_reaches_the_graph_store_though_the_only_worker_has_a_run_for_long(
    messages: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, pipeline: FakePipeline, store: FakeStore
) -> None:
    monkeypatch.setattr(tasks, "MEANWHILE_SECONDS", 0.02)
    add("Ada")
    wake()
    video = Video.objects.get()
    sent: list[bool] = []

    def edit_and_wait(stage: str) -> None:
        if stage == STAGES[0]:
            change_video(video, changes={"title": "Renamed"})
            give_up = time.monotonic() + 30
            while Pending.objects.exists() and time.monotonic() < give_up:
                time.sleep(0.02)
            sent.append(not Pending.objects.exists())

    pipeline.during = edit_and_wait
    add("Bob")
    wake()
    assert sent == [True]


def test_messages_become_no_more_however_often_is_swept(
    messages: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "SHIFT_SECONDS", -1.0)
    add("Ada", "Bob", "Cyd", "Dee", "Eve")
    for _ in range(3):
        sweep()
    assert sum(map(bool, work_off(messages))) <= 1
    assert len(messages) <= 1


def test_who_begins_wakes_another_worker_where_there_is_more_to_do(
    messages: list[dict[str, Any]], pipeline: FakePipeline
) -> None:
    add("Ada", "Bob")
    waiting: list[int] = []
    pipeline.during = lambda _stage: waiting.append(len(messages))
    work_off(messages)
    assert waiting[0] == 1


def test_what_is_added_while_a_worker_finds_nothing_more_is_read(
    messages: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    look = tasks.claim_next

    def look_too_early(worker: str) -> Run | None:
        found = look(worker)
        if not Run.objects.exists():
            add("Ada")
        return found

    monkeypatch.setattr(tasks, "claim_next", look_too_early)
    assert wake() == 0
    while messages:
        work_off(messages)
    assert Run.objects.get().state == State.DONE


def test_a_message_of_a_release_that_did_not_say_when_it_was_sent_wakes_all_the_same(
    messages: list[dict[str, Any]],
) -> None:
    add("Ada")
    Hold.objects.all().delete()
    assert be_woken() == 1
    assert Run.objects.get().state == State.DONE


def test_a_message_that_was_lost_keeps_nobody_from_being_woken_after_the_next_sweep(
    messages: list[dict[str, Any]],
) -> None:
    add("Ada")
    messages.clear()
    sweep()
    add("Bob")
    assert len(messages) == 1


def test_what_can_not_be_removed_keeps_nothing_else_from_being_done(
    site: FakeSite, data_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (left := data_dir / "results" / "ab" / "no file").mkdir(parents=True)
    os.utime(left, (0, 0))
    site.publish("Ada")
    follow(FEED)
    sweep()
    site.publish("Ada", "Bob")
    look_again()
    assert Video.objects.count() == 2
    assert "could not be removed" in caplog.text


def test_a_form_with_many_files_wakes_workers_once(messages: list[dict[str, Any]], editor_page: Client) -> None:
    files = [SimpleUploadedFile(f"{name}.txt", f"{name} spoke.".encode()) for name in ("Ada", "Bob", "Cyd")]
    editor_page.post("/add/", {"file": files})
    assert Run.objects.count() == 3
    assert len(messages) == 1


@pytest.fixture(params=["redis", "amqp"])
def frozen(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """A broker that lets everybody in and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        monkeypatch.setattr(
            celery, "PATIENCE", celery.PATIENCE | {"socket_connect_timeout": 0.2, "socket_timeout": 0.2}
        )
        monkeypatch.setattr(settings, "BROKER_URL", f"{request.param}://127.0.0.1:{server.getsockname()[1]}//")
        with Celery("frozen", set_as_current=False) as app:
            celery.configure_broker(app)
            monkeypatch.setattr(waking, "current_app", app)
            monkeypatch.setattr(health, "current_app", app)
            yield server


def count_guests(server: socket.socket) -> int:
    """Since they were counted last."""
    count = 0
    with suppress(BlockingIOError):
        while server.accept():
            count += 1
    return count


def test_a_broker_that_says_nothing_is_waited_for_once(frozen: socket.socket) -> None:
    add("Ada")
    assert count_guests(frozen) > 0
    add("Bob", "Cyd")
    waking.wake_sender()
    assert count_guests(frozen) == 0
    assert Run.objects.filter(state=State.QUEUED).count() == 3


def test_a_broker_that_is_back_is_asked_again(frozen: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waking, "AWAY_SECONDS", 0.0)
    add("Ada")
    count_guests(frozen)
    add("Bob")
    assert count_guests(frozen) > 0


def test_whether_all_is_ready_is_said_though_the_broker_says_nothing(
    frozen: socket.socket, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    monkeypatch.setattr(health, "readiness", health.Readiness())
    monkeypatch.setattr(health, "CHECKS", {"broker": health.CHECKS["broker"]})
    assert client.get("/readyz").json() == {"ready": False, "broker": "unreachable"}
