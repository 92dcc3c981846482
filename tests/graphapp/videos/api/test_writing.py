"""Adding, changing and deleting videos by API, and the runs that come of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.test import APIClient

from graphapp.runs.intake import clean_line
from graphapp.runs.models import Run, State
from graphapp.runs.tasks import wake
from graphapp.videos.models import Video
from tests.graphapp.runs.fakes import FakePipeline, FakeStore

pytestmark = pytest.mark.django_db

TALK = "Ada met Grace in London."
HOSTILE = (
    "<script>alert(1)</script>",
    "\u202egnp.exe",
    "a\x1b[31mb\x07",
    "{{ 7*7 }}{% now %}",
    "' OR 1=1 --",
    "x\u2028y",
    "x\uffff\ufffey",
)


@pytest.fixture(autouse=True)
def fakes(pipeline: FakePipeline, store: FakeStore) -> None:
    """No test here runs the real stages."""


def add(api: APIClient, **body: Any) -> Any:
    response = api.post("/api/v1/videos/", {"text": TALK, **body})
    assert response.status_code == 202, response.content
    wake()
    return response.json()


def test_text_is_accepted_and_becomes_a_video(editor_api: APIClient) -> None:
    response = editor_api.post("/api/v1/videos/", {"text": TALK, "title": "Computers", "published": "2026-02-16"})
    assert response.status_code == 202
    accepted = response.json()
    assert accepted == {"run": accepted["run"], "video": None, "left_out": []}
    assert response.headers["Location"] == f"/api/v1/runs/{accepted['run']}/"
    assert editor_api.get(response.headers["Location"]).json()["state"] == "queued"
    wake()
    run = editor_api.get(response.headers["Location"]).json()
    assert (run["state"], run["progress"], run["error"], run["stage"]) == ("done", 1.0, None, "graph")
    video = editor_api.get(f"/api/v1/videos/{run['video']}/").json()
    assert (video["title"], video["published"]) == ("Computers", "2026-02-16")


def test_a_file_is_accepted_with_its_details(editor_api: APIClient) -> None:
    file = SimpleUploadedFile("../../talk.txt", TALK.encode(), content_type="text/plain")
    response = editor_api.post("/api/v1/videos/", {"file": file, "channel": "History"}, format="multipart")
    assert response.status_code == 202
    wake()
    run = Run.objects.get()
    assert (run.state, run.source_kind, run.source_name) == (State.DONE, "file", "talk.txt")
    assert Video.objects.get().channel == "History"


def test_the_same_content_again_is_the_same_video_and_run(editor_api: APIClient) -> None:
    first = add(editor_api)
    again = add(editor_api)
    assert again["run"] == first["run"]
    assert again["video"] == Video.objects.get().id
    assert Run.objects.count() == 1


def test_the_same_words_as_a_file_are_the_same_video(editor_api: APIClient) -> None:
    add(editor_api)
    file = SimpleUploadedFile("talk.txt", TALK.encode())
    answer = editor_api.post("/api/v1/videos/", {"file": file}, format="multipart").json()
    assert answer["video"] == Video.objects.get().id


def test_of_several_files_none_is_dropped_in_silence(editor_api: APIClient) -> None:
    files = [SimpleUploadedFile(name, TALK.encode()) for name in ("one.txt", "other.txt")]
    response = editor_api.post("/api/v1/videos/", {"file": files}, format="multipart")
    assert response.status_code == 400
    assert response.json()["message"].startswith("Give one of these")
    assert not Run.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"title": "Only a title"},
        {"text": "a", "url": "https://example.org/"},
        {"text": 1.5, "url": None},
        {"text": ["a"]},
        {"text": "a\0b"},
        {"text": "\ud800"},
        {"url": "ftp://example.org/"},
        {"url": "file:///etc/passwd"},
        {"url": "https://user:secret@example.org/"},
        {"url": "not an address"},
        {"url": "https://[::1"},
        {"url": "https://exa mple.org/talk.vtt"},
        {"text": "a", "video_url": "https://example.org/a b"},
        {"text": "a", "video_url": "https://example.org/a\nb"},
        {"text": "a", "video_url": "https://example.org/\u202eb"},
        {"text": "a", "video_url": "https://example.org:99999/"},
        {"text": "a", "published": "soon"},
        {"text": "a", "title": "x" * 301},
        {"text": "a", "video_url": "javascript:alert(1)"},
    ],
)
def test_what_makes_no_sense_is_refused_and_queues_nothing(editor_api: APIClient, body: Any) -> None:
    response = editor_api.post("/api/v1/videos/", json.dumps(body), content_type="application/json")
    assert response.status_code == 400
    assert set(response.json()) == {"code", "message", "details"}
    assert not Run.objects.exists()


def test_an_empty_file_is_refused_with_what_to_do(editor_api: APIClient) -> None:
    file = SimpleUploadedFile("empty.srt", b" \n")
    response = editor_api.post("/api/v1/videos/", {"file": file}, format="multipart")
    assert response.status_code == 422
    assert response.json()["message"] == ("empty.srt: There is nothing in it. Choose a file or text with a transcript.")


@pytest.mark.parametrize("format", ["multipart", "json"])
def test_too_much_is_refused_in_the_error_shape(
    editor_api: APIClient, settings: Any, data_dir: Any, format: str
) -> None:
    settings.UPLOAD_LIMIT_BYTES = 10_000
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000
    big = "a" * 100_000
    body = {"file": SimpleUploadedFile("big.txt", big.encode())} if format == "multipart" else {"text": big}
    response = editor_api.post("/api/v1/videos/", body, format=format)
    assert (response.status_code, response.json()["code"]) == (413, "too_large")
    assert not (data_dir / "uploads").exists()


def test_files_that_are_too_large_together_are_refused(editor_api: APIClient, settings: Any) -> None:
    settings.UPLOAD_LIMIT_BYTES = 10_000
    files = {name: SimpleUploadedFile("a.txt", b"a" * 6_000) for name in ("file", "other")}
    assert editor_api.post("/api/v1/videos/", files, format="multipart").status_code == 413


def test_what_comes_in_chunks_is_asked_for_with_its_length_and_not_taken_for_nothing(editor_api: APIClient) -> None:
    answer = editor_api.post("/api/v1/videos/", headers={"Transfer-Encoding": "chunked"})
    assert (answer.status_code, answer.json()["code"]) == (411, "length_required")
    assert "Content-Length" in answer.json()["message"]
    assert editor_api.get("/api/v1/videos/", headers={"Transfer-Encoding": "chunked"}).status_code == 200


def test_a_file_just_at_the_limit_is_accepted(editor_api: APIClient, settings: Any) -> None:
    settings.UPLOAD_LIMIT_BYTES = 10_000
    file = SimpleUploadedFile("a.txt", b"a" * 10_000)
    assert editor_api.post("/api/v1/videos/", {"file": file}, format="multipart").status_code == 202


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_details_are_text(editor_api: APIClient, text: str) -> None:
    add(editor_api, title=text, channel=text)
    video = Video.objects.get()
    assert video.title == video.channel == clean_line(text)
    page = editor_api.get("/runs/").content.decode()
    assert "<script>alert" not in page
    assert not set(page) & set("\u202e\x1b\x07\u2028\uffff")


@given(text=st.text())
def test_a_cleaned_line_is_one_visible_line(text: str) -> None:
    line = clean_line(text)
    assert clean_line(line) == line
    assert len(line.splitlines()) <= 1
    assert not set(line) & set("\u200b\ufffe\uffff")
    line.encode("utf-8")


def test_what_is_said_of_a_video_can_be_changed_and_emptied(editor_api: APIClient, store: FakeStore) -> None:
    add(editor_api, title="Old", channel="History", published="2026-02-16")
    old = Video.objects.get()
    changes = {"title": "New <b>title</b>", "channel": "", "published": None, "description": "About it."}
    answer = editor_api.patch(f"/api/v1/videos/{old.slug}/", changes)
    assert answer.status_code == 200
    facts = answer.json()
    assert (facts["title"], facts["channel"], facts["published"]) == ("New <b>title</b>", "", None)
    assert facts["description"] == "About it."
    assert facts["slug"] != old.slug
    assert editor_api.get(f"/api/v1/videos/{old.slug}/").json()["id"] == old.id
    assert store.written[-1].videos[0].title == "New <b>title</b>"


def test_details_of_known_content_stay_and_are_said_to(editor_api: APIClient) -> None:
    assert add(editor_api, title="Old", channel="History")["left_out"] == []
    given = {"title": "New", "channel": "History", "published": "2026-02-16", "video_url": "https://example.org/a.mp4"}
    assert add(editor_api, **given)["left_out"] == ["title", "published", "video_url"]
    assert Video.objects.get().title == "Old"


def test_an_address_without_its_last_stroke_takes_nothing_and_leads_readers_on(editor_api: APIClient) -> None:
    refused = editor_api.post("/api/v1/videos", {"text": TALK})
    assert (refused.status_code, refused.json()["code"]) == (404, "not_found")
    assert editor_api.get("/api/v1/videos").headers["Location"] == "/api/v1/videos/"


def test_what_is_left_out_stays(editor_api: APIClient) -> None:
    add(editor_api, title="Old", channel="History")
    editor_api.patch(f"/api/v1/videos/{Video.objects.get().id}/", {"video_url": "https://youtu.be/x"})
    video = Video.objects.get()
    assert (video.title, video.channel, video.video_url) == ("Old", "History", "https://youtu.be/x")


@pytest.mark.parametrize(
    "changes",
    [
        {"title": ""},
        {"title": "\u202e"},
        {"title": "\u200b"},
        {"title": "\u3164"},
        {"video_url": "javascript:1"},
        {"video_url": "https://exa mple.org/"},
        {"published": "x"},
        {"title": None},
    ],
)
def test_a_change_that_makes_no_sense_changes_nothing(editor_api: APIClient, changes: Any) -> None:
    add(editor_api, title="Old")
    response = editor_api.patch(f"/api/v1/videos/{Video.objects.get().id}/", changes)
    assert response.status_code == 400
    assert Video.objects.get().title == "Old"


def test_a_deleted_video_was_never_there(editor_api: APIClient) -> None:
    add(editor_api)
    video, run = Video.objects.get(), Run.objects.get()
    assert editor_api.delete(f"/api/v1/videos/{video.id}/").status_code == 204
    for path in (f"videos/{video.id}/", f"videos/{video.slug}/", f"runs/{run.id}/", f"videos/{video.id}/graph/"):
        assert editor_api.get(f"/api/v1/{path}").status_code == 404
    assert add(editor_api)["run"] != run.id


def test_a_run_tells_why_it_failed_and_can_be_retried(editor_api: APIClient) -> None:
    accepted = add(editor_api, text="unreadable")
    run = editor_api.get(f"/api/v1/runs/{accepted['run']}/").json()
    assert run["state"] == "failed"
    assert run["error"]["code"] == "not_a_transcript"
    assert "Choose another file." in run["error"]["message"]
    again = editor_api.post(f"/api/v1/runs/{accepted['run']}/retry/")
    assert (again.status_code, again.json()["state"], again.json()["error"]) == (200, "queued", None)


def test_cancelling_is_refused_once_a_run_has_ended(editor_api: APIClient) -> None:
    accepted = editor_api.post("/api/v1/videos/", {"text": TALK}).json()
    path = f"/api/v1/runs/{accepted['run']}/cancel/"
    assert editor_api.post(path).json()["state"] == "cancelled"
    refused = editor_api.post(path)
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")


def test_what_was_sent_by_mistake_is_deleted_with_its_run(
    editor_api: APIClient, data_dir: Path, django_capture_on_commit_callbacks: Any
) -> None:
    """Cancelled, or no transcript at all: the bytes were kept for another try, and went into every backup."""
    failed = add(editor_api, text="unreadable")["run"]
    cancelled = editor_api.post("/api/v1/videos/", {"text": TALK}).json()["run"]
    assert editor_api.delete(f"/api/v1/runs/{cancelled}/").status_code == 409
    editor_api.post(f"/api/v1/runs/{cancelled}/cancel/")
    with django_capture_on_commit_callbacks(execute=True):
        for run in (failed, cancelled):
            assert editor_api.delete(f"/api/v1/runs/{run}/").status_code == 204
            assert editor_api.get(f"/api/v1/runs/{run}/").status_code == 404
    assert [file for file in (data_dir / "uploads").rglob("*") if file.is_file()] == []


def test_a_run_that_made_a_video_is_deleted_with_it_alone(editor_api: APIClient) -> None:
    run = add(editor_api)["run"]
    refused = editor_api.delete(f"/api/v1/runs/{run}/")
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")


def test_runs_are_listed_by_one_state_or_several(editor_api: APIClient) -> None:
    add(editor_api)
    add(editor_api, text="unreadable")
    states = [run["state"] for run in editor_api.get("/api/v1/runs/?state=failed").json()["results"]]
    assert states == ["failed"]
    for query, many in (
        ("state=done&state=failed", 2),
        ("state=done,failed", 2),
        ("state=queued,done", 1),
        ("state=", 2),
    ):
        assert len(editor_api.get(f"/api/v1/runs/?{query}").json()["results"]) == many
    assert editor_api.get("/api/v1/runs/?state=lost").status_code == 400
