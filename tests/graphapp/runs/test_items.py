"""A recording of a listing is read once, wherever it lies the next time; what could not be had then is had later."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from graphapp.runs.execution.claiming import claim_next
from graphapp.runs.execution.executing import execute_run
from graphapp.runs.execution.following import follow, queue_due, unfollow
from graphapp.runs.execution.listed import MOST_RETRIES
from graphapp.runs.execution.obtaining import COMING_FOR
from graphapp.runs.models import Followed, Run, State
from graphapp.runs.services import cancel_run, remove_run, remove_video, retry_run, submit
from graphapp.runs.storage.payloads import hash_bytes
from graphapp.runs.tasks import sweep, wake
from graphapp.videos.models import Video
from ingest.errors import NoCaptions, SourceError, SourceUnavailable, SpeechUnavailable
from ingest.records import Metadata, Version
from ingest.sources import speech
from ingest.sources.listings import Item, Listing
from tests.graphapp.runs.fakes import FakePipeline
from tests.graphapp.runs.sites import FEED, FakeSite, look_again
from tests.ingest.sources.server import serve

pytestmark = pytest.mark.django_db

SOUND = b"ID3\x04" + b"\x00" * 100


def sign(site: FakeSite, *names: str, at: str, called: str = "") -> list[str]:
    """The feed gives each item an address that is good `at` that time only. Addresses, oldest first."""
    addresses = [f"https://cdn.example.org/{name}.vtt?token-time={at}" for name in names]
    items = [Item(a, Metadata(title=f"With {n}"), name=called or n) for n, a in zip(names, addresses, strict=True)]
    site.pages[FEED] = Listing("feed", "Wafer hour", tuple(reversed(items)), (), Version(at))
    for name, address in zip(names, addresses, strict=True):
        site.pages.setdefault(address, f"{name} met Grace in London.".encode())
    return addresses


def rest(**passed: float) -> None:
    """So much time has passed since the runs failed."""
    Run.objects.filter(state=State.FAILED).update(finished_at=timezone.now() - timedelta(**passed))


def items() -> list[str]:
    return list(Run.objects.filter(parent__isnull=False).values_list("state", flat=True))


def fetched(site: FakeSite) -> list[str]:
    return [address for address, _ in site.asked if address != FEED]


@pytest.mark.parametrize("followed", [True, False])
def test_a_feed_that_signs_its_addresses_anew_is_read_once(site: FakeSite, followed: bool) -> None:
    sign(site, "Ada", "Bob", at="1")
    if followed:
        follow(FEED)
        sweep()
    else:
        submit(FEED)
        wake()
    for at in ("2", "3"):
        sign(site, "Ada", "Bob", "Cyd", at=at)
        look_again() if followed else submit(FEED)
        wake()
    assert len(fetched(site)) == 3
    assert Video.objects.count() == 3


def test_what_was_deleted_stays_so_though_it_lies_elsewhere_now(site: FakeSite) -> None:
    sign(site, "Ada", "Bob", at="1")
    follow(FEED)
    sweep()
    remove_video(Video.objects.get(title="With Ada"))
    sign(site, "Ada", "Bob", at="2")
    look_again()
    assert set(Video.objects.values_list("title", flat=True)) == {"With Bob"}


def test_items_of_one_name_are_told_apart_by_their_addresses(site: FakeSite) -> None:
    sign(site, "Ada", "Bob", at="1", called="episode")
    submit(FEED)
    wake()
    assert Video.objects.count() == 2


def test_an_item_that_is_known_by_its_address_is_known_by_its_name_from_then_on(site: FakeSite) -> None:
    """Those that were queued before names were noted, and those that somebody added by hand or deleted."""
    own, gone, old = sign(site, "Own", "Gone", "Old", at="1")
    for address in (own, gone):
        submit(address)
    wake()
    remove_video(Video.objects.get(runs__source_name=gone))
    follow(FEED)
    sweep()
    Run.objects.filter(source_name=old).update(item_key="")
    sign(site, "Own", "Gone", "Old", at="1")
    look_again()
    sign(site, "Own", "Gone", "Old", at="2")
    look_again()
    assert sorted(fetched(site)) == sorted([own, gone, old])


def test_what_was_out_of_reach_at_one_look_is_tried_at_later_ones(site: FakeSite) -> None:
    (address,) = sign(site, "Ada", at="1")
    words, site.pages[address] = site.pages[address], SourceUnavailable("The server is away.")
    follow(FEED)
    sweep()
    for _ in range(3):
        Run.objects.update(not_before=None)
        wake()
    assert items() == [State.FAILED]
    look_again()
    assert items() == [State.FAILED]  # not yet
    rest(minutes=11)
    site.pages[address] = words
    look_again()
    assert items() == [State.DONE]
    followed = Followed.objects.get()
    assert (followed.found, followed.etag) == (1, "1")
    assert [known.etag for asked, known in site.asked if asked == FEED] == ["", "1", ""]


def test_who_adds_a_feed_again_and_waits_is_told_of_what_is_tried_again(site: FakeSite) -> None:
    (address,) = sign(site, "Ada", at="1")
    words, site.pages[address] = site.pages[address], SourceUnavailable("The server is away.")
    with pytest.raises(CommandError):
        call_command("ingest", FEED, "--wait", stdout=StringIO())
    rest(minutes=11)
    site.pages[address] = words
    call_command("ingest", FEED, "--wait", stdout=(out := StringIO()))
    assert f"{address}: /videos/" in out.getvalue()
    assert items() == [State.DONE]


def test_a_feed_is_not_read_in_full_for_ever_for_what_left_it(site: FakeSite) -> None:
    (address,) = sign(site, "Ada", at="1")
    site.pages[address] = SourceUnavailable("The server is away.")
    follow(FEED)
    for _ in range(3):
        sweep()
        Run.objects.update(not_before=None)
    sign(site, "Bob", at="2")
    for days in (6, 8):
        rest(days=days)
        look_again()
    assert [known.etag for asked, known in site.asked if asked == FEED] == ["", "", "2"]


def test_what_stays_out_of_reach_is_given_up(site: FakeSite) -> None:
    (address,) = sign(site, "Ada", at="1")
    site.pages[address] = SourceUnavailable("The server is away.")
    follow(FEED)
    sweep()
    for _ in range(3 * (MOST_RETRIES + 3)):
        Run.objects.update(not_before=None)
        rest(days=30)
        look_again()
    assert items() == [State.FAILED]
    assert len(fetched(site)) == 3 * (1 + MOST_RETRIES)


@pytest.mark.parametrize(
    "answer",
    [NoCaptions("This video has no captions."), SourceError("The server answers 404."), b"One moment. unreadable"],
)
def test_what_is_announced_before_it_is_there_is_asked_for_again(site: FakeSite, answer: bytes | Exception) -> None:
    (address,) = sign(site, "Ada", at="1")
    words, site.pages[address] = site.pages[address], answer
    follow(FEED)
    sweep()
    assert items() == [State.FAILED]
    site.pages[address] = words
    rest(minutes=11)
    look_again()
    assert items() == [State.DONE]
    assert fetched(site) == [address, address]
    assert [known.etag for asked, known in site.asked if asked == FEED] == ["", ""]  # or it would say: nothing new


@pytest.mark.parametrize("status", [404, 503, 200])
def test_an_episode_with_a_dead_transcript_is_read_from_another_that_its_feed_names(
    site: FakeSite, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FETCH_ALLOWED_HOSTS", "127.0.0.1")
    (address,) = sign(site, "Ada", at="1")
    site.pages[address] = {404: DEAD[0], 200: DEAD[1], 503: DEAD[2]}[status]
    with serve() as server:
        server.answers["/ada.srt"] = lambda handler: handler.reply(200, b"Ada met Grace in Paris.")
        server.answers["/lost.html"] = lambda handler: handler.reply(200, b"Not found. unreadable")
        others = tuple(f"{server.address}/{name}" for name in ("gone.html", "lost.html", "ada.srt"))
        site.pages[FEED] = Listing("feed", "Wafer hour", (Item(address, name="Ada", others=others),))
        submit(FEED)
        wake()
    assert items() == [State.DONE]
    video = Video.objects.get()
    assert (video.source_name, video.source_sha256) == (address, hash_bytes(b"Ada met Grace in Paris."))


def test_a_retry_of_an_episode_asks_for_the_other_transcripts_too(
    site: FakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FETCH_ALLOWED_HOSTS", "127.0.0.1")
    (address,) = sign(site, "Ada", at="1")
    site.pages[address] = DEAD[1]
    with serve() as server:
        item = Item(address, name="Ada", others=(f"{server.address}/ada.srt",))
        site.pages[FEED] = Listing("feed", "Wafer hour", (item,))
        submit(FEED)
        wake()
        assert items() == [State.FAILED]
        server.answers["/ada.srt"] = lambda handler: handler.reply(200, b"Ada met Grace in Paris.")
        retry_run(Run.objects.get(parent__isnull=False))
        wake()
    assert items() == [State.DONE]


DEAD = [SourceError("The server answers 404."), b"Not found. unreadable", SourceUnavailable("Busy.")]


@pytest.mark.parametrize("first", DEAD[:2])
def test_an_episode_without_a_transcript_that_can_be_read_is_heard_where_that_is_set_up(
    site: FakeSite, first: bytes | Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = name_recording(site, first, monkeypatch)
    submit(FEED)
    wake()
    assert items() == [State.DONE]
    run = Run.objects.get(parent__isnull=False)
    said = [line["text"] for line in run.log]
    assert said[1].startswith("Its transcript can't be had or read.")
    assert "Heard in the recording that the listing names: https://cdn.example.org/ada.mp3" in said
    assert (heard, Video.objects.get().source_name) == (["ada.mp3"], run.source_name)


@pytest.mark.parametrize("first", DEAD[:2])
@pytest.mark.parametrize("comes", [True, False])
def test_a_new_episode_of_a_followed_feed_is_heard_only_where_its_transcript_does_not_come(
    site: FakeSite, first: bytes | Exception, comes: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = name_recording(site, first, monkeypatch)
    follow(FEED)
    sweep()
    assert (items(), heard) == ([State.FAILED], [])
    if comes:
        site.pages[Run.objects.get(parent__isnull=False).source_name] = b"Ada met Grace in Paris."
    Run.objects.update(created_at=timezone.now() - COMING_FOR)
    rest(minutes=11)
    look_again()
    assert (items(), heard) == ([State.DONE], [] if comes else ["ada.mp3"])


@pytest.mark.parametrize("first", DEAD)
def test_an_episode_is_not_heard_where_nothing_can_or_its_transcript_may_come_in_a_moment(
    site: FakeSite, first: bytes | Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = name_recording(site, first, monkeypatch)
    if not isinstance(first, SourceUnavailable):
        monkeypatch.delenv("STT_URL")
        monkeypatch.setattr(speech, "find_spec", lambda _name: None)
    submit(FEED)
    wake()
    assert not heard
    run = Run.objects.get(parent__isnull=False)
    assert run.state == (State.QUEUED if isinstance(first, SourceUnavailable) else State.FAILED)
    if run.error:
        assert run.error["code"] == ("not_a_transcript" if isinstance(first, bytes) else "source_unreadable")


def test_a_recording_that_may_be_heard_later_is_tried_again(site: FakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = name_recording(site, DEAD[0], monkeypatch)
    busy = SourceUnavailable("The speech-to-text endpoint answers 503.")
    monkeypatch.setattr("ingest.sources.finding.fetch_media", lambda *_: (_ for _ in ()).throw(busy))
    submit(FEED)
    wake()
    assert items() == [State.QUEUED]
    monkeypatch.setattr("ingest.sources.finding.fetch_media", lambda _, path: path.write_bytes(SOUND))
    Run.objects.update(not_before=None)
    wake()
    assert (items(), heard) == ([State.DONE], ["ada.mp3"])


def name_recording(site: FakeSite, first: bytes | Exception, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A feed whose one episode has a transcript that is `first` and a recording; what of it was heard."""
    heard: list[str] = []

    def hear(_path: Path, *, name: str) -> bytes:
        heard.append(name.rpartition("/")[2])
        return b"Ada met Grace in Rome."

    monkeypatch.setenv("STT_URL", "https://model.example.org")
    monkeypatch.setattr("ingest.sources.finding.transcribe", hear)
    monkeypatch.setattr("ingest.sources.finding.fetch_media", lambda _, path: path.write_bytes(SOUND))
    (address,) = sign(site, "Ada", at="1")
    site.pages[address] = first
    item = Item(address, name="Ada", recording="https://cdn.example.org/ada.mp3")
    site.pages[FEED] = Listing("feed", "Wafer hour", (item,))
    return heard


