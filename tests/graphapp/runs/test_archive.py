"""A backup holds all that may not be lost, and comes back the same: rows, times, accounts, decisions, and the graph."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.graphapp.runs.databases import Database, make_database
from tests.graphapp.runs.installation import Installation, prepare_installation

pytestmark = pytest.mark.server

TALK = "Ann: OpenAI and Cerebras work together on Codex.\n\nBob: Cerebras makes the WSE-3, a very large chip.\n"
HEARD = f"heard/ab/{'ab' * 32}-{'cd' * 8}"
READ = (
    "SELECT id, title, added_at, updated_at, entity_count, relation_count FROM videos_video ORDER BY id",
    "SELECT id, name, slug, mention_count FROM graph_entity ORDER BY id",
    "SELECT id, predicate, weight FROM graph_relation ORDER BY id",
    "SELECT video_id, slug FROM videos_topic ORDER BY video_id, slug",
    "SELECT id, kind, CASE WHEN active THEN 'active' ELSE 'revoked' END FROM videos_decision ORDER BY id",
    "SELECT username, password FROM auth_user ORDER BY username",
    "SELECT id, state, created_at FROM runs_run ORDER BY id",
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Installation, Path]]:
    """An installation on SQLite with talks, an account, a token and a decision, and its backup."""
    folder = tmp_path_factory.mktemp("filled")
    made = Installation(folder, Database(f"sqlite:///{folder / 'saidgraph.sqlite3'}", server=""))
    made.manage("migrate", "-v0")
    for number in range(3):
        (folder / f"{number}.md").write_text(TALK + f"\nAnn: And number {number} is about Arm and Intel.\n")
    made.manage("ingest", *(str(folder / f"{n}.md") for n in range(3)), "--wait")
    made.manage("accounts", "add", "ada", "--role", "editor")
    made.manage("accounts", "token", "ada", "test")
    made.manage("shell", "-v0", "-c", DECIDE)
    (folder / HEARD).parent.mkdir(parents=True)
    (folder / HEARD).write_text("Ann: Hello.")
    made.manage("backup", str(folder / "backup.tar.gz"))
    yield made, folder / "backup.tar.gz"
    made.stop_all()


DECIDE = (
    "from graphapp.curation.deciding import make_decision; from graphapp.graph.models import Entity;"
    "entity = Entity.objects.get(name='Cerebras').id;"
    "make_decision('rename', {'entity': entity, 'name': 'Cerebras Systems'}, author='ada');"
    "from graphapp.videos.models import Topic; topic = Topic.objects.filter(key__isnull=False).order_by('id')[0];"
    "make_decision('hide', {'entity': topic.key.entity_id}, author='ada'); assert topic not in Topic.objects.all()"
)


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Installation]:
    """Empty, on whatever database the tests run on."""
    made = prepare_installation(tmp_path)
    yield made
    made.stop_all()


def read(installation: Installation) -> list[Any]:
    return [[tuple(map(str, row)) for row in installation.database.ask(question)] for question in READ]


def test_what_was_backed_up_comes_back_the_same(filled: tuple[Installation, Path], fresh: Installation) -> None:
    before, backup = filled
    fresh.manage("restore", str(backup))
    fields = [[[cell[:19] for cell in row] for row in rows] for rows in read(fresh)]
    assert fields == [[[cell[:19] for cell in row] for row in rows] for rows in read(before)]
    assert any("Cerebras Systems" in row for row in fields[1])
    assert fresh.ask("graph", "verify")["equal"]
    assert (fresh.folder / HEARD).read_text() == "Ann: Hello."
    (fresh.folder / "new.md").write_text(TALK.replace("Codex", "Python"))
    fresh.manage("ingest", str(fresh.folder / "new.md"), "--wait")
    assert len(fresh.ask("videos", "list")) == 4
    runs = fresh.ask("ingest", str(before.folder / "0.md"), "--wait", "--again")
    assert runs[0]["state"] == "done"


def test_a_backup_is_for_its_owner_alone_and_unpacks_nowhere(filled: tuple[Installation, Path]) -> None:
    _, backup = filled
    assert backup.stat().st_mode & 0o077 == 0
    with tarfile.open(backup) as archive:
        names = archive.getnames()
        manifest = json.load(archive.extractfile("manifest.json"))  # type: ignore[arg-type]
    assert manifest["counts"]["videos.video"] == 3
    assert manifest["counts"]["files"] == 4
    assert not any(name.startswith("/") or ".." in name or "secret" in name for name in names)


def test_a_library_that_is_not_empty_and_a_file_that_is_none_are_refused(
    filled: tuple[Installation, Path], tmp_path: Path
) -> None:
    before, backup = filled
    state = read(before)
    broken = tmp_path / "broken.tar.gz"
    broken.write_bytes(backup.read_bytes()[:2000])
    for file, sentence in ((backup, "not empty"), (broken, "not a whole backup"), (tmp_path, "can't be read")):
        run = before.manage("restore", str(file), check=False)
        assert run.returncode == 1
        assert sentence in run.stderr
        assert "Traceback" not in run.stderr
    assert read(before) == state


def test_a_database_that_was_not_set_up_for_this_release_is_told(
    filled: tuple[Installation, Path], tmp_path: Path
) -> None:
    older = Installation(tmp_path, make_database(tmp_path))
    older.manage("migrate", "videos", "0005")
    run = older.manage("restore", str(filled[1]), check=False)
    older.stop_all()
    assert run.returncode == 1
    assert "`python manage.py migrate` first" in run.stderr


WRITE_MEANWHILE = """
import io, threading
from django.db import connection
from graphapp.runs.archive import write_archive
from graphapp.runs.models import LoadedSample

def write():
    LoadedSample.objects.create(file="meanwhile")
    connection.close()

def meet(label, _count):
    if label == "auth.user":
        writer.start()
        writer.join(10)
        print("waits" if writer.is_alive() else "written")

writer = threading.Thread(target=write)
counts = write_archive(io.BytesIO(), tell=meet)
print(counts["runs.loadedsample"], LoadedSample.objects.count(), counts["files"])
"""


def test_whoever_writes_during_a_backup_waits_for_nothing_and_is_not_in_it(fresh: Installation) -> None:
    (gone := fresh.folder / "uploads" / "ab" / ("ab" * 32)).parent.mkdir(parents=True)
    gone.symlink_to(fresh.folder / "deleted")
    assert fresh.manage("shell", "-v0", "-c", WRITE_MEANWHILE).stdout.split() == ["written", "0", "1", "0"]


@pytest.mark.parametrize("made", [("accounts", "add", "grace"), ("follow", "add", "https://example.org/feed")])
def test_what_people_made_before_the_first_video_is_not_replaced(
    filled: tuple[Installation, Path], fresh: Installation, made: tuple[str, ...]
) -> None:
    fresh.manage("accounts", "add", "ada", "--role", "admin")
    fresh.manage(*made)
    run = fresh.manage("restore", str(filled[1]), check=False)
    assert run.returncode == 1
    assert "This library is not empty" in run.stderr


def test_a_disk_that_is_full_is_no_broken_backup(filled: tuple[Installation, Path], fresh: Installation) -> None:
    (fresh.folder / "uploads").write_text("no folder")
    run = fresh.manage("restore", str(filled[1]), check=False)
    assert run.returncode == 1
    assert "Nothing was restored" in run.stderr
    assert fresh.ask("videos", "list") == []
