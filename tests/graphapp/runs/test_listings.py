"""A feed, playlist or channel becomes one run per recording; followed, it is looked at again and only news are read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone

from graphapp.curation.deciding import make_decision
from graphapp.graph.models import Entity
from graphapp.runs.execution.claiming import LEASE, MAX_LOST, claim_next, claim_run, requeue_expired
from graphapp.runs.execution.executing import execute_run
from graphapp.runs.execution.following import LONGEST_MINUTES, follow, queue_due, unfollow
from graphapp.runs.execution.waiting import run_here
from graphapp.runs.models import OPEN_STATES, Followed, Run, State
from graphapp.runs.services import cancel_run, remove_video, submit
from graphapp.runs.showing import explain_run
from graphapp.runs.storage.payloads import hash_bytes
from graphapp.runs.tasks import sweep, wake
from graphapp.videos.models import Decision, Video
from ingest.errors import BrokenFeed, NotChanged, SourceError
from ingest.records import Metadata, RawSource, StatedChapter, Version
from ingest.sources.listings import Item, Listing
from tests.graphapp.runs.fakes import FakePipeline
from tests.graphapp.runs.sites import FEED, FakeSite, look_again, make_item

pytestmark = pytest.mark.django_db


def states() -> Mapping[str, str]:
    return dict(Run.objects.values_list("source_name", "state"))


def test_a_listing_becomes_one_run_per_recording_oldest_first(site: FakeSite) -> None:
    site.publish("Ada", "Bob", "Cyd")
    listing = submit(FEED)
    wake()
    listing.refresh_from_db()
    assert listing.name == "Wafer hour"
    assert [run.name for run in listing.children.order_by("created_at", "id")] == ["With Ada", "With Bob", "With Cyd"]
    assert set(Video.objects.values_list("channel", flat=True)) == {"Wafer hour"}
    lines = [line["text"] for line in listing.log]
    assert "Wafer hour: 3 recordings, 3 of them new." in lines
    assert "1 entries were left out." in lines


def test_a_listing_without_recordings_says_so_and_what_can_be_done(site: FakeSite, client: Client) -> None:
    site.publish()
    run = submit(FEED)
    wake()
    run.refresh_from_db()
    assert run.state == State.DONE
    assert "There is nothing to read at this address yet. Follow it" in explain_run(run)
    for page in (f"/runs/{run.id}/", "/runs/"):
        assert "There is nothing to read at this address yet." in client.get(page).content.decode()


def test_a_listing_that_was_read_before_says_that_nothing_is_new(site: FakeSite) -> None:
    site.publish("Ada")
    submit(FEED)
    wake()
    again = submit(FEED)
    wake()
    again.refresh_from_db()
    assert again.outcome.startswith("Nothing is new there")


def test_a_followed_feed_without_recordings_says_so_among_the_followed(site: FakeSite, client: Client) -> None:
    site.publish()
    follow(FEED)
    sweep()
    assert "Nothing new there yet" in client.get("/runs/followed/").content.decode()
    site.publish("Ada")
    look_again()
    assert "Nothing new there yet" not in client.get("/runs/followed/").content.decode()


def test_a_recording_that_can_not_be_read_does_not_stop_the_others(site: FakeSite) -> None:
    site.publish("Ada", "Bob", "Cyd")
    site.pages["https://example.org/Bob.vtt"] = b"unreadable"
    submit(FEED)
    wake()
    assert states()["https://example.org/Bob.vtt"] == State.FAILED
    assert Video.objects.count() == 2


def test_the_same_listing_again_queues_nothing_twice(site: FakeSite) -> None:
    site.publish("Ada", "Bob")
    for _ in range(2):
        submit(FEED)
        wake()
    assert Run.objects.filter(parent__isnull=False).count() == 2


def test_what_somebody_deleted_comes_back_by_hand_and_not_with_the_next_look(site: FakeSite) -> None:
    site.publish("Ada", "Bob", version='"1"')
    follow(FEED)
    sweep()
    remove_video(Video.objects.get(title="With Ada"))
    site.publish("Ada", "Bob", "Cyd", version='"2"')
    look_again()
    assert set(Video.objects.values_list("title", flat=True)) == {"With Bob", "With Cyd"}
    submit("https://example.org/Ada.vtt")
    wake()
    assert Video.objects.count() == 3


def test_what_a_place_says_is_kept_for_a_retry(site: FakeSite) -> None:
    site.publish("Ada")
    submit(FEED)
    wake()
    run = Run.objects.get(parent__isnull=False)
    assert run.given["chapters"] == [[0, "Hello"]]
    assert run.given["title"] == "With Ada"
    assert run.given["channel"] == "Wafer hour"


def test_what_no_database_takes_is_left_out_of_what_a_place_says(
    site: FakeSite, pipeline: FakePipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL refuses zero bytes and half characters, and JSON of a feed's chapters can hold both."""
    hostile = "The \x00start\ud800"
    monkeypatch.setattr("ingest.sources.finding.read_chapters", lambda _: (StatedChapter(0, hostile),))
    monkeypatch.setattr("ingest.sources.finding.find_source", find_without_chapters(site))
    items = [Item(f"https://example.org/{name}.vtt", Metadata(title=hostile), "https://x.test/c") for name in "ab"]
    site.pages = {FEED: Listing("feed", hostile, tuple(items), (hostile,))}
    site.pages |= {items[0].address: b"Ada met Grace.", items[1].address: SourceError(hostile, where=hostile)}
    follow(FEED)
    sweep()
    assert states() == {FEED: State.DONE, items[0].address: State.DONE, items[1].address: State.FAILED}
    assert Run.objects.get(state=State.DONE, parent__isnull=False).given["chapters"] == [[0, "The  start "]]
    told = str(list(Run.objects.values_list("given", "error", "log"))) + str(Followed.objects.values().get())
    assert "\\x00" not in told
    assert "\\ud800" not in told


