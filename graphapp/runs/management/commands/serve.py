"""`manage.py serve`: the web server and a worker together, until Ctrl-C."""

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from graphapp.runs.models import Run
from graphapp.runs.workers.serving import PortTaken, serve
from graphapp.web.commands import ReportingCommand, read_port


class Command(ReportingCommand):
    help = "Run the web server and a worker together. Prints the address when the server answers; Ctrl-C ends both."
    example = "  python manage.py serve\n  PORT=8001 python manage.py serve --json"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default=settings.HOST, help="HOST by default")
        parser.add_argument("--port", type=read_port, default=settings.PORT, help="PORT by default; 0: any free one")

    def handle(self, *args: Any, **options: Any) -> None:
        Run.objects.exists()  # a database that is not set up is told here, and not on every page
        try:
            status = serve(options["host"], options["port"], tell=self._tell)
        except PortTaken as error:
            raise CommandError(str(error)) from None
        if status:
            sys.exit(status)

    def _tell(self, address: str) -> None:
        self.report({"address": address}, sentence=f"Saidgraph is at {address}")
        self.stdout.flush()
