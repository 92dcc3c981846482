"""A recording is transcribed, and that paid, once: whatever fails afterwards, and whoever is stopped."""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from graphapp.runs.execution.following import follow
from graphapp.runs.models import Run, State
from graphapp.runs.services import cancel_run, make_source, remove_run, remove_video, retry_run, submit
from graphapp.runs.storage.hearing import KEEP_SECONDS, hear_once
from graphapp.runs.tasks import sweep, wake
from graphapp.runs.workers.stopping import WorkerStopping
from graphapp.videos.models import Video
from ingest.errors import IngestError, SourceUnavailable
from ingest.records import RawSource, Source
from ingest.sources.fetching import Fetched
from tests.graphapp.runs.fakes import FakePipeline, FakeStore
from tests.graphapp.runs.sites import look_again

pytestmark = pytest.mark.django_db

SOUND = b"ID3\x04" + b"\x00" * 100
ADDRESS = "https://example.org/talk.mp3"


class Model:
    """`heard`: how often it was asked, and paid. `to_stop`: a run that somebody cancels while its recording comes."""

    def __init__(self) -> None:
        self.heard = 0
        self.to_stop: Run | None = None

    def fetch(self, _address: str, path: Path) -> None:
        if self.to_stop:
            cancel_run(self.to_stop)
            self.to_stop = None
        path.write_bytes(SOUND)

    def transcribe(self, path: Path, *, name: str) -> bytes:
        self.heard += 1
        return json.dumps({"text": f"Ada met Grace, {len(path.read_bytes())} bytes."}).encode()


@pytest.fixture(autouse=True)
def model(monkeypatch: pytest.MonkeyPatch, pipeline: FakePipeline, store: FakeStore) -> Model:
    fake = Model()
    raw = RawSource(Source("url", ADDRESS, ""), b"", "audio/mpeg")
    monkeypatch.setenv("STT_URL", "https://model.example.org")
    monkeypatch.setattr("ingest.sources.finding.transcribe", fake.transcribe)
    monkeypatch.setattr("ingest.sources.finding.fetch", lambda *_, **__: Fetched(raw, ADDRESS, recording=True))
    monkeypatch.setattr("ingest.sources.finding.fetch_media", fake.fetch)
    return fake


def kept(data_dir: Path) -> Iterator[Path]:
    return (data_dir / "results").glob("*/*")


def work(run: Run) -> Run:
    Run.objects.update(not_before=None)
    wake()
    return Run.objects.get(id=run.id)


def test_a_recording_that_was_uploaded_is_heard_once_however_often_it_is_tried(
    model: Model, pipeline: FakePipeline, data_dir: Path
) -> None:
    pipeline.fail_with, pipeline.failures = SourceUnavailable("The model is busy."), 3
    run = submit(make_source(SOUND, kind="file", name="talk.mp3"))
    for _ in range(3):
        work(run)
    assert retry_run(run).state == State.QUEUED
    assert work(run).state == State.DONE
    assert model.heard == 1
    assert not list(kept(data_dir))


def test_a_recording_at_an_address_is_heard_once_though_the_run_is_stopped_before_it_could_note_that(
    model: Model, data_dir: Path
) -> None:
    run = model.to_stop = submit(ADDRESS)
    assert work(run).state == State.CANCELLED
    retry_run(run)
    assert work(run).state == State.DONE
    assert model.heard == 1
    assert not list(kept(data_dir))