def find_without_chapters(site: FakeSite) -> Any:
    def find(address: str, **known: Any) -> RawSource | Listing:
        found = site.find_source(address, **known)
        return replace(found, metadata=Metadata()) if isinstance(found, RawSource) else found

    return find


def test_a_followed_feed_is_looked_at_and_only_news_are_read(site: FakeSite, pipeline: FakePipeline) -> None:
    site.publish("Ada", version='"1"')
    followed = follow(FEED, every_minutes=30)
    sweep()
    site.publish("Ada", "Bob", version='"2"')
    look_again()
    followed.refresh_from_db()
    assert (followed.title, followed.found, followed.error) == ("Wafer hour", 2, None)
    assert [known.etag for address, known in site.asked if address == FEED] == ["", '"1"']
    assert pipeline.read == ["With Ada", "With Bob"]
    assert timedelta(minutes=29) < followed.next_at - timezone.now() < timedelta(minutes=31)


@pytest.mark.parametrize("unchanged", [True, False])
def test_a_look_that_finds_nothing_new_leaves_no_run(site: FakeSite, unchanged: bool) -> None:
    site.publish("Ada")
    follow(FEED)
    sweep()
    before = Run.objects.count()
    if unchanged:
        site.pages[FEED] = NotChanged("It did not change.")
    look_again()
    assert Run.objects.count() == before
    assert Followed.objects.get().error is None


def queue_look() -> None:
    Followed.objects.update(next_at=timezone.now() - timedelta(seconds=1))
    queue_due()


@pytest.mark.parametrize("end", [wake, lambda: unfollow(Followed.objects.get())])
def test_who_adds_an_address_that_is_about_to_be_looked_at_has_a_run_that_stays(
    site: FakeSite, end: Callable[[], object]
) -> None:
    site.publish("Ada")
    follow(FEED)
    sweep()
    queue_look()
    added = submit(FEED)
    end()
    wake()
    added.refresh_from_db()
    assert (added.state, added.outcome[:20]) == (State.DONE, "Nothing is new there")


