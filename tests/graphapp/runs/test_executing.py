"""A run ends in one state, whatever happens in it; the others go on; nothing is written by halves or twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from errno import ENOSPC
from os import getpid
from pathlib import Path
from subprocess import Popen
from threading import Event
from time import sleep
from typing import Any

import pytest
from django.conf import settings
from django.db import DataError, InterfaceError, OperationalError, connection
from django.http import Http404
from django.utils import timezone

from graphapp.graph.models import Pending
from graphapp.runs.execution import claiming
from graphapp.runs.execution.claiming import (
    LEASE,
    MAX_ATTEMPTS,
    MAX_LOST,
    claim_next,
    claim_run,
    keep_lease,
    name_worker,
    requeue_expired,
)
from graphapp.runs.execution.executing import OWN_PAUSE, execute_run
from graphapp.runs.models import Run, State
from graphapp.runs.services import cancel_run, change_video, make_source, remove_video, retry_run, submit
from graphapp.runs.tasks import sweep, wake
from graphapp.runs.workers import stopping
from graphapp.videos.models import Video
from graphapp.videos.recording import VideoDetails, record_document
from graphapp.web.errors import Conflict
from ingest.errors import IngestError, SourceUnavailable
from tests.graphapp.runs.fakes import FakePipeline, FakeStore

pytestmark = pytest.mark.django_db

TALK = b"Ada met Grace in London."


@pytest.fixture(autouse=True)
def fakes(pipeline: FakePipeline, store: FakeStore) -> None:
    """No test here runs the real stages."""


def queue(data: bytes = TALK, **options: Any) -> Run:
    return submit(make_source(data, kind="file", name="talk.txt"), **options)


def work(run: Run, **options: Any) -> Run:
    claimed = claim_run(run.id, worker="test")
    assert claimed
    execute_run(claimed, **options)
    return Run.objects.filter(id=run.id).first() or run


def test_a_run_makes_a_video_with_what_was_said_of_it(store: FakeStore) -> None:
    run = work(queue(details=VideoDetails(title="Computers", channel="History", sample=True)))
    assert (run.state, run.progress, run.error, run.attempts) == (State.DONE, 1.0, None, 1)
    assert run.video
    assert (run.video.title, run.video.channel, run.video.sample) == ("Computers", "History", True)
    assert store.videos == [run.video.id]
    assert not Pending.objects.exists()


def test_the_log_tells_what_happened() -> None:
    run = work(queue())
    lines = [line["text"] for line in run.log]
    assert lines[0] == "Attempt 1 began."
    assert "Recorded." in lines
    assert run.video
    assert {warning["message"] for warning in run.video.warnings} <= {line.partition(" (")[0] for line in lines}


def test_the_same_content_gives_the_run_and_video_that_it_has() -> None:
    first = work(queue())
    again = queue()
    assert (again.id, again.state, again.video_id) == (first.id, State.DONE, first.video_id)
    assert (Run.objects.count(), Video.objects.count()) == (1, 1)


def test_the_same_content_while_it_waits_is_one_run() -> None:
    assert queue().id == queue().id


def test_again_extracts_anew_in_place() -> None:
    first = work(queue())
    second = work(queue(again=True))
    assert second.id != first.id
    assert (second.state, second.video_id) == (State.DONE, first.video_id)
    assert Video.objects.count() == 1


def test_content_without_a_run_is_known_by_its_video() -> None:
    video = work(queue()).video
    Run.objects.all().delete()
    again = queue()
    assert (again.state, again.video) == (State.DONE, video)


@pytest.mark.parametrize(
    ("error", "code"),
    [(IngestError("It is broken."), "ingest_failed"), (ZeroDivisionError("secret detail"), "internal_error")],
)
def test_a_failure_is_told_with_its_code_and_leaves_nothing(
    pipeline: FakePipeline, error: Exception, code: str
) -> None:
    pipeline.fail_with = error
    run = work(queue())
    assert run.state == State.FAILED
    assert run.error
    assert set(run.error) == {"code", "message", "details"}
    assert run.error["code"] == code
    assert "secret detail" not in str(run.error)
    assert not Video.objects.exists()
    assert not Pending.objects.exists()


def test_an_unexpected_failure_is_logged_in_full(pipeline: FakePipeline, caplog: pytest.LogCaptureFixture) -> None:
    pipeline.fail_with = ZeroDivisionError("secret detail")
    work(queue())
    assert "secret detail" in caplog.text


def test_a_retry_starts_where_it_stopped(pipeline: FakePipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was extracted is kept until it is recorded, so that nothing is extracted, or paid, twice."""
    monkeypatch.setattr("graphapp.runs.execution.executing.record_document", fail_once(record_document))
    failed = work(queue())
    assert (failed.state, len(pipeline.read)) == (State.FAILED, 1)
    retry_run(failed)
    done = work(failed)
    assert (done.state, len(pipeline.read)) == (State.DONE, 1)
    assert any("Kept from the attempt before" in line["text"] for line in done.log)
    assert not list((Path(settings.DATA_DIR) / "results").glob("*/*"))


