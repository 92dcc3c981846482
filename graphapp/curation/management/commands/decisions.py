"""`manage.py decisions`: decisions as a file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from graphapp.curation.exchange import LineUnreadable, export_decisions, import_decisions
from graphapp.web.commands import ReportingCommand, add_json


class Command(ReportingCommand):
    help = "Export editors' decisions to a file (one JSON object a line), or import them. Importing twice adds nothing."
    example = "  python manage.py decisions export decisions.jsonl\n  python manage.py decisions import decisions.jsonl"

    def add_arguments(self, parser: CommandParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True, metavar="export|import")
        for name, text in (("export", "write all decisions"), ("import", "add those that are not here yet")):
            step = steps.add_parser(name, help=text)
            step.add_argument("file", type=Path)
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
        count = _write(path) if path.exists() and not path.is_file() else _write_whole(path)
        self.report({"decisions": count}, sentence=f"{count} decisions written to {path}.")

    def _import(self, path: Path) -> None:
        with path.open(encoding="utf-8") as file:
            done = import_decisions(file)
        facts = {"added": done.added, "known": done.known}
        self.report(facts, sentence=f"{done.added} decisions added, {done.known} were here already.")


def _write(path: Path) -> int:
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for line in export_decisions():
            file.write(line + "\n")
            count += 1
    return count


def _write_whole(path: Path) -> int:
    """What was exported before stays until all of this is there. Not for pipes such as /dev/stdout."""
    part = path.with_name(path.name + ".part")
    try:
        count = _write(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return count
