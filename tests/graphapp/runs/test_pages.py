"""The pages on which a video is added and followed: errors in place, no script needed, live with htmx."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from graphapp.runs.models import Followed, Run, State
from graphapp.runs.tasks import wake
from graphapp.videos.models import Video
from ingest.errors import SourceUnavailable
from tests.graphapp.runs.fakes import FakePipeline, FakeStore

pytestmark = pytest.mark.django_db

TALK = "Ada met Grace in London."
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def fakes(pipeline: FakePipeline, store: FakeStore) -> None:
    """No test here runs the real stages."""


def test_text_leads_to_its_run_and_then_to_its_page(editor_page: Client) -> None:
    answer = editor_page.post("/add/", {"text": TALK, "title": "Computers", "published": "2026-02-16"})
    run = Run.objects.get()
    assert answer.headers["Location"] == f"/runs/{run.id}/"
    assert b"Queued" in editor_page.get(f"/runs/{run.id}/").content
    wake()
    live = editor_page.get(f"/runs/{run.id}/", headers=HTMX)
    assert live.headers["HX-Redirect"] == f"/videos/{Video.objects.get().slug}/"


def test_who_has_no_script_finds_the_link_to_the_page(editor_page: Client) -> None:
    editor_page.post("/add/", {"text": TALK})
    run = Run.objects.get()
    assert b'http-equiv="refresh"' in editor_page.get(f"/runs/{run.id}/").content
    wake()
    page = editor_page.get(f"/runs/{run.id}/").content.decode()
    assert f'href="/videos/{Video.objects.get().slug}/"' in page
    assert 'http-equiv="refresh"' not in page


def test_a_file_is_taken(editor_page: Client) -> None:
    editor_page.post("/add/", {"file": SimpleUploadedFile("talk.txt", TALK.encode())})
    assert Run.objects.get().source_name == "talk.txt"


@pytest.mark.parametrize(("model", "status"), [("https://model.example.org", 302), ("", 422)])
def test_a_recording_is_taken_where_something_can_hear_it(
    editor_page: Client, monkeypatch: pytest.MonkeyPatch, model: str, status: int
) -> None:
    monkeypatch.setenv("STT_URL", model)
    monkeypatch.setattr("ingest.sources.speech.find_spec", lambda _name: None)
    answer = editor_page.post("/add/", {"file": SimpleUploadedFile("talk.mp3", b"ID3\x04" + bytes(100), "audio/mpeg")})
    assert answer.status_code == status
    assert Run.objects.filter(source_name="talk.mp3").exists() is bool(model)
    assert b"set STT_URL" in answer.content or model


def test_an_address_is_taken_without_fetching_it_here(editor_page: Client) -> None:
    answer = editor_page.post("/add/", {"url": "https://example.org/talk.vtt"})
    assert answer.status_code == 302
    assert Run.objects.get().source_kind == "url"


def test_content_that_is_known_leads_to_its_page(editor_page: Client) -> None:
    for _ in range(2):
        answer = editor_page.post("/add/", {"text": TALK})
        wake()
    assert answer.headers["Location"] == f"/videos/{Video.objects.get().slug}/"
    assert Run.objects.count() == 1


def test_details_that_known_content_does_not_take_are_told(editor_page: Client) -> None:
    for title, told in (("Old", False), ("Old", False), ("New", True)):
        page = editor_page.post("/add/", {"text": TALK, "title": title}, follow=True).content.decode()
        assert ("Not taken: Title." in page) is told
        wake()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Give one of these"),
        ({"text": TALK, "url": "https://example.org/"}, "Give one of these"),
        ({"text": "unreadable"}, "There is no transcript in it. Choose another file."),
        ({"text": "   "}, "There is nothing in it"),
        ({"file": SimpleUploadedFile("empty.srt", b"")}, "empty.srt: There is nothing in it"),
        ({"url": "ftp://example.org/"}, "begins with https://"),
        ({"text": TALK, "published": "soon"}, "Enter a valid date"),
        ({"text": TALK, "video_url": "javascript:alert(1)"}, "begins with https://"),
    ],
)
def test_a_slip_is_told_in_place_and_queues_nothing(editor_page: Client, fields: Any, sentence: str) -> None:
    answer = editor_page.post("/add/", {"title": "Kept <i>title</i>", **fields})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Kept &lt;i&gt;title&lt;/i&gt;" in page
    assert not Run.objects.exists()


def test_an_upload_beyond_the_limit_is_a_designed_page(editor_page: Client, settings: Any) -> None:
    settings.UPLOAD_LIMIT_BYTES = 10_000
    answer = editor_page.post("/add/", {"file": SimpleUploadedFile("big.txt", b"a" * 100_000)})
    assert answer.status_code == 413
    assert b"larger than this server accepts, 20 MB at once" in answer.content


def test_a_failed_run_says_why_and_offers_another_try(editor_page: Client) -> None:
    run = Run.objects.create(
        source_kind="text",
        source_name="<b>x</b>",
        state=State.FAILED,
        error={"code": "not_a_transcript", "message": "No <script>.", "details": {}},
    )
    page = editor_page.get(f"/runs/{run.id}/").content.decode()
    assert "No &lt;script&gt;." in page
    assert "<b>x</b>" not in page
    assert f'action="/runs/{run.id}/retry/"' in page
    editor_page.post(f"/runs/{run.id}/retry/")
    assert Run.objects.get().state == State.QUEUED


def test_a_run_that_waits_for_its_next_attempt_says_when_that_is(editor_page: Client, pipeline: FakePipeline) -> None:
    pipeline.fail_with, pipeline.failures = SourceUnavailable("The server answers 503."), 1
    editor_page.post("/add/", {"text": TALK})
    wake()
    page = f"/runs/{Run.objects.get().id}/"
    Run.objects.update(not_before=timezone.now() + timedelta(hours=1))
    said = strip_tags(editor_page.get(page).content.decode())
    assert f"tried again at {Run.objects.get().not_before:%H:%M} UTC" in said
    Run.objects.update(not_before=timezone.now())
    assert "as soon as it is free" in editor_page.get(page).content.decode()


def test_a_run_can_be_cancelled(editor_page: Client) -> None:
    editor_page.post("/add/", {"text": TALK})
    run = Run.objects.get()
    assert editor_page.post(f"/runs/{run.id}/cancel/").status_code == 302
    assert Run.objects.get().state == State.CANCELLED
    again = editor_page.post(f"/runs/{run.id}/cancel/")
    assert again.status_code == 409
    assert b"has ended already" in again.content


def test_a_cancelled_run_can_be_deleted_with_what_was_sent(editor_page: Client) -> None:
    editor_page.post("/add/", {"text": TALK})
    run = Run.objects.get()
    assert "/delete/" not in editor_page.get(f"/runs/{run.id}/").content.decode()
    editor_page.post(f"/runs/{run.id}/cancel/")
    assert f"/runs/{run.id}/delete/" in editor_page.get(f"/runs/{run.id}/").content.decode()
    page = editor_page.post(f"/runs/{run.id}/delete/", follow=True)
    assert "The run is deleted" in page.content.decode()
    assert not Run.objects.exists()


def test_a_reader_sees_runs_without_buttons(client: Client, editor_page: Client, users: Any) -> None:
    editor_page.post("/add/", {"text": TALK})
    client.logout()
    page = client.get(f"/runs/{Run.objects.get().id}/").content.decode()
    assert "Queued" in page
    assert "/cancel/" not in page


def test_the_list_asks_again_only_while_something_is_open(editor_page: Client) -> None:
    editor_page.post("/add/", {"text": TALK})
    assert b"hx-trigger" in editor_page.get("/runs/").content
    wake()
    assert b"hx-trigger" not in editor_page.get("/runs/").content


def test_no_runs_is_a_designed_page(client: Client) -> None:
    assert b"Nothing was read yet" in client.get("/runs/").content


def test_the_list_takes_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(60):
        Run.objects.create(source_kind="text", source_name=str(number))
    with django_assert_max_num_queries(4):
        client.get("/runs/")


@pytest.mark.parametrize("path", ["/add/", "/runs/", "/accounts/tokens/", "/accounts/password/"])
def test_no_page_has_inline_script_or_style(editor_page: Client, path: str) -> None:
    page = editor_page.get(path).content.decode()
    assert "<script>" not in page
    assert " style=" not in page
    assert " onclick=" not in page


def test_many_files_at_once_are_queued_each_by_itself(editor_page: Client) -> None:
    files = [SimpleUploadedFile(f"talk-{n}.txt", f"Ada{n} met Grace.".encode()) for n in range(150)]
    answer = editor_page.post("/add/", {"file": files, "channel": "History"}, follow=True)
    assert "150 transcripts are queued." in answer.content.decode()
    assert set(Run.objects.values_list("state", "channel")) == {("queued", "History")}
    assert Run.objects.count() == 150


def test_a_title_goes_with_one_file(editor_page: Client) -> None:
    files = [SimpleUploadedFile(f"talk-{n}.txt", f"Ada{n} met Grace.".encode()) for n in range(2)]
    answer = editor_page.post("/add/", {"file": files, "title": "Both"})
    assert (answer.status_code, Run.objects.count()) == (422, 0)
    assert "A title goes with one transcript" in answer.content.decode()


def make_runs(**counts: int) -> None:
    for state, count in counts.items():
        Run.objects.bulk_create(
            Run(source_kind="file", source_name=f"{state}-{n}", state=state, error={"message": "Why it failed."})
            for n in range(count)
        )


def test_thousands_of_runs_are_paged_counted_and_chosen_by_state(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    make_runs(queued=2500, failed=3, done=60)
    with django_assert_max_num_queries(8):
        page = client.get("/runs/").content.decode()
    assert "Page 1 of 52" in page
    assert "2,500" in page
    failed = client.get("/runs/?state=failed").content.decode()
    assert failed.count("Why it failed.") == 3
    assert "queued-1" not in failed
    assert client.get("/runs/?state=nonsense&page=9999").status_code == 200


def test_all_failed_runs_are_tried_again_and_all_queued_ones_cancelled(editor_page: Client) -> None:
    make_runs(failed=3, queued=2, done=1)
    editor_page.post("/runs/all/", {"do": "retry"})
    assert Run.objects.filter(state=State.QUEUED, error__isnull=True).count() == 3
    editor_page.post("/runs/all/", {"do": "cancel"})
    assert Run.objects.filter(state=State.CANCELLED).count() == 5


def test_who_cancelled_all_that_was_queued_can_have_all_of_it_read_after_all(editor_page: Client) -> None:
    make_runs(queued=3, failed=1, done=1)
    editor_page.post("/runs/all/", {"do": "cancel"})
    assert "Try all cancelled runs again" in editor_page.get("/runs/?state=cancelled").content.decode()
    editor_page.post("/runs/all/", {"do": "retry", "state": "cancelled"})
    assert Run.objects.filter(state=State.QUEUED).count() == 3
    for state in ("done", "running", "nonsense"):
        editor_page.post("/runs/all/", {"do": "retry", "state": state})
    assert Run.objects.filter(state=State.QUEUED).count() == 3


def test_a_form_that_does_not_say_what_is_wanted_changes_nothing(editor_page: Client) -> None:
    editor_page.post("/add/", {"text": TALK})
    editor_page.post("/runs/all/", {})
    assert Run.objects.get().state == State.QUEUED


def test_an_address_is_followed_and_followed_no_more(editor_page: Client) -> None:
    assert "Nothing is followed yet" in editor_page.get("/runs/followed/").content.decode()
    refused = editor_page.post("/runs/followed/add/", {"url": "file:///etc/passwd", "every": "60"})
    assert refused.status_code == 422
    page = editor_page.post("/runs/followed/add/", {"url": "https://example.org/<b>feed", "every": "60"}, follow=True)
    assert "https://example.org/&lt;b&gt;feed" in page.content.decode()
    followed = Followed.objects.get()
    assert Run.objects.get().source_name == followed.address == "https://example.org/<b>feed"
    told = editor_page.post(f"/runs/followed/{followed.id}/remove/", follow=True).content.decode()
    assert "What came from it stays; what was still waiting is not read." in told
    assert not Followed.objects.exists()
    assert not Run.objects.exists()


def test_only_editors_follow_and_change_runs(client: Client) -> None:
    for path in ("/runs/all/", "/runs/followed/add/", "/runs/followed/x/remove/"):
        assert "/accounts/sign-in/" in client.post(path).headers["Location"]
    assert client.get("/runs/followed/").status_code == 200


def test_a_feed_that_is_called_by_its_address_shows_its_key_to_editors_alone(client: Client) -> None:
    address = "https://example.org/feed?key=SECRET"
    Followed.objects.create(id="f" * 16, address=address, title=address, next_at=timezone.now())
    page = client.get("/runs/followed/").content.decode()
    assert "https://example.org/feed" in page
    assert "SECRET" not in page
