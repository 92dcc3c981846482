"""The graph store gets every change, also when it was away; a change that it can't take stops no other."""

from __future__ import annotations

import time
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.db.models import F
from django.utils import timezone

from graphapp.graph.errors import GraphError, GraphMisconfigured, GraphOverburdened, GraphUnavailable
from graphapp.graph.models import Pending
from graphapp.graph.results import GraphChange, GraphDelta, StoreStatus
from graphapp.runs.archive import read_archive, write_archive
from graphapp.runs.models import Hold, Run, State
from graphapp.runs.projection import outbox
from graphapp.runs.projection.graph_upkeep import Comparison
from graphapp.runs.projection.mending import hold_mending, mend_store
from graphapp.runs.projection.outbox import catch_up, catch_up_briefly, enqueue, read_delta
from graphapp.runs.services import change_video, make_source, remove_video, submit
from graphapp.runs.tasks import keep_store, wake
from graphapp.runs.workers import waking
from graphapp.videos.models import Video
from tests.graphapp.runs.fakes import FakePipeline, FakeStore

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fakes(pipeline: FakePipeline, store: FakeStore) -> None:
    """No test here runs the real stages."""


def add(text: str) -> Video:
    run = submit(make_source(text.encode(), kind="text", name=text))
    wake()
    video = Run.objects.get(id=run.id).video
    assert video
    return video


def test_the_record_is_safe_while_the_store_is_down(store: FakeStore) -> None:
    store.down = True
    video = add("Ada spoke.")
    run = Run.objects.get()
    assert (run.state, run.video) == (State.DONE, video)
    assert Pending.objects.count() == 1
    assert any("graph store does not answer" in line["text"] for line in run.log)


def test_everything_that_waited_is_sent_together(store: FakeStore) -> None:
    store.down = True
    videos = [add(f"Ada{number} spoke.").id for number in range(3)]
    assert catch_up() is False
    store.down = False
    keep_store()
    assert sorted(store.videos) == sorted(videos)
    assert len(store.written) == 1
    assert not Pending.objects.exists()


def test_much_that_waited_is_sent_in_order(store: FakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "TOGETHER_ROWS", 1)
    store.down = True
    videos = [add(f"Ada{number} spoke.").id for number in range(3)]
    store.down = False
    keep_store()
    assert store.videos == videos
    assert not Pending.objects.exists()


def test_a_worker_is_not_kept_by_those_who_go_on_changing(store: FakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "LINGER_SECONDS", 0.0)
    video = add("Ada spoke.")
    write = store.write

    def change_again(change: GraphChange) -> None:
        write(change)
        enqueue(GraphDelta(videos=(video.id,)))

    monkeypatch.setattr(store, "write", change_again)
    enqueue(GraphDelta(videos=(video.id,)))
    assert catch_up() is True
    assert Pending.objects.count() == 1