def test_a_transcript_that_comes_later_is_read_where_its_recording_could_not_be(site: FakeSite) -> None:
    (address,) = sign(site, "Ada", at="1")
    site.pages[address] = SpeechUnavailable("This is a recording without a transcript.")
    follow(FEED)
    sweep()
    rest(minutes=11)
    look_again()
    assert fetched(site) == [address]  # nothing about it has changed
    sign(site, "Ada", at="2")
    look_again()
    assert items() == [State.DONE]
    assert Video.objects.get().source_name.endswith("?token-time=2")


def test_a_transcript_that_comes_later_makes_no_second_video(site: FakeSite) -> None:
    sign(site, "Ada", at="1")
    follow(FEED)
    sweep()
    (address,) = sign(site, "Ada", at="2")
    site.pages[address] = b"Ada met Grace in Paris, as it was written down."
    look_again()
    assert Video.objects.count() == 1
    assert address not in fetched(site)


def test_what_was_fetched_is_not_fetched_again_where_it_failed_later(site: FakeSite, pipeline: FakePipeline) -> None:
    (address,) = sign(site, "Ada", at="1")
    pipeline.fail_with, pipeline.failures = SourceUnavailable("The model is busy."), 3
    follow(FEED)
    sweep()
    for _ in range(3):
        Run.objects.update(not_before=None)
        wake()
    rest(minutes=11)
    sign(site, "Ada", at="2")
    look_again()
    assert items() == [State.DONE]
    assert fetched(site) == [address]


