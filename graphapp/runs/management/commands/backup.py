"""`manage.py backup FILE`: the record in one file. The graph is made again from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from graphapp.runs.archive import write_archive
from graphapp.web.commands import ReportingCommand
from graphapp.web.whole_file import STANDARD, write_whole


class Command(ReportingCommand):
    help = (
        "Write everything that may not be lost into one file: videos, decisions, accounts, runs, and the kept sources. "
        "May be done while people work. Keep the file safe: it holds password hashes."
    )
    example = "  python manage.py backup saidgraph-2026-02-16.tar.gz"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="- for standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["file"]
        try:
            with write_whole(target, private=True) as file:
                counts = write_archive(file, tell=self.tell)
        except OSError as error:
            raise CommandError(f"{target} can't be written: {error.strerror or error}") from None
        total = sum(counts.values())
        if target != STANDARD:
            self.report({"file": str(target), "counts": counts}, sentence=f"{total:,} rows and files are in {target}.")
