"""`manage.py restore FILE`: a backup into an empty library, on SQLite or PostgreSQL, whichever it came from."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from graphapp.runs.archive import ArchiveRefused, read_archive
from graphapp.runs.projection.mending import prepare_store
from graphapp.runs.projection.outbox import catch_up
from graphapp.web.commands import ReportingCommand, needs_migration
from graphapp.web.whole_file import read_whole


class Command(ReportingCommand):
    help = "Read a backup into an empty library (`manage.py migrate` first), and make its graph again."
    example = (
        "  DATA_DIR=/var/lib/saidgraph python manage.py migrate\n"
        "  DATA_DIR=/var/lib/saidgraph python manage.py restore saidgraph-2026-02-16.tar.gz"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="- for standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        if needs_migration():
            raise CommandError("The database is not set up for this release. Run `python manage.py migrate` first.")
        try:
            counts = self._read(options["file"])
        except OSError as error:
            raise CommandError(f"Nothing was restored: {error}.") from None
        except ArchiveRefused as error:
            raise CommandError(str(error)) from None
        prepare_store()
        caught_up = catch_up()
        total = sum(counts.values())
        note = "" if caught_up else " The graph store does not answer; it is written when it does."
        self.report({"counts": counts, "graph": caught_up}, sentence=f"{total:,} rows and files are back.{note}")

    def _read(self, path: Path) -> dict[str, int]:
        with ExitStack() as stack:
            try:
                file = stack.enter_context(read_whole(path))
            except OSError as error:
                raise CommandError(f"{path} can't be read: {error.strerror or error}") from None
            return read_archive(file, tell=self.tell)
