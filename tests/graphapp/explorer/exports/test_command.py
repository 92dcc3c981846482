"""`manage.py export`: a whole file or none, a report, and exit status 0, 1 or 2."""

from __future__ import annotations

import json
import os
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from graphapp.explorer.exports.writing import FORMATS
from graphapp.graph.models import Entity, Relation
from graphapp.videos.models import Video


@pytest.mark.parametrize("format", list(FORMATS))
def test_it_reports_what_it_wrote(videos: list[Video], tmp_path: Path, format: str) -> None:
    out, path = StringIO(), tmp_path / "graph"
    call_command("export", str(path), format=format, json=True, stdout=out)
    report = json.loads(out.getvalue())
    assert (report["nodes"], report["edges"]) == (Entity.objects.count(), Relation.objects.count())
    assert report["bytes"] == path.stat().st_size > 0
    assert [found.name for found in tmp_path.iterdir()] == ["graph"]


def test_a_part_can_be_asked_for_by_id_and_by_slug(videos: list[Video], tmp_path: Path) -> None:
    by_id, by_slug = tmp_path / "a.json", tmp_path / "b.json"
    call_command("export", str(by_id), format="json", video=videos[1].id, stdout=StringIO())
    call_command("export", str(by_slug), format="json", video=videos[1].slug, stdout=StringIO())
    assert by_id.read_bytes() == by_slug.read_bytes()
    assert len(json.loads(by_id.read_text("utf-8"))["videos"]) == 1


def test_a_dash_is_standard_output(videos: list[Video], capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    call_command("export", "-", format="json")
    assert len(json.loads(capfdbinary.readouterr().out)["nodes"]) == Entity.objects.count()


def test_who_reads_no_further_ends_it_without_a_word(
    videos: list[Video], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as left, monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", left)
        with pytest.raises(SystemExit) as ended:
            call_command("export", "-", format="json")
    assert ended.value.code == 1
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize("options", [{"video": "unknown"}, {"topic": "unknown"}])
def test_what_is_not_there_is_said(db: None, tmp_path: Path, options: dict[str, str]) -> None:
    with pytest.raises(CommandError, match="unknown"):
        call_command("export", str(tmp_path / "x"), format="json", **options)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_can_not_be_written_is_said(videos: list[Video], tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="can't be written"):
        call_command("export", str(tmp_path / "nowhere" / "x"), format="json")


def test_a_failure_leaves_the_old_file(videos: list[Video], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "graph.json"
    path.write_text("old")
    monkeypatch.setattr("graphapp.explorer.exports.reading.Reader.read_edges", _fail)
    with pytest.raises(RuntimeError):
        call_command("export", str(path), format="json")
    assert [(found.name, found.read_text()) for found in tmp_path.iterdir()] == [("graph.json", "old")]


def _fail(reader: object) -> None:
    raise RuntimeError("the disk went away")