@pytest.mark.parametrize("setting", ["LLM_MODEL", "SPACY_MODEL", "GLINER_MODEL"])
def test_other_settings_or_another_title_extract_anew(
    pipeline: FakePipeline, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    monkeypatch.setattr("graphapp.runs.execution.executing.record_document", fail_once(record_document))
    failed = work(queue())
    monkeypatch.setenv(setting, "another")
    retry_run(failed)
    work(failed)
    assert len(pipeline.read) == 2


def test_after_an_upgrade_what_the_old_release_made_is_not_taken(
    pipeline: FakePipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphapp.runs.execution.executing.record_document", fail_once(record_document))
    failed = work(queue())
    monkeypatch.setattr("ingest.fingerprint.fingerprint_pipeline", lambda: "the next release")
    retry_run(failed)
    assert work(failed).state == State.DONE
    assert len(pipeline.read) == 2


def test_a_kept_result_that_is_broken_is_made_again(pipeline: FakePipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphapp.runs.execution.executing.record_document", fail_once(record_document))
    failed = work(queue())
    for file in (Path(settings.DATA_DIR) / "results").glob("*/*"):
        file.write_bytes(b"{")
    retry_run(failed)
    assert work(failed).state == State.DONE


def fail_once(function: Any) -> Any:
    left = [True]

    def call(*arguments: Any, **options: Any) -> Any:
        if left and left.pop():
            raise ZeroDivisionError
        return function(*arguments, **options)

    return call


def test_a_failed_run_does_not_stop_the_others() -> None:
    runs = [queue(b"Ada spoke."), queue(b"unreadable"), queue(b"Grace spoke.")]
    wake()
    states = [Run.objects.get(id=run.id).state for run in runs]
    assert states == [State.DONE, State.FAILED, State.DONE]


def test_a_failure_that_may_pass_is_tried_again_later(pipeline: FakePipeline) -> None:
    pipeline.fail_with, pipeline.failures = SourceUnavailable("The server is busy."), 1
    run = work(queue())
    assert run.state == State.QUEUED
    assert run.not_before
    assert run.not_before > timezone.now()
    assert claim_next("test") is None
    Run.objects.update(not_before=timezone.now())
    wake()
    assert Run.objects.get().state == State.DONE


def test_a_failure_that_may_pass_is_not_tried_for_ever(pipeline: FakePipeline) -> None:
    pipeline.fail_with = SourceUnavailable("The server is busy.")
    queue()
    for _ in range(MAX_ATTEMPTS):
        Run.objects.update(not_before=None)
        wake()
    run = Run.objects.get()
    assert (run.state, run.attempts) == (State.FAILED, MAX_ATTEMPTS)


def test_who_waits_at_the_terminal_is_told_at_once(pipeline: FakePipeline) -> None:
    pipeline.fail_with = SourceUnavailable("The server is busy.")
    assert work(queue(), final=True).state == State.FAILED


OURS = [OperationalError("deadlock detected"), InterfaceError("closed"), OSError(ENOSPC, "No space left on device")]


@pytest.mark.parametrize("error", OURS)
def test_a_database_or_a_disk_that_fails_is_waited_for(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """And the runs that wait behind are not tried against it one after the other."""
    with monkeypatch.context() as patch:
        patch.setattr("graphapp.runs.execution.executing.record_document", fail_with(error))
        first, second = queue(), queue(b"Bob met Cyd.")
        with pytest.raises(type(error)):
            wake()
    first, second = (Run.objects.get(id=run.id) for run in (first, second))
    assert (first.state, first.attempts, second.attempts) == (State.QUEUED, 1, 0)
    assert first.not_before
    assert first.not_before > timezone.now() + OWN_PAUSE / 2
    Run.objects.update(not_before=None)
    wake()
    assert set(Run.objects.values_list("state", flat=True)) == {State.DONE}


def test_a_run_that_fails_the_database_each_time_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "graphapp.runs.execution.executing.record_document", fail_with(OperationalError("too much at once"))
    )
    queue()
    for _ in range(MAX_LOST):
        Run.objects.update(not_before=None)
        with pytest.raises(OperationalError):
            wake()
    assert (Run.objects.get().state, Run.objects.get().attempts) == (State.FAILED, MAX_LOST)


def test_what_no_database_takes_is_a_failure_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphapp.runs.execution.executing.record_document", fail_with(DataError("not a date")))
    assert work(queue()).state == State.FAILED


def fail_with(error: Exception) -> Any:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    return fail


def test_cancelling_a_queued_run_ends_it() -> None:
    run = cancel_run(queue())
    assert run.state == State.CANCELLED
    assert claim_next("test") is None


def test_cancelling_a_running_run_keeps_nothing_of_it(pipeline: FakePipeline) -> None:
    run = queue()
    pipeline.during = lambda stage: cancel_run(run) if stage == "relate" else None
    assert work(run).state == State.CANCELLED
    assert not Video.objects.exists()
    assert not Pending.objects.exists()


def test_cancelling_at_the_last_moment_keeps_nothing_of_it(
    pipeline: FakePipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    from graphapp.runs.execution import executing

    run, record = queue(), executing.record_document

    def cancel_then_record(*args: Any, **options: Any) -> Any:
        cancel_run(run)
        return record(*args, **options)

    monkeypatch.setattr(executing, "record_document", cancel_then_record)
    assert work(run).state == State.CANCELLED
    assert not Video.objects.exists()


def test_what_has_ended_cannot_be_cancelled() -> None:
    run = work(queue())
    with pytest.raises(Conflict):
        cancel_run(run)


def test_what_is_recorded_and_only_draws_its_graph_says_why_it_cannot_be_cancelled() -> None:
    run = work(queue())
    Run.objects.update(state=State.RUNNING)
    with pytest.raises(Conflict, match="recorded its video"):
        cancel_run(run)


def test_only_failed_and_cancelled_runs_can_be_retried(pipeline: FakePipeline) -> None:
    pipeline.fail_with = IngestError("It is broken.")
    failed = work(queue())
    pipeline.fail_with = None
    assert work(retry_run(failed)).state == State.DONE
    with pytest.raises(Conflict):
        retry_run(Run.objects.get())


def test_one_worker_at_a_time() -> None:
    run = queue()
    assert claim_run(run.id, worker="one")
    assert claim_run(run.id, worker="two") is None


def test_two_runs_of_the_same_content_are_not_worked_on_at_once() -> None:
    queue()
    twin = queue(again=True)
    first = claim_next("one")
    assert first
    assert claim_next("two") is None
    execute_run(first)
    assert claim_run(twin.id, worker="two")


def test_what_a_dead_worker_held_goes_back_to_the_queue() -> None:
    assert claim_next("dead") is None
    queue()
    assert claim_next("dead")
    assert requeue_expired() == 0
    Run.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    sweep()
    run = Run.objects.get()
    assert (run.state, run.attempts) == (State.DONE, 2)


def test_a_worker_of_this_machine_that_is_gone_needs_no_minute_of_grace() -> None:
    queue()
    with Popen(["true"]) as gone:
        pass
    assert claim_next(name_worker().replace(f":{getpid()}:", f":{gone.pid}:"))
    assert requeue_expired() == 1
    assert claim_next(name_worker())
    assert requeue_expired() == 0


@pytest.mark.parametrize("known", ["boot_id", "ns"])
def test_a_worker_of_another_machine_of_the_same_name_keeps_its_run(
    known: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A copy of a machine, or a container beside this one: its processes are not to be found here."""
    queue()
    with Popen(["true"]) as gone:
        pass
    (tmp_path / "boot_id").write_text("another start")
    (tmp_path / "ns").symlink_to("pid:[1]")
    with monkeypatch.context() as patch:
        patch.setattr(claiming, {"boot_id": "BOOT", "ns": "NUMBERS"}[known], tmp_path / known)
        claiming.name_machine.cache_clear()
        elsewhere = name_worker().replace(f":{getpid()}:", f":{gone.pid}:")
    claiming.name_machine.cache_clear()
    assert claim_next(elsewhere)
    assert requeue_expired() == 0


def test_a_machine_whose_clock_is_wrong_neither_loses_nor_takes_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    queue()
    assert claim_next("elsewhere")
    for wrong in (timedelta(hours=1), -timedelta(hours=1)):
        monkeypatch.setattr("graphapp.runs.execution.claiming.timezone", Clock(wrong))
        assert requeue_expired() == 0
        Run.objects.update(state=State.QUEUED, not_before=None)
        assert claim_next("of the wrong clock")
        monkeypatch.undo()
        assert requeue_expired() == 0
        Run.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        assert requeue_expired() == 1
        assert claim_next("elsewhere")


class Clock:
    def __init__(self, wrong: timedelta) -> None:
        self.wrong = wrong

    def now(self) -> datetime:
        return timezone.now() + self.wrong


def test_a_run_that_kills_its_workers_ends() -> None:
    queue()
    for _ in range(MAX_LOST):
        assert claim_next("dead")
        Run.objects.update(lease_until=timezone.now() - LEASE)
        requeue_expired()
    run = Run.objects.get()
    assert run.state == State.FAILED
    assert run.error
    assert run.error["code"] == "worker_lost"


def test_a_worker_that_lost_its_lease_writes_nothing(pipeline: FakePipeline) -> None:
    run = queue()

    def lose(stage: str) -> None:
        if stage == "outline":
            Run.objects.filter(id=run.id).update(state=State.QUEUED, worker="")
            assert claim_run(run.id, worker="other")

    pipeline.during = lose
    claimed = claim_run(run.id, worker="test")
    assert claimed
    execute_run(claimed)
    after = Run.objects.get()
    assert (after.state, after.worker) == (State.RUNNING, "other")
    assert not Video.objects.exists()


def test_a_run_killed_after_recording_only_sends_what_is_missing(pipeline: FakePipeline, store: FakeStore) -> None:
    store.down = True
    done = work(queue())
    Run.objects.update(state=State.RUNNING, lease_until=timezone.now() - LEASE, worker="dead")
    store.down = False
    sweep()
    run = Run.objects.get()
    assert (run.state, run.video_id) == (State.DONE, done.video_id)
    assert pipeline.read == ["talk.txt"]
    assert store.videos == [done.video_id]


def test_a_worker_that_ends_gives_its_run_back(pipeline: FakePipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stopping, "_asked", Event())
    pipeline.during = lambda stage: stopping.ask_to_stop() if stage == "relate" else None
    run = work(queue())
    monkeypatch.setattr(stopping, "_asked", Event())
    assert (run.state, run.attempts) == (State.QUEUED, 0)
    pipeline.during = None
    wake()
    assert Run.objects.get().state == State.DONE


def test_stopping_at_the_keyboard_cancels(pipeline: FakePipeline) -> None:
    pipeline.fail_with = KeyboardInterrupt()  # type: ignore[assignment]
    with pytest.raises(KeyboardInterrupt):
        work(queue())
    assert Run.objects.get().state == State.CANCELLED


def test_progress_only_grows(pipeline: FakePipeline) -> None:
    seen: list[float] = []
    work(queue(), listener=lambda _stage, done: seen.append(done))
    assert seen == sorted(seen)
    assert 0.0 <= seen[0] < seen[-1] <= 1.0


def test_a_lost_payload_is_told(data_dir: Any) -> None:
    run = queue()
    for file in (data_dir / "uploads").rglob("*"):
        if file.is_file():
            file.unlink()
    failed = work(run)
    assert failed.error
    assert "Add the source again" in failed.error["message"]


def test_deleting_a_video_leaves_no_trace(
    data_dir: Any, store: FakeStore, django_capture_on_commit_callbacks: Any
) -> None:
    other = work(queue(b"Grace spoke.")).video_id
    video = work(queue()).video
    assert video
    gone = video.id
    with django_capture_on_commit_callbacks(execute=True):
        remove_video(video)
    assert [v.id for v in Video.objects.all()] == [other]
    assert Run.objects.filter(video_id=other).count() == Run.objects.count() == 1
    assert len([f for f in (data_dir / "uploads").rglob("*") if f.is_file()]) == 1
    assert gone in store.written[-1].replaced_videos
    assert gone not in [row.id for row in store.written[-1].videos]


def test_changing_what_is_said_of_a_video_leaves_what_was_counted_meanwhile() -> None:
    video = work(queue()).video
    assert video
    Video.objects.update(relation_count=777, channel="By another")
    changed = change_video(video, changes={"title": "Renamed"})
    kept = Video.objects.get()
    assert (kept.title, kept.slug, kept.relation_count, kept.channel) == ("Renamed", changed.slug, 777, "By another")


def test_changing_a_video_that_was_deleted_meanwhile_does_not_bring_it_back() -> None:
    video = work(queue()).video
    assert video
    remove_video(Video.objects.get())
    with pytest.raises(Http404):
        change_video(video, changes={"title": "Renamed"})
    assert not Video.objects.exists()


def test_deleting_a_video_while_it_is_read_again_keeps_it_deleted(pipeline: FakePipeline) -> None:
    video = work(queue()).video
    again = queue(again=True)
    pipeline.during = lambda stage: remove_video(video) if stage == "resolve" and video else None
    claimed = claim_run(again.id, worker="test")
    assert claimed
    execute_run(claimed)
    assert not Video.objects.exists()
    assert not Run.objects.exists()


def test_who_deletes_a_video_holds_nothing_that_a_recording_worker_needs_while_it_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A worker has its turn and then writes to its run: who took the run first would wait for ever, as it would."""
    untouched: list[int] = []
    monkeypatch.setattr("graphapp.runs.services.wait_for_turn", lambda: untouched.append(Run.objects.count()))
    video = work(queue()).video
    assert video
    remove_video(video)
    assert untouched == [1]
    assert not Run.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_silent_stage_keeps_its_lease() -> None:
    run = claim_run(queue().id, worker="test")
    assert run
    Run.objects.update(lease_until=timezone.now())
    with keep_lease(run, every=0.02):
        for _ in range(200):
            if Run.objects.get().lease_until > timezone.now() + LEASE / 2:
                break
            sleep(0.02)
    assert requeue_expired() == 0


@pytest.mark.django_db(transaction=True)
def test_no_report_is_written_while_others_wait_for_the_turn_to_write() -> None:
    """Who deletes the video has the turn, and waits for the run's row."""
    told: list[tuple[str, bool]] = []
    work(queue(), listener=lambda stage, _: told.append((stage, connection.in_atomic_block)))
    assert ("record", False) in told
    assert not any(inside for _, inside in told)


def test_the_next_is_claimed_in_the_transaction_that_ends_the_last(store: FakeStore) -> None:
    store.reads_record = True
    first, second = queue(), queue(b"Grace met Ada.")
    claimed = claim_run(first.id, worker="test")
    assert claimed
    ends: list[tuple[str, Run | None]] = []
    execute_run(claimed, then=lambda: ends.append((Run.objects.get(id=first.id).state, claim_next("test"))))
    assert ends == [(State.DONE, second)]


def test_what_fails_claims_nothing_ahead(pipeline: FakePipeline) -> None:
    pipeline.fail_with = IngestError("It can't be read.")
    ends: list[None] = []
    assert work(queue(), then=lambda: ends.append(None)).state == State.FAILED
    assert not ends


def test_a_worker_that_ends_gives_back_what_it_claimed_ahead(pipeline: FakePipeline, store: FakeStore) -> None:
    store.reads_record = True
    queue()
    queue(b"Grace met Ada.")
    pipeline.during = lambda stage: stopping.ask_to_stop() if Video.objects.exists() else None
    try:
        wake()
    finally:
        stopping._asked.clear()
    assert sorted(Run.objects.values_list("state", "attempts")) == [(State.DONE, 1), (State.QUEUED, 0)]


def test_a_report_waits_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OperationalError("another writes")

    monkeypatch.setattr("graphapp.runs.execution.reporting.at_once", refuse)
    assert work(queue()).state == State.DONE