def test_what_editors_change_while_a_worker_sends_is_gathered_and_sent_together(
    store: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    video = add("Ada spoke.")
    write, edited = store.write, iter(("first", "second"))

    def edit(*_: object) -> None:
        if name := next(edited, ""):
            enqueue(GraphDelta(entities=(name,)))

    def write_while_somebody_edits(change: GraphChange) -> None:
        write(change)
        edit()

    monkeypatch.setattr(store, "write", write_while_somebody_edits)
    monkeypatch.setattr(outbox, "time", SimpleNamespace(monotonic=time.monotonic, sleep=edit))
    store.written.clear()
    enqueue(GraphDelta(videos=(video.id,)))
    assert catch_up() is True
    assert [change.removed_entities for change in store.written] == [(), ("first", "second")]


def test_what_is_sent_late_is_what_holds_now(store: FakeStore) -> None:
    store.down = True
    video = add("Ada spoke.")
    change_video(video, changes={"title": "Renamed"})
    store.down = False
    assert catch_up() is True
    assert {row.title for change in store.written for row in change.videos} == {"Renamed"}


def test_what_was_deleted_meanwhile_is_not_sent(store: FakeStore) -> None:
    store.down = True
    remove_video(add("Ada spoke."))
    store.down = False
    catch_up()
    assert store.videos == []
    assert store.written[-1].replaced_videos


@pytest.mark.parametrize("refusal", [ValueError, GraphError, GraphOverburdened])
def test_a_change_that_cannot_be_taken_stops_no_other(store: FakeStore, refusal: type[Exception]) -> None:
    store.down = True
    first, second = add("Ada spoke."), add("Grace spoke.")
    store.down, store.poison, store.refusal = False, first.id, refusal("this change can't be taken")
    assert catch_up() is False
    assert store.videos == [second.id]
    waiting = Pending.objects.get()
    assert (waiting.attempts, waiting.error) == (3, "this change can't be taken")
    add("Edsger spoke.")
    assert Pending.objects.get() == waiting


@pytest.mark.parametrize("refusal", [GraphUnavailable, GraphOverburdened, GraphMisconfigured])
def test_a_store_that_takes_nothing_is_left_alone(
    store: FakeStore, monkeypatch: pytest.MonkeyPatch, refusal: type[Exception]
) -> None:
    store.down = True
    for number in range(5):
        add(f"Ada{number} spoke.")
    asked: list[GraphChange] = []

    def refuse(change: GraphChange) -> None:
        asked.append(change)
        raise refusal("not now")

    monkeypatch.setattr(store, "write", refuse)
    assert catch_up() is False
    assert len(asked) <= 3
    assert Pending.objects.count() == 5


def test_an_empty_change_waits_for_nothing() -> None:
    enqueue(GraphDelta())
    assert not Pending.objects.exists()


def test_a_delta_comes_back_from_json_as_it_went() -> None:
    delta = GraphDelta(
        videos=("v",),
        entities=("e", "f"),
        counted=("g",),
        relations=("r",),
        appearances=(("v", "e"),),
        claims=("v:1",),
    )
    enqueue(delta)
    assert read_delta(Pending.objects.get().delta) == delta


def test_one_process_sends_at_a_time(store: FakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "WAIT_SECONDS", 0.0)
    store.down = True
    add("Ada spoke.")
    store.down = False
    Hold.objects.update(holder="another", until=timezone.now() + timedelta(minutes=1))
    assert catch_up() is False
    assert store.written == []
    Hold.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert catch_up() is True
    assert len(store.written) == 1


def test_what_a_store_takes_after_another_process_went_on_is_sent_once_more(
    store: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that stood still, such as in a machine that was asleep: its old facts come after the new ones."""
    video = add("Ada spoke.")
    write = store.write

    def rename(title: str) -> None:
        Video.objects.update(title=title)
        enqueue(GraphDelta(videos=(video.id,)))

    def write_late(change: GraphChange) -> None:
        monkeypatch.setattr(store, "write", write)
        Hold.objects.update(until=timezone.now() - timedelta(seconds=1))
        rename("New")
        catch_up()
        write(change)

    monkeypatch.setattr(store, "write", write_late)
    rename("Old")
    catch_up()
    assert [change.videos[0].title for change in store.written[-2:]] == ["New", "Old"]
    keep_store()
    assert store.written[-1].videos[0].title == "New"
    assert not Pending.objects.exists()


@pytest.mark.django_db(transaction=True)  # the hold is kept by a thread with a connection of its own
def test_a_store_may_take_its_time(store: FakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "BEAT_SECONDS", 0.02)
    video = add("Ada spoke.")
    write = store.write

    def write_for_long(change: GraphChange) -> None:
        monkeypatch.setattr(store, "write", write)
        Hold.objects.update(until=timezone.now())
        give_up = time.monotonic() + 30
        while Hold.objects.get(name=outbox.HOLD_NAME).until < timezone.now() and time.monotonic() < give_up:
            time.sleep(0.02)
        sent.append(catch_up(patient=False))
        write(change)

    sent: list[bool] = []
    monkeypatch.setattr(store, "write", write_for_long)
    enqueue(GraphDelta(videos=(video.id,)))
    assert catch_up() is True
    assert sent == [False]
    assert not Pending.objects.exists()


def test_nobody_who_waits_for_an_answer_waits_for_another_s_sending(store: FakeStore) -> None:
    video = add("Ada spoke.")
    Hold.objects.update(holder="another", until=timezone.now() + timedelta(minutes=1))
    change_video(video, changes={"title": "Renamed"})
    assert Pending.objects.count() == 1
    Hold.objects.update(holder="")
    keep_store()
    assert not Pending.objects.exists()
    assert store.written[-1].videos[0].title == "Renamed"


def test_while_workers_have_talks_to_read_they_send_what_is_edited(store: FakeStore) -> None:
    video = add("Ada spoke.")
    submit(make_source(b"Grace spoke.", kind="text", name="Grace"))
    change_video(video, changes={"title": "Renamed"})
    assert Pending.objects.count() == 1
    wake()
    assert not Pending.objects.exists()
    assert {row.title for change in store.written for row in change.videos} >= {"Renamed"}


def test_a_run_that_waits_for_its_next_attempt_keeps_no_edit_waiting(store: FakeStore) -> None:
    video = add("Ada spoke.")
    submit(make_source(b"Grace spoke.", kind="text", name="Grace"))
    Run.objects.filter(state=State.QUEUED).update(not_before=timezone.now() + timedelta(hours=1))
    change_video(video, changes={"title": "Renamed"})
    assert not Pending.objects.exists()


def test_what_takes_long_is_left_to_a_worker(store: FakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(waking.current_app, "send_task", lambda name, **_: asked.append(name))
    monkeypatch.setattr(outbox, "BRIEF_SECONDS", -1.0)
    video = add("Ada spoke.")
    change_video(video, changes={"title": "Renamed"})
    assert asked == [waking.SENDER_TASK]
    assert Pending.objects.count() == 1


def test_a_store_that_is_made_again_is_not_mended_meanwhile(store: FakeStore) -> None:
    """A worker that finds it empty would queue everything a second time."""
    add("Ada spoke.")
    store.wiped = True
    with hold_mending() as renew:
        renew()
        assert mend_store() == 0
    assert mend_store() > 0


def test_a_rebuild_that_died_keeps_nobody_from_mending(store: FakeStore) -> None:
    add("Ada spoke.")
    store.wiped = True
    with hold_mending():
        Hold.objects.update(until=timezone.now())
        assert mend_store() > 0


def test_a_rebuild_that_died_is_mended_before_anybody_reads_what_it_left(store: FakeStore) -> None:
    """Its mark, which has readers answered from the record, goes when its hold on the outbox ends."""
    video = add("Ada spoke.")
    store.wiped = True
    with hold_mending(), outbox.make_again():
        store.written.clear()
        ends_in = Hold.objects.get(name=outbox.HOLD_NAME).until - timezone.now()
        Hold.objects.update(until=F("until") - ends_in)
        keep_store()
        assert store.videos == [video.id]


def test_while_a_store_is_compared_the_record_answers(store: FakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    add("Ada spoke.")
    counts = iter(({"videos": 1}, {"videos": 2}))  # the store's, then the record's
    monkeypatch.setattr(store, "status", lambda: StoreStatus("fake", reachable=True, version=1, counts=next(counts)))
    waiting: list[bool] = []

    def compare(*_: object, **__: object) -> Comparison:
        assert catch_up(patient=False) is False  # another worker
        catch_up_briefly()  # an editor
        waiting.append(Pending.objects.exists())
        return Comparison()

    monkeypatch.setattr("graphapp.runs.projection.mending.compare_store", compare)
    assert mend_store() == 0
    assert waiting == [True]
    assert not Pending.objects.exists()


def test_a_store_that_another_worker_mends_is_not_mended_twice(store: FakeStore) -> None:
    add("Ada spoke.")
    store.wiped = True
    with outbox.make_again():
        assert mend_store() == 0
    Hold.objects.update(holder="another", until=timezone.now() + timedelta(minutes=1))
    assert mend_store() == 0
    Hold.objects.update(holder="")
    assert mend_store() > 0


@pytest.mark.django_db(transaction=True)  # a backup begins one of its own
def test_what_comes_back_from_a_backup_is_sent_however_much_the_store_holds(store: FakeStore) -> None:
    video = add("Ada spoke.")
    write_archive(backup := BytesIO(), tell=lambda *_: None)
    Run.objects.all().delete()
    Video.objects.all().delete()
    catch_up()
    store.written.clear()
    backup.seek(0)
    read_archive(backup, tell=lambda *_: None)
    assert catch_up()
    assert [row.id for change in store.written for row in change.videos] == [video.id]
    assert any(change.entities for change in store.written)