def test_what_somebody_cancelled_is_not_tried_again(site: FakeSite) -> None:
    sign(site, "Ada", at="1")
    follow(FEED)
    look_without_workers()
    cancel_run(Run.objects.get(parent__isnull=False))
    sign(site, "Ada", at="2")
    look_again()
    assert items() == [State.CANCELLED]


def look_without_workers() -> None:
    """A look, and nobody who works off what it queued."""
    run = claim_next("test")
    assert run
    execute_run(run)


def test_a_feed_does_not_send_what_somebody_added_to_another_address(site: FakeSite) -> None:
    (address,) = sign(site, "Ada", at="1")
    site.pages[address] = SourceUnavailable("The server is away.")
    own = submit(address)
    for _ in range(3):
        Run.objects.update(not_before=None)
        wake()
    rest(days=1)
    follow(FEED)
    sweep()
    rest(days=1)
    sign(site, "Ada", at="2")
    look_again()
    own.refresh_from_db()
    assert (own.state, own.source_name, own.retries) == (State.FAILED, address, 0)


def test_deleting_the_video_of_a_followed_page_follows_it_no_more(site: FakeSite) -> None:
    page = "https://example.org/talk"
    site.pages[page] = b"Ada met Grace in London."
    follow(page)
    sweep()
    site.pages[page] = b"Ada and Grace went to Paris."
    Followed.objects.update(next_at=timezone.now() - timedelta(seconds=1))
    queue_due()
    remove_video(Video.objects.get())
    sweep()
    assert not Followed.objects.exists()
    assert not Run.objects.exists()
    assert not Video.objects.exists()
    follow(page)
    sweep()
    assert Video.objects.count() == 1


