"""`manage.py decisions`: decisions as a file, and back."""

from __future__ import annotations

from io import TextIOWrapper
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from graphapp.curation.exchange import LineUnreadable, export_decisions, import_decisions
from graphapp.web.commands import ReportingCommand, add_json
from graphapp.web.whole_file import STANDARD, read_whole, write_whole


class Command(ReportingCommand):
    help = "Export editors' decisions to a file (one JSON object a line), or import them. Importing twice adds nothing."
    example = "  python manage.py decisions export decisions.jsonl\n  python manage.py decisions import decisions.jsonl"

    def add_arguments(self, parser: CommandParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True, metavar="export|import")
        for name, text in (("export", "write all decisions"), ("import", "add those that are not here yet")):
            step = steps.add_parser(name, help=text)
            step.add_argument("file", type=Path, help=f"- for standard {'output' if name == 'export' else 'input'}")
            add_json(step)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._export(options["file"]) if options["step"] == "export" else self._import(options["file"])
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}.") from error
        except LineUnreadable as error:
            raise CommandError(f"{options['file']}: {error}") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{options['file']} is no text in UTF-8. Nothing was imported.") from error

    def _export(self, path: Path) -> None:
        count = 0
        with write_whole(path) as file:
            for count, line in enumerate(export_decisions(), start=1):  # noqa: B007
                file.write(f"{line}\n".encode())
        if path != STANDARD:
            self.report({"decisions": count}, sentence=f"{count} decisions written to {path}.")

    def _import(self, path: Path) -> None:
        with read_whole(path) as file:
            done = import_decisions(TextIOWrapper(file, encoding="utf-8"))
        facts = {"added": done.added, "known": done.known}
        self.report(facts, sentence=f"{done.added} decisions added, {done.known} were here already.")