@pytest.mark.parametrize("unchanged", [True, False])
def test_who_adds_an_address_as_it_is_looked_at_has_a_run_that_stays(
    site: FakeSite, monkeypatch: pytest.MonkeyPatch, unchanged: bool
) -> None:
    page = "https://example.org/talk"
    site.pages[page] = b"Ada met Grace in London."
    follow(page)
    sweep()
    added: list[Run] = []

    def add_meanwhile(address: str, **known: Any) -> RawSource | Listing:
        added.append(submit(page, wake=False))
        if unchanged:
            raise NotChanged("It did not change.")
        return site.find_source(address, **known)

    monkeypatch.setattr("ingest.sources.finding.find_source", add_meanwhile)
    look_again()
    run = Run.objects.get(id=added[0].id)
    assert (run.state, run.video) == (State.DONE, Video.objects.get())


def test_who_adds_what_waits_of_a_feed_has_a_run_that_goes_first_and_stays(site: FakeSite) -> None:
    site.publish("Ada", "Bob")
    follow(FEED)
    look = claim_next("test")
    assert look
    execute_run(look)
    added = submit("https://example.org/Bob.vtt", wake=False)
    first = claim_next("test")
    assert first
    assert first.id == added.id
    Run.objects.filter(id=added.id).update(state=State.QUEUED)
    unfollow(Followed.objects.get())
    assert Run.objects.get(state=State.QUEUED).id == added.id


def test_who_waits_for_a_run_that_somebody_removes_is_told(site: FakeSite) -> None:
    site.publish("Ada", "Bob")
    look = submit(FEED)
    look_at = claim_run(look.id, worker="other")
    assert look_at
    look_at.delete()
    (told,) = run_here([look], quiet=True)
    assert told.state == State.CANCELLED


