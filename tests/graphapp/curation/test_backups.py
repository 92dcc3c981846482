"""A backup brings decisions back, one of an earlier release too, and the desk asks again what it asked before it."""

from __future__ import annotations

import json
import tarfile
from io import BytesIO
from typing import Any

import pytest

from graphapp.curation.deciding import make_decision
from graphapp.curation.models import Question
from graphapp.curation.review import gathering
from graphapp.curation.review.gathering import gather_all, gather_touched
from graphapp.graph.models import Entity
from graphapp.runs.archive import read_archive, write_archive
from graphapp.videos.models import Decision, DecisionKey, Video
from graphapp.videos.recording import record_document
from tests.graphapp.videos.documents import build_document

pytestmark = pytest.mark.django_db(transaction=True)  # a backup begins one of its own

EARLIER = "rows/videos.decisionkey.jsonl"


@pytest.fixture(autouse=True)
def library() -> None:
    record_document(build_document("A", {"Cerebras": [], "Wafer Scale Engine": []}))
    record_document(build_document("B", {"Cerabras": [], "Wafer-Scale Engines": []}))


def back_up() -> BytesIO:
    write_archive(backup := BytesIO(), tell=lambda *_: None)
    return backup


def restore(backup: BytesIO) -> None:
    for model in (Decision, Video, Question):
        model.objects.all().delete()
    backup.seek(0)
    read_archive(backup, tell=lambda *_: None)


def make_earlier(backup: BytesIO) -> BytesIO:
    """As a release wrote it whose keys of decisions knew nothing of them."""
    backup.seek(0)
    with (
        tarfile.open(fileobj=backup, mode="r:gz") as read,
        tarfile.open(fileobj=(earlier := BytesIO()), mode="w:gz") as written,
    ):
        for entry in read.getmembers():
            data = read.extractfile(entry).read()  # type: ignore[union-attr]
            if entry.name == EARLIER:
                data = b"".join(map(forget, data.splitlines()))
            entry.size = len(data)
            written.addfile(entry, BytesIO(data))
    return earlier


def forget(line: bytes) -> bytes:
    row = json.loads(line)
    row["fields"] = {name: row["fields"][name] for name in ("decision", "key")}
    return json.dumps(row).encode() + b"\n"


def list_keys() -> list[Any]:
    return list(DecisionKey.objects.order_by("key").values_list("key", "kind", "order", "meant"))


def test_a_backup_of_a_release_whose_decisions_were_kept_otherwise_comes_back_with_them() -> None:
    cerebras = Entity.objects.get(name="Cerebras").id
    make_decision("rename", {"entity": cerebras, "name": "Cerebras Systems"}, author="ed")
    keys = list_keys()
    restore(make_earlier(back_up()))
    assert list_keys() == keys != []
    assert Entity.objects.get(id=cerebras).name == "Cerebras Systems"


def test_the_desk_of_a_large_library_asks_after_a_restore_what_it_asked_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "SMALL_LIBRARY", 0)
    gather_all()
    asked = set(Question.objects.values_list("id", flat=True))
    restore(back_up())
    while gather_touched():
        pass
    assert set(Question.objects.values_list("id", flat=True)) == asked != set()
