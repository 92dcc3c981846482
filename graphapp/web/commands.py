"""What all of our commands share: an example in --help, --json, exit status 0 / 1 / 2, never a traceback for
what a person can put right.

1 is for work that failed, 2 for wrong usage (argparse's own), as in `python -m ingest`.
"""

from __future__ import annotations

import argparse
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import OperationalError, ProgrammingError

from graphapp.web.errors import describe_error


class ReportingCommand(BaseCommand):
    """`example` stands under --help. `report` prints either the facts as JSON or the sentence."""

    example = ""
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(
            prog_name,
            subcommand,
            epilog=f"example:\n{self.example}",
            **{"formatter_class": argparse.RawDescriptionHelpFormatter, **kwargs},
        )
        parser.add_argument("--json", action="store_true", help="report as JSON")
        return parser

    def execute(self, *args: Any, **options: Any) -> Any:
        self.as_json = bool(options.get("json"))
        try:
            return super().execute(*args, **options)
        except (OperationalError, ProgrammingError) as error:
            raise CommandError(explain_database(error)) from error
        except CommandError:
            raise
        except Exception as error:
            problem = describe_error(error)
            if problem is None:
                raise
            raise CommandError(problem.message) from error

    def report(self, facts: object, *, sentence: str) -> None:
        self.stdout.write(json.dumps(facts, ensure_ascii=False) if self.as_json else sentence)

    def tell(self, label: str, count: int) -> None:
        """How far it is, for a person who waits."""
        if self.stderr.isatty():
            self.stderr.write(f"{label}: {count:,}")


def read_port(text: str) -> int:
    """For argparse."""
    if not (text.isascii() and text.isdigit() and int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text} is no port: give a number from 0 to 65535")
    return int(text)


def add_json(parser: CommandParser) -> None:
    """Lets a subcommand take --json too, without undoing one that stood before the subcommand."""
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="report as JSON")


def needs_migration() -> bool:
    """Whether the database is not set up yet, or not for this release."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def explain_database(error: Exception) -> str:
    """What a person can do about a database that does not answer as it should."""
    if "no such table" in str(error) or "does not exist" in str(error):
        return "The database has not been set up yet. Run `python manage.py migrate` (or `make setup`) first."
    return f"The database does not answer: {error}. See DATABASE_URL and DATA_DIR."