def test_who_cancels_waits_for_no_model_and_what_it_hears_all_the_same_is_kept(
    model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    transcribe, cancelled = model.transcribe, Event()
    run = model.to_stop = submit(ADDRESS)

    def hear_slowly(path: Path, *, name: str) -> bytes:
        heard = transcribe(path, name=name)
        cancelled.wait()
        return heard

    monkeypatch.setattr("ingest.sources.patience.ASK_SECONDS", 0.01)
    monkeypatch.setattr("ingest.sources.finding.transcribe", hear_slowly)
    assert work(run).state == State.CANCELLED
    cancelled.set()
    retry_run(run)
    assert work(run).state == State.DONE
    assert model.heard == 1


def test_another_model_hears_anew(model: Model, pipeline: FakePipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline.fail_with, pipeline.failures = IngestError("It is broken."), 1
    run = submit(make_source(SOUND, kind="file", name="talk.mp3"))
    work(run)
    monkeypatch.setenv("STT_MODEL", "a-better-one")
    retry_run(run)
    assert work(run).state == State.DONE
    assert model.heard == 2


def test_a_recording_is_named_by_its_bytes(model: Model, pipeline: FakePipeline) -> None:
    for number in range(2):
        work(submit(make_source(SOUND + bytes(number), kind="file", name="talk.mp3")))
    assert model.heard == 2
    assert list(Run.objects.values_list("state", flat=True)) == [State.DONE, State.DONE]


def test_a_followed_recording_is_heard_once_though_its_server_names_no_version(model: Model) -> None:
    follow(ADDRESS)
    sweep()
    for _ in range(3):
        look_again()
    assert model.heard == 1
    assert Video.objects.count() == 1


def test_a_recording_is_heard_once_under_however_many_addresses(model: Model) -> None:
    for number in range(3):
        work(submit(f"{ADDRESS}?{number}"))
    assert model.heard == 1
    assert Video.objects.count() == 1


def test_workers_that_come_to_one_recording_at_once_hear_it_once(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[int] = []
    others_wait = Event()
    monkeypatch.setattr("graphapp.runs.storage.hearing.check_stopping", others_wait.set)

    def hear() -> bytes:
        heard.append(1)
        others_wait.wait(5)
        return b"Ada met Grace."

    with ThreadPoolExecutor(3) as workers:
        answers = list(workers.map(lambda _: hear_once("ab" * 32, hear), range(3)))
    assert (answers, len(heard)) == ([b"Ada met Grace."] * 3, 1)


def test_a_worker_that_ends_waits_for_no_other_to_hear(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop() -> None:
        raise WorkerStopping

    monkeypatch.setattr("graphapp.runs.storage.hearing.check_stopping", stop)

    def hear() -> bytes:
        with pytest.raises(WorkerStopping):
            hear_once("ab" * 32, lambda: b"Bob")
        return b"Ada"

    assert hear_once("ab" * 32, hear) == b"Ada"


def grow_old(data_dir: Path) -> None:
    """Nobody asked for what was heard for longer than it is kept."""
    long_ago = time.time() - KEEP_SECONDS - 60
    for file in (data_dir / "heard").glob("*/*"):
        os.utime(file, (long_ago, long_ago))


@pytest.mark.parametrize("uploaded", [True, False])
def test_what_was_heard_is_kept_as_long_as_the_library_has_it(
    model: Model, data_dir: Path, uploaded: bool, django_capture_on_commit_callbacks: Any
) -> None:
    source = make_source(SOUND, kind="file", name="talk.mp3") if uploaded else ADDRESS
    work(submit(source))
    grow_old(data_dir)
    sweep()
    work(submit(source, again=True))
    assert model.heard == 1
    with django_capture_on_commit_callbacks(execute=True):
        remove_video(Video.objects.get())
    assert not list((data_dir / "heard").glob("*/*"))


@pytest.mark.parametrize("uploaded", [True, False])
def test_what_was_heard_goes_with_the_failed_run_that_is_removed(
    model: Model, pipeline: FakePipeline, data_dir: Path, uploaded: bool, django_capture_on_commit_callbacks: Any
) -> None:
    pipeline.fail_with, pipeline.failures = IngestError("It is broken."), 1
    run = work(submit(make_source(SOUND, kind="file", name="talk.mp3") if uploaded else ADDRESS))
    assert (run.state, model.heard) == (State.FAILED, 1)
    with django_capture_on_commit_callbacks(execute=True):
        remove_run(run)
    assert not list((data_dir / "heard").glob("*/*"))


def test_what_was_heard_and_nobody_wants_any_more_is_forgotten_after_a_while(model: Model, data_dir: Path) -> None:
    work(submit(ADDRESS))
    Run.objects.all().delete()
    sweep()
    assert list((data_dir / "heard").glob("*/*"))
    grow_old(data_dir)
    sweep()
    assert not list((data_dir / "heard").glob("*/*"))


def test_what_killed_processes_left_half_written_is_removed_after_a_day(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    parts = []
    for age in (1, 25):
        download = tmp_path / "tmp" / f"saidgraph-download-{age}"
        upload = data_dir / "uploads" / "ab" / f".new-{age}"
        download.mkdir(parents=True)
        upload.parent.mkdir(parents=True, exist_ok=True)
        (download / "talk.mp3").write_bytes(SOUND)
        upload.write_bytes(SOUND)
        parts += [download, upload]
        for path in (download, upload):
            os.utime(path, (time.time() - age * 3600, time.time() - age * 3600))
    sweep()
    assert [path.exists() for path in parts] == [True, True, False, False]
