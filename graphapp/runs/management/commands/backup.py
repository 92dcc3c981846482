"""`manage.py backup FILE`: the record in one file. The graph is made again from it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from graphapp.runs.archive import write_archive
from graphapp.web.commands import ReportingCommand


class Command(ReportingCommand):
    help = (
        "Write everything that may not be lost into one file: videos, decisions, accounts, runs, and the kept sources. "
        "May be done while people work. Keep the file safe: it holds password hashes."
    )
    example = "  python manage.py backup saidgraph-2026-02-16.tar.gz"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["file"]
        part = target.with_name(target.name + ".part")
        try:
            with open(part, "wb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
                counts = write_archive(file, tell=self._tell)
            part.replace(target)
        except OSError as error:
            raise CommandError(f"{target} can't be written: {error.strerror or error}") from None
        finally:
            part.unlink(missing_ok=True)
        total = sum(counts.values())
        self.report({"file": str(target), "counts": counts}, sentence=f"{total:,} rows and files are in {target}.")

    def _tell(self, label: str, count: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"{label}: {count:,}")
