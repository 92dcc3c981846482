"""Writes the record into one file, and reads it back into an empty database, of whichever kind. Knows no command.

What is derived (entities, relations, the graph store) is not in it: it is made again from the record. The file is a
gzipped tar: `manifest.json`, one file of JSON lines per kind of row, the kept bytes of sources, and what was heard in
recordings, which was paid.
"""

from __future__ import annotations

import json
import re
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model
from django.utils import timezone

from graphapp.runs.projection.mending import write_anew
from graphapp.runs.signals import restored
from graphapp.runs.storage import hearing, payloads
from graphapp.videos.deriving.resolving import rebuild_graph
from graphapp.videos.meant_keys import note_kinds, note_meant
from graphapp.videos.topic_slugs import give_present_slugs

FORMAT = 1
APPS = ("auth", "accounts", "videos", "runs")
LEFT_OUT = frozenset({"auth.permission", "runs.hold"})
DERIVED = {"videos.key": {"entity": None, "holder": "", "reach": ""}, "videos.claim": {"relation": None}}
"""Columns that point to derived rows; rebuilding sets them."""
UNSAID = {"videos.decisionkey": {"kind": "", "order": 0}}
"""Columns that came since some backup was made and have no default; `_restore` fills them, as their migration did."""
WORK = {
    "videos.Video": "videos",
    "videos.Decision": "decisions",
    "runs.Followed": "followed addresses",
    "runs.Run": "runs",
    "accounts.Token": "tokens",
}
"""What nobody gets back where a backup takes its place. One account is none of it: that of whoever sets this up."""
BATCH = 1000
PAYLOAD = re.compile(r"[0-9a-f]{64}")
HEARD = re.compile(r"[0-9a-f]{64}-[0-9a-f]{16}")
KEPT = (("files", payloads.FOLDER, PAYLOAD), ("heard", hearing.FOLDER, HEARD))
"""The folder of the archive, that of DATA_DIR, and how files in it are called."""

Listener = Callable[[str, int], None]


class ArchiveRefused(Exception):
    """Says in one sentence why this file can't be restored here."""


def list_models() -> list[type[Model]]:
    """Everything that is recorded, without tables that only join two of them."""
    found = (model for app in APPS for model in apps.get_app_config(app).get_models())
    return [model for model in found if model._meta.label_lower not in LEFT_OUT and not model._meta.proxy]


def write_archive(file: IO[bytes], *, tell: Listener) -> dict[str, int]:
    """The record as it is at one moment; how many rows of each kind."""
    counts: dict[str, int] = {}
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        with _see_one_moment():
            migrations = _list_migrations()
            for model in list_models():
                label = model._meta.label_lower
                with tempfile.TemporaryFile() as rows:
                    counts[label] = _write_rows(model, rows)
                    _add(archive, f"rows/{label}.jsonl", rows)
                tell(label, counts[label])
        counts["files"] = sum(_add_files(archive, *kept) for kept in KEPT)
        manifest = {"format": FORMAT, "made_at": timezone.now().isoformat(), "counts": counts}
        _add(archive, "manifest.json", BytesIO(json.dumps(manifest | {"migrations": migrations}).encode()))
    return counts