def test_a_look_that_is_stopped_as_it_finds_nothing_new_ends(site: FakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop_and_find_nothing(_address: str, **_: object) -> Listing:
        cancel_run(Run.objects.get(state=State.RUNNING))
        raise NotChanged("It did not change.")

    monkeypatch.setattr("ingest.sources.finding.find_source", stop_and_find_nothing)
    follow(FEED)
    sweep()
    assert not Run.objects.filter(state__in=OPEN_STATES).exists()


def test_a_followed_page_that_changed_is_a_new_version_and_decisions_stay(site: FakeSite) -> None:
    page = "https://example.org/talk"
    site.pages[page] = b"Ada met Grace in London."
    follow(page)
    sweep()
    make_decision("rename", {"entity": Entity.objects.get(name="Grace").id, "name": "Grace Hopper"}, author="ed")
    site.pages[page] = b"Ada and Grace went to Paris."
    look_again()
    video = Video.objects.get()
    assert video.source_sha256 == hash_bytes(b"Ada and Grace went to Paris.")
    assert Entity.objects.filter(name="Grace Hopper").exists()
    assert Decision.objects.filter(active=True).count() == 1
    look_again()
    assert Run.objects.count() == 2


def test_a_followed_page_whose_words_stay_is_read_and_kept_once(
    site: FakeSite, pipeline: FakePipeline, data_dir: Path, django_capture_on_commit_callbacks: Any
) -> None:
    """A date or a form's token around them changes at each look."""
    page = "https://example.org/talk"
    site.pages[page] = b"Ada met Grace in London."
    follow(page)
    sweep()
    video = Video.objects.values().get()
    for look in range(1, 4):
        site.pages[page] = b"Ada met Grace in London." + b"\n" * look
        with django_capture_on_commit_callbacks(execute=True):
            look_again()
    assert (len(pipeline.read), Run.objects.count(), Followed.objects.get().found) == (1, 1, 1)
    assert Video.objects.values().get() == video
    assert len([file for file in (data_dir / "uploads").rglob("*") if file.is_file()]) == 1
    site.pages[page] = b"Ada met Grace in Paris."
    look_again()
    assert Video.objects.get().source_sha256 == hash_bytes(b"Ada met Grace in Paris.")


def test_a_followed_page_is_fetched_again_only_where_the_server_says_that_it_changed(site: FakeSite) -> None:
    page = "https://example.org/talk"
    site.pages[page], site.state = b"Ada met Grace in London.", Version('"1"')
    follow(page)
    sweep()
    look_again()
    site.pages[page], site.state = b"Ada and Grace went to Paris.", Version('"2"')
    look_again()
    look_again()
    assert [known.etag for _, known in site.asked] == ["", '"1"', '"1"', '"2"']
    assert Video.objects.get().source_sha256 == hash_bytes(b"Ada and Grace went to Paris.")
    assert Run.objects.count() == 2


def test_a_followed_page_that_could_not_be_read_is_fetched_again(site: FakeSite, pipeline: FakePipeline) -> None:
    page = "https://example.org/talk"
    site.pages[page], site.state = b"This is unreadable so far.", Version('"1"')
    follow(page)
    sweep()
    look_again()
    assert [known.etag for _, known in site.asked] == ["", ""]


def test_of_looks_in_vain_at_a_page_what_the_last_one_fetched_is_kept(
    site: FakeSite, data_dir: Path, django_capture_on_commit_callbacks: Any
) -> None:
    page = "https://example.org/talk"
    follow(page)
    for number in range(3):
        site.pages[page] = f"Maintenance {number}, unreadable until tomorrow.".encode()
        with django_capture_on_commit_callbacks(execute=True):
            look_again()
    kept = [file for file in (data_dir / "uploads").rglob("*") if file.is_file()]
    assert [file.name for file in kept] == [Run.objects.get().payload]


def test_a_feed_that_breaks_is_told_and_mended_by_itself(site: FakeSite) -> None:
    site.pages[FEED] = BrokenFeed("The feed's XML is broken at line 3, column 1.", where=FEED)
    follow(FEED)
    sweep()
    assert Followed.objects.get().error["code"] == "feed_broken"
    site.publish("Ada")
    look_again()
    assert Followed.objects.get().error is None
    assert Video.objects.count() == 1


def test_a_feed_that_stays_away_is_looked_at_less_often_and_leaves_one_failure(site: FakeSite, client: Client) -> None:
    site.pages[FEED] = BrokenFeed("The feed's XML is broken at line 3, column 1.", where=FEED)
    follow(FEED, every_minutes=15)
    pauses = []
    for _ in range(12):
        look_again()
        pauses.append(round((Followed.objects.get().next_at - timezone.now()) / timedelta(minutes=1)))
    assert pauses[:3] == [30, 60, 120]
    assert pauses == sorted(pauses)
    assert "hours from now" in client.get("/runs/followed/").content.decode().replace("\xa0", " ")
    assert pauses[-1] == LONGEST_MINUTES
    assert Run.objects.filter(state=State.FAILED).count() == 1
    site.publish("Ada")
    for _ in range(2):
        look_again()
    assert Followed.objects.get().next_at < timezone.now() + timedelta(minutes=16)
    assert not Run.objects.filter(state=State.FAILED).exists()


def test_an_address_that_is_looked_at_seldom_is_not_looked_at_more_often_where_it_fails(site: FakeSite) -> None:
    site.pages[FEED] = BrokenFeed("The feed's XML is broken at line 3, column 1.", where=FEED)
    follow(FEED, every_minutes=2 * LONGEST_MINUTES)
    sweep()
    assert Followed.objects.get().next_at > timezone.now() + timedelta(minutes=2 * LONGEST_MINUTES - 1)


def test_a_look_that_kills_its_workers_is_told_among_the_followed(site: FakeSite) -> None:
    follow(FEED)
    for _ in range(MAX_LOST):
        assert claim_next("dead")
        Run.objects.update(lease_until=timezone.now() - LEASE)
        requeue_expired()
    followed = Followed.objects.get()
    assert followed.error
    assert (followed.error["code"], followed.failures) == ("worker_lost", 1)


def test_who_asks_to_look_after_ten_thousand_years_looks_once_a_year_and_stops_nobody(site: FakeSite) -> None:
    site.publish("Ada")
    assert "every 525600 minutes" in tell("add", FEED, "--every", "5000000000")
    Followed.objects.update(every_minutes=2**31 - 1)  # as it was kept before
    follow("https://example.org/other.xml")
    sweep()
    for _ in range(2):
        look_again()
    assert Video.objects.count() == 1
    site.pages[FEED] = BrokenFeed("The feed's XML is broken.", where=FEED)
    look_again()
    assert Followed.objects.get(address=FEED).error


def test_two_clocks_queue_one_look(site: FakeSite) -> None:
    site.publish("Ada")
    follow(FEED)
    assert queue_due() == 0
    assert Run.objects.count() == 1


def tell(*arguments: Any) -> str:
    out = StringIO()
    call_command("follow", *arguments, stdout=out)
    return out.getvalue()


def test_a_listing_inside_a_listing_is_refused_and_queues_nothing(site: FakeSite) -> None:
    site.publish("Ada", "Bob")
    site.pages["https://example.org/Bob.vtt"] = Listing("feed", "More", (make_item("Cyd"), make_item("Dee")))
    submit(FEED)
    wake()
    assert Run.objects.count() == 3
    refused = Run.objects.get(source_name="https://example.org/Bob.vtt")
    assert refused.state == State.FAILED
    assert refused.error["message"].startswith("https://example.org/Bob.vtt: This is a feed inside another one.")
    assert [video.title for video in Video.objects.all()] == ["With Ada"]


def test_a_look_queues_what_there_is_room_for_and_the_next_one_goes_on(
    site: FakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server says that nothing changed, where the version is sent that it names: the rest would never come."""
    monkeypatch.setattr("graphapp.runs.execution.expanding.MOST", 2)
    site.publish("Ada", "Bob", "Cyd", version='"1"')
    follow(FEED)
    run = claim_next("test")
    assert run
    execute_run(run)
    look = Run.objects.get(parent=None)
    assert "2 are queued. The next look takes 1 more." in [line["text"] for line in look.log]
    assert set(look.children.values_list("given__title", flat=True)) == {"With Bob", "With Cyd"}
    Followed.objects.update(next_at=timezone.now() - timedelta(seconds=1))
    queue_due()
    full = claim_next("test")
    assert full
    execute_run(full)  # while both still wait there is no room for more
    assert Run.objects.filter(state=State.QUEUED).count() == 2
    wake()
    look_again()
    assert Video.objects.count() == 3
    assert {known.etag for address, known in site.asked if address == FEED} == {""}
    assert Followed.objects.get().etag == '"1"'


def test_what_people_add_goes_before_what_listings_name(site: FakeSite, pipeline: FakePipeline) -> None:
    site.publish("Ada", "Bob")
    submit(FEED)
    listing = claim_next("test")
    assert listing
    execute_run(listing)
    submit("https://example.org/own.vtt")
    site.pages["https://example.org/own.vtt"] = b"Eve met Grace in London."
    wake()
    assert pipeline.read == ["https://example.org/own.vtt", "With Ada", "With Bob"]


def test_who_waits_for_a_feed_is_told_which_recordings_failed(site: FakeSite) -> None:
    site.publish("Ada", "Bob")
    site.pages["https://example.org/Bob.vtt"] = b"unreadable"
    out = StringIO()
    with pytest.raises(CommandError, match="1 of 3"):
        call_command("ingest", FEED, "--wait", "--json", stdout=out)
    told = {answer["source"]: answer["state"] for answer in json.loads(out.getvalue())}
    assert told == {
        FEED: "done",
        "https://example.org/Ada.vtt": "done",
        "https://example.org/Bob.vtt": "failed",
    }


def test_following_by_command(site: FakeSite) -> None:
    site.publish("Ada")
    assert "every 60 minutes" in tell("add", FEED)
    sweep()
    assert "Wafer hour  1 found" in tell("list")
    assert "1 looks queued" in tell("check")
    assert FEED in tell("remove", FEED)
    assert "Nothing is followed" in tell("list")
    assert Video.objects.count() == 1
    for wrong in (("add", "ftp://example.org"), ("remove", FEED)):
        with pytest.raises(CommandError):
            tell(*wrong)
