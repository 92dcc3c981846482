"""A run that fetches an address keeps what it fetched, and knows content that the library has already."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

import pytest

from graphapp.runs.execution import obtaining
from graphapp.runs.execution.claiming import CANDIDATES, claim_run
from graphapp.runs.execution.executing import execute_run
from graphapp.runs.models import Run, State
from graphapp.runs.services import cancel_run, make_source, remove_video, retry_all, retry_run, submit
from graphapp.runs.storage.payloads import hash_bytes, read_payload
from graphapp.runs.tasks import wake
from graphapp.runs.workers import stopping
from graphapp.videos.models import Video
from graphapp.videos.recording import VideoDetails
from ingest.errors import AddressRefused, ExtractorError, SourceUnavailable
from ingest.records import Metadata, RawSource, Source
from ingest.sources.patience import wait_for
from tests.graphapp.runs.fakes import FakePipeline, FakeStore

pytestmark = pytest.mark.django_db

ADDRESS = "https://example.org/talk.txt"
MIRROR = "https://mirror.example.org/talk.txt"
TALK = b"Ada met Grace in London."


class FakeNet:
    """Answers every address with `data`, or raises `error`. Counts."""

    def __init__(self) -> None:
        self.data = TALK
        self.error: Exception | None = None
        self.fetched = 0

    def find_source(self, name: str, **_known: object) -> RawSource:
        self.fetched += 1
        if self.error:
            raise self.error
        return RawSource(Source("url", name, hash_bytes(self.data)), self.data, "text/plain", Metadata(title="Talk"))


@pytest.fixture(autouse=True)
def net(monkeypatch: pytest.MonkeyPatch, pipeline: FakePipeline, store: FakeStore) -> FakeNet:
    fake = FakeNet()
    monkeypatch.setattr("ingest.sources.finding.find_source", fake.find_source)
    return fake


def run_address(address: str = ADDRESS) -> Run:
    run = submit(address)
    wake()
    return Run.objects.get(id=run.id)


def test_what_was_fetched_is_kept() -> None:
    run = run_address()
    assert (run.state, run.media_type) == (State.DONE, "text/plain")
    assert read_payload(run.payload) == TALK
    assert run.video
    assert (run.video.source_kind, run.video.source_name) == ("url", ADDRESS)


def test_the_same_content_at_another_address_is_the_same_video(pipeline: FakePipeline) -> None:
    first = run_address()
    second = run_address(MIRROR)
    assert second.video == first.video
    assert len(pipeline.read) == 1
    assert Video.objects.count() == 1


def test_changed_content_at_an_address_is_a_new_version_of_its_video(net: FakeNet) -> None:
    first = run_address()
    net.data = b"Grace met Ada in Paris."
    second = run_address()
    assert (second.state, second.video_id) == (State.DONE, first.video_id)
    video = Video.objects.get()
    assert video.source_sha256 == hash_bytes(net.data)
    assert [segment.text for segment in video.segments.all()] != []


def test_an_address_that_goes_back_to_what_it_said_takes_its_video_along(net: FakeNet) -> None:
    for data in (TALK, b"Grace met Ada in Paris.", TALK, b"Grace met Ada in Paris."):
        net.data = data
        assert run_address().state == State.DONE
        assert Video.objects.get().source_sha256 == hash_bytes(data)


def test_the_same_words_at_another_address_change_nothing(net: FakeNet, pipeline: FakePipeline) -> None:
    """Not its source, title or speakers: the bytes differ, the words are the same."""
    first = run_address()
    before = Video.objects.filter(id=first.video_id).values().get()
    net.data = TALK + b"\n\n"
    second = run_address(MIRROR)
    assert (second.state, second.video_id, second.recorded) == (State.DONE, first.video_id, False)
    assert "The library has this content already." in [line["text"] for line in second.log]
    assert Video.objects.values().get() == before
    assert len(pipeline.read) == 2


@pytest.mark.parametrize("copy", [TALK, TALK + b"\n\n"])
@pytest.mark.parametrize("kind", ["url", "file"])
def test_who_repeats_a_talk_can_not_put_other_words_into_it(net: FakeNet, copy: bytes, kind: str) -> None:
    source = ADDRESS if kind == "url" else make_source(TALK, kind="file", name="talk.txt")
    genuine = submit(source, details=VideoDetails(title="Talk"))
    wake()
    talk = Video.objects.get()
    net.data = copy
    run_address(MIRROR)
    for net.data in (b"Ada hates Grace.", b"Ada hates Grace and Bob."):
        forged = run_address(MIRROR)
    talk.refresh_from_db()
    assert talk.source_sha256 == hash_bytes(TALK)
    assert talk.source_name == genuine.source_name
    assert Video.objects.exclude(id=talk.id).get() == forged.video


def test_an_address_goes_on_with_its_own_talk_after_it_repeated_another(net: FakeNet) -> None:
    other = run_address()
    net.data = b"Bob met Cyd."
    own = run_address(MIRROR)
    net.data = TALK
    run_address(MIRROR)
    net.data = b"Bob met Cyd again."
    assert run_address(MIRROR).video_id == own.video_id != other.video_id


def test_reading_again_what_is_elsewhere_too_leaves_the_talk_with_its_source(net: FakeNet) -> None:
    run_address()
    submit(MIRROR, again=True)
    wake()
    assert Video.objects.get().source_name == ADDRESS


def test_a_deleted_video_comes_back_as_a_new_one(net: FakeNet) -> None:
    remove_video(run_address().video)
    net.data = b"Grace met Ada in Paris."
    assert run_address().video == Video.objects.get()


def test_the_same_address_is_queued_once() -> None:
    assert submit(ADDRESS).id == submit(ADDRESS).id


def test_content_that_another_run_reads_just_now_waits_for_it_and_is_fetched_once(
    net: FakeNet, pipeline: FakePipeline
) -> None:
    other = claim_run(submit(make_source(TALK, kind="file", name="talk.txt")).id, worker="other")
    assert other
    run = submit(ADDRESS)
    for _ in range(3):
        wake()
    run.refresh_from_db()
    assert (run.state, run.attempts, net.fetched) == (State.QUEUED, 0, 1)
    assert claim_run(run.id, worker="impatient") is None
    execute_run(other)
    wake()
    run.refresh_from_db()
    assert (run.state, run.video) == (State.DONE, Video.objects.get())
    assert (net.fetched, len(pipeline.read)) == (1, 1)


def test_many_that_wait_for_the_same_content_do_not_hold_up_others(net: FakeNet) -> None:
    """More than a worker looks at, at a time."""
    other = claim_run(submit(make_source(TALK, kind="file", name="talk.txt")).id, worker="other")
    assert other
    for number in range(CANDIDATES + 1):
        submit(f"{ADDRESS}?{number}")
    wake()
    own = submit(make_source(b"Bob met Cyd.", kind="file", name="other.txt"))
    wake()
    own.refresh_from_db()
    assert own.state == State.DONE


def test_a_run_that_somebody_stops_as_its_server_fails_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    run = submit(ADDRESS)

    def stop_and_fail(_address: str, **_known: object) -> None:
        cancel_run(run)
        raise SourceUnavailable("The server answers 503.")

    monkeypatch.setattr("ingest.sources.finding.find_source", stop_and_fail)
    wake()
    assert Run.objects.get(id=run.id).state == State.CANCELLED


@pytest.mark.parametrize("paid", [False, True])
def test_a_worker_that_ends_waits_for_nothing_but_what_is_paid(
    net: FakeNet, monkeypatch: pytest.MonkeyPatch, paid: bool
) -> None:
    waited, asked = [], Event()

    def find_slowly(name: str, **_known: object) -> RawSource:
        stopping.ask_to_stop()
        waited.append(wait_for(asked.wait, paid=paid))
        return net.find_source(name)

    monkeypatch.setattr(stopping, "_asked", Event())
    monkeypatch.setattr("ingest.sources.patience.ASK_SECONDS", 0.01)
    monkeypatch.setattr("ingest.sources.finding.find_source", find_slowly)
    monkeypatch.setattr(obtaining, "check_wanted", lambda *_run, **_values: asked.set())
    run = run_address()
    asked.set()
    assert (run.state, run.attempts) == (State.QUEUED, 0)
    assert waited == ([True] if paid else [])


def test_an_address_that_is_refused_is_told(net: FakeNet) -> None:
    net.error = AddressRefused("This host is private.", where="10.0.0.1")
    run = run_address()
    assert run.state == State.FAILED
    assert run.error
    assert run.error["code"] == "address_refused"


def test_a_retry_reads_what_was_fetched_and_fetches_no_more(net: FakeNet, pipeline: FakePipeline) -> None:
    pipeline.fail_with, pipeline.failures = ExtractorError("It is broken."), 1
    failed = run_address()
    assert failed.state == State.FAILED
    retry_run(failed)
    wake()
    assert Run.objects.get().state == State.DONE
    assert net.fetched == 1


def test_a_retry_fetches_again_what_was_fetched_where_its_copy_is_gone(
    net: FakeNet, pipeline: FakePipeline, data_dir: Path
) -> None:
    pipeline.fail_with, pipeline.failures = ExtractorError("It is broken."), 1
    failed = run_address()
    (data_dir / "uploads" / failed.payload[:2] / failed.payload).unlink()
    retry_run(failed)
    wake()
    assert Run.objects.get().state == State.DONE
    assert net.fetched == 2


@pytest.mark.parametrize("all_of_them", [True, False])
def test_a_retry_of_what_was_no_transcript_asks_its_address_again(
    net: FakeNet, data_dir: Path, all_of_them: bool, django_capture_on_commit_callbacks: Any
) -> None:
    net.data = b"Down for maintenance, unreadable."
    failed = run_address()
    assert failed.state == State.FAILED
    net.data = TALK
    with django_capture_on_commit_callbacks(execute=True):
        retry_all(State.FAILED) if all_of_them else retry_run(failed)
    wake()
    assert Run.objects.get().state == State.DONE
    assert net.fetched == 2
    assert [file.name for file in (data_dir / "uploads").rglob("*") if file.is_file()] == [hash_bytes(TALK)]


def test_a_retry_of_a_file_that_was_no_transcript_reads_the_file() -> None:
    submit(make_source(b"unreadable", kind="file", name="talk.txt"))
    wake()
    retry_run(Run.objects.get())
    wake()
    run = Run.objects.get()
    assert (run.state, run.payload) == (State.FAILED, hash_bytes(b"unreadable"))