def test_deleting_a_video_leaves_the_feed_that_named_it_followed(site: FakeSite) -> None:
    sign(site, "Ada", at="1")
    follow(FEED)
    sweep()
    remove_video(Video.objects.get())
    assert Followed.objects.exists()


def test_what_is_followed_no_more_leaves_nothing_waiting_and_can_be_followed_again(
    site: FakeSite, django_capture_on_commit_callbacks: Any
) -> None:
    sign(site, "Ada", "Bob", at="1")
    follow(FEED)
    look_without_workers()
    with django_capture_on_commit_callbacks(execute=True):
        unfollow(Followed.objects.get())
    assert items() == []
    sweep()
    assert not Video.objects.exists()
    follow(FEED)
    sweep()
    assert Video.objects.count() == 2


def test_a_run_that_somebody_deleted_is_not_queued_again_by_its_feed(site: FakeSite) -> None:
    (address,) = sign(site, "Ada", at="1")
    site.pages[address] = b"unreadable"
    follow(FEED)
    sweep()
    remove_run(Run.objects.get(parent__isnull=False))
    sign(site, "Ada", at="2")
    look_again()
    assert items() == []


def test_deleting_a_look_that_failed_leaves_its_address_followed(site: FakeSite) -> None:
    site.pages[FEED] = SourceUnavailable("The server is away.")
    follow(FEED)
    for _ in range(3):
        Run.objects.update(not_before=None)
        wake()
    remove_run(Run.objects.get(state=State.FAILED))
    assert Followed.objects.exists()