@contextmanager
def _see_one_moment() -> Iterator[None]:
    """Nobody who writes meanwhile is seen, or waits."""
    only_read = getattr(connection, "only_read", nullcontext)
    with only_read(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _write_rows(model: type[Model], file: IO[bytes]) -> int:
    blank = DERIVED.get(model._meta.label_lower, {})
    count = 0
    for row in serializers.serialize("python", model._base_manager.order_by("pk").iterator(BATCH)):  # type: ignore[attr-defined]
        row["fields"] |= blank
        file.write(json.dumps(row, cls=serializers.json.DjangoJSONEncoder, ensure_ascii=False).encode() + b"\n")
        count += 1
    return count


def _add(archive: tarfile.TarFile, name: str, file: IO[bytes]) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = file.seek(0, 2)
    entry.mode = 0o600
    file.seek(0)
    archive.addfile(entry, file)


def _add_files(archive: tarfile.TarFile, folder: str, kept_in: str, name: re.Pattern[str]) -> int:
    count = 0
    for path in sorted((Path(settings.DATA_DIR) / kept_in).glob("*/*")):
        if not name.fullmatch(path.name):
            continue
        try:
            file = path.open("rb")
        except FileNotFoundError:  # gone with its video, which somebody deleted meanwhile
            continue
        with file:
            _add(archive, f"{folder}/{path.name}", file)
        count += 1
    return count


def _list_migrations() -> dict[str, list[str]]:
    applied = MigrationRecorder(connection).applied_migrations()
    return {app: sorted(name for of, name in applied if of == app) for app in APPS}


def read_archive(file: IO[bytes], *, tell: Listener) -> dict[str, int]:
    """Fills this database, which must be migrated and empty, whole or not at all, resolves the graph anew, and queues
    all of it for the graph store.

    Raises `ArchiveRefused`, and OSError where this machine fails, such as a full disk.
    """
    try:
        with closing(tarfile.open(fileobj=file, mode="r:gz")) as archive:
            return _restore(archive, tell)
    except (tarfile.TarError, EOFError, zlib.error, OSError, KeyError, json.JSONDecodeError) as error:
        if isinstance(error, OSError) and error.errno:  # the system's own, and none of what reads the format
            raise
        raise ArchiveRefused(f"This is not a whole backup: {error}.") from error


@transaction.atomic
def _restore(archive: tarfile.TarFile, tell: Listener) -> dict[str, int]:
    manifest = json.load(_open(archive, "manifest.json"))
    _check(manifest)
    for model in reversed(list_models()):
        model._base_manager.all().delete()
    with _keep_times():
        for model in list_models():
            label = model._meta.label_lower
            if label in manifest["counts"]:
                tell(label, _read_rows(_open(archive, f"rows/{label}.jsonl")))
    _reset_sequences()
    _read_files(archive)
    give_present_slugs(apps.get_model("videos.Topic"), apps.get_model("videos.Naming"))
    keys, decisions = apps.get_model("videos.DecisionKey"), apps.get_model("videos.Decision")
    note_kinds(keys, decisions)
    note_meant(keys, decisions)
    tell("resolving", 0)
    rebuild_graph()
    restored.send(sender=None)
    write_anew()
    return dict(manifest["counts"])


def _open(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    """Never unpacked to a path that the file names."""
    found = archive.extractfile(name)
    if found is None:
        raise KeyError(name)
    return found


def _check(manifest: dict[str, Any]) -> None:
    if manifest.get("format") != FORMAT:
        raise ArchiveRefused("This backup is of a format that this release does not read.")
    ours = _list_migrations()
    newer = {app: set(names) - set(ours[app]) for app, names in manifest["migrations"].items()}
    if any(newer.values()):
        raise ArchiveRefused("This backup is of a newer release: upgrade first, then restore.")
    found = next((words for label, words in WORK.items() if apps.get_model(label)._base_manager.exists()), "")
    if not found and apps.get_model("auth.User")._base_manager.count() > 1:
        found = "accounts"
    if found:
        advice = "Restore into a fresh one: another DATA_DIR or DATABASE_URL."
        raise ArchiveRefused(f"This library is not empty, it has {found}. {advice}")


def _read_rows(lines: IO[bytes]) -> int:
    """Fields that this release no longer has are left out, those that came since have their defaults."""
    objects = serializers.deserialize("python", map(_read_row, lines), ignorenonexistent=True)
    count = 0
    for batch in _cut(objects):
        rows = [item.object for item in batch]
        type(rows[0])._base_manager.bulk_create(rows, batch_size=BATCH)
        for item in batch:
            for name, values in (item.m2m_data or {}).items():
                getattr(item.object, name).set(values)
        count += len(rows)
    return count


def _read_row(line: bytes) -> dict[str, Any]:
    row = json.loads(line)
    row["fields"] = UNSAID.get(row["model"], {}) | row["fields"]
    return dict(row)


@contextmanager
def _keep_times() -> Iterator[None]:
    """Rows come back with the times that they had, and not with that of coming back."""
    fields: list[Any] = [field for model in list_models() for field in model._meta.fields]
    names = ("auto_now", "auto_now_add")
    stamped = [(field, name) for field in fields for name in names if getattr(field, name, False)]
    for field, name in stamped:
        setattr(field, name, False)
    try:
        yield
    finally:
        for field, name in stamped:
            setattr(field, name, True)


def _cut(objects: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(objects, BATCH)):
        yield batch


def _reset_sequences() -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list_models()):
            cursor.execute(statement)


def _read_files(archive: tarfile.TarFile) -> None:
    for entry in archive.getmembers():
        folder, _, name = entry.name.partition("/")
        if folder == "files" and PAYLOAD.fullmatch(name):
            payloads.keep_payload(_open(archive, entry.name).read())
        elif folder == "heard" and HEARD.fullmatch(name):
            hearing.keep_heard(name, _open(archive, entry.name).read())
