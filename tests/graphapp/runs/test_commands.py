"""`manage.py ingest | sample | videos`: what they print, and how they end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command, execute_from_command_line
from django.db.utils import OperationalError

from graphapp.runs.models import Followed, Run, State
from graphapp.runs.samples import read_talks
from graphapp.videos.models import Video
from ingest.errors import IngestError
from tests.graphapp.runs.fakes import FakePipeline, FakeStore

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.django_db


def call(*arguments: str) -> Any:
    out = StringIO()
    call_command(*arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture
def talk(tmp_path: Path, pipeline: FakePipeline, store: FakeStore) -> str:
    file = tmp_path / "talk.txt"
    file.write_text("Ada met Grace in London.")
    return str(file)


def test_ingest_queues(talk: str) -> None:
    (answer,) = call("ingest", talk)
    assert (answer["state"], answer["video"], answer["error"]) == ("queued", None, None)
    assert Run.objects.get(id=answer["run"]).state == State.QUEUED


def test_ingest_waits_where_asked(talk: str) -> None:
    (answer,) = call("ingest", talk, "--wait")
    assert (answer["state"], answer["video"]) == ("done", Video.objects.get().id)


def test_ingest_again_does_nothing_twice_unless_asked(talk: str, pipeline: FakePipeline) -> None:
    for options in ((), (), ("--again",)):
        call("ingest", talk, "--wait", *options)
    assert len(pipeline.read) == 2
    assert Video.objects.count() == 1


def test_known_content_is_told_under_the_name_that_was_given(talk: str, tmp_path: Path) -> None:
    call("ingest", talk, "--wait")
    other = tmp_path / "other.txt"
    other.write_bytes(Path(talk).read_bytes())
    out = StringIO()
    call_command("ingest", str(other), stdout=out)
    assert out.getvalue() == f"{other}: /videos/{Video.objects.get().slug}/\n"


def test_an_address_is_left_to_the_run() -> None:
    (answer,) = call("ingest", "https://example.org/talk.vtt")
    assert Run.objects.get(id=answer["run"]).source_kind == "url"


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("https://ada:secret@example.org/talk.vtt", "or a password in it"),
        ("https://:secret@example.org/talk.vtt", "or a password in it"),
        (f"https://example.org/{'a' * 1000}.vtt", "1,000 characters"),
    ],
)
@pytest.mark.parametrize("command", [("ingest",), ("follow", "add")])
def test_an_address_that_could_not_be_kept_or_holds_a_password_is_refused(
    address: str, sentence: str, command: tuple[str, ...]
) -> None:
    out = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command(*command, address, stdout=out)
    told = out.getvalue() + str(refused.value)
    assert sentence in told
    assert not Run.objects.exists()
    assert not Followed.objects.exists()


def test_one_that_fails_does_not_stop_the_others(talk: str, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text("unreadable")
    out = StringIO()
    with pytest.raises(CommandError, match="2 of 3") as failed:
        call_command("ingest", str(bad), "/nonexistent/file", talk, "--wait", "--json", stdout=out)
    assert failed.value.returncode == 1
    states = [answer["state"] for answer in json.loads(out.getvalue())]
    assert states == ["failed", None, "done"]


def test_a_file_that_fails_is_told_under_the_name_that_was_given(
    tmp_path: Path, pipeline: FakePipeline, store: FakeStore, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("one", "other"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "talk.txt").write_text(f"unreadable {folder}")
    with pytest.raises(CommandError):
        call_command("ingest", str(tmp_path), "--wait")
    files = [str(tmp_path / folder / "talk.txt") for folder in ("one", "other")]
    told = capsys.readouterr().out.splitlines()
    assert [line.partition(": There is no transcript")[0] for line in told] == files


def test_a_folder_without_files_is_told_and_does_not_stop_the_others(talk: str, tmp_path: Path) -> None:
    (empty := tmp_path / "empty").mkdir()
    (empty / ".hidden").write_text("Ada met Grace.")
    out = StringIO()
    with pytest.raises(CommandError, match="1 of 2"):
        call_command("ingest", str(empty), talk, stdout=out)
    assert f"{empty}: There are no files in this folder." in out.getvalue()
    assert Run.objects.count() == 1


def test_a_name_that_can_not_be_looked_at_is_told_and_does_not_stop_the_others(talk: str, tmp_path: Path) -> None:
    name = str(tmp_path / ("x" * 300))
    out = StringIO()
    with pytest.raises(CommandError, match="1 of 2"):
        call_command("ingest", name, talk, stdout=out)
    assert "This file can't be read: File name too long." in out.getvalue()
    assert Run.objects.count() == 1


def test_videos_are_listed_and_deleted(talk: str) -> None:
    call("ingest", talk, "--wait")
    (row,) = call("videos", "list")
    assert call("videos", "delete", row["slug"])["deleted"] is True
    assert call("videos", "list") == []
    assert not Run.objects.exists()


def test_deleting_what_is_not_there_is_refused() -> None:
    with pytest.raises(CommandError, match="There is no video"):
        call("videos", "delete", "unknown")


def test_samples_are_loaded_once(pipeline: FakePipeline, store: FakeStore) -> None:
    count = len(list(read_talks()))
    assert len(call("sample")) == count == Video.objects.count()
    written = len(store.written)
    assert call("sample") == []
    assert (Video.objects.count(), Run.objects.count(), len(store.written)) == (count, count, written)
    assert all(video.sample and video.title for video in Video.objects.all())


def test_a_sample_that_was_deleted_stays_deleted_unless_asked(pipeline: FakePipeline, store: FakeStore) -> None:
    count = len(call("sample"))
    call("videos", "delete", Video.objects.first().id)  # type: ignore[union-attr]
    call("sample")
    assert Video.objects.count() == count - 1
    call("sample", "--again")
    assert Video.objects.count() == count


def test_samples_are_removed_without_touching_other_talks_and_stay_away(
    talk: str, pipeline: FakePipeline, store: FakeStore
) -> None:
    count = len(call("sample"))
    (own,) = call("ingest", talk, "--wait")
    assert call("sample", "--remove") == {"removed": count}
    assert call("sample") == []
    out = StringIO()
    call_command("sample", stdout=out)
    assert out.getvalue() == "Sample library: it was removed; --again brings it back.\n"
    assert call("sample", "--remove") == {"removed": 0}
    assert [video.id for video in Video.objects.all()] == [own["video"]]


def test_samples_that_failed_are_tried_by_the_next_call(pipeline: FakePipeline, store: FakeStore) -> None:
    pipeline.fail_with, pipeline.failures = IngestError("It is broken."), 1
    with pytest.raises(CommandError, match="1 of"):
        call("sample")
    count = Video.objects.count()
    call("sample")
    assert Video.objects.count() == count + 1


def test_a_database_that_is_not_set_up_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise OperationalError("no such table: videos_video")

    monkeypatch.setattr("graphapp.videos.models.Video.objects.order_by", fail)
    with pytest.raises(CommandError, match=r"manage\.py migrate"):
        call("videos", "list")


@pytest.mark.parametrize(
    "arguments", [("ingest",), ("videos",), ("videos", "burn"), ("serve", "--port", "x"), ("accounts",)]
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        execute_from_command_line(["manage.py", *arguments])
    assert ended.value.code == 2


def test_a_port_that_is_none_is_told_with_what_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        execute_from_command_line(["manage.py", "serve", "--port", "70000"])
    assert "70000 is no port: give a number from 0 to 65535" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [("videos", "list"), ("serve", "--port", "0")])
def test_failure_ends_with_1_and_one_message(arguments: tuple[str, ...], tmp_path: Path) -> None:
    run = manage(*arguments, data_dir=tmp_path)
    assert run.returncode == 1
    assert "manage.py migrate" in run.stderr
    assert "Traceback" not in run.stderr
    assert len(run.stderr.splitlines()) <= 3


def manage(*arguments: str, data_dir: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DATA_DIR": str(data_dir), "DJANGO_SETTINGS_MODULE": "graphapp.config.settings"}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
