"""`manage.py mcp`: serves the library to an assistant, on standard input and output or over HTTP."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser

from graphapp.runs.workers.serving import PortTaken, open_socket
from graphapp.web.commands import ReportingCommand, read_port

MISSING = "`manage.py mcp` needs the MCP SDK, which is an extra: .venv/bin/pip install -e '.[mcp]'."


class Command(ReportingCommand):
    help = "Serve search, entities, neighbourhoods, paths and evidence as tools of an assistant (MCP). Reads only."
    example = (
        "  python manage.py mcp                      (started by the assistant; speaks on standard input and output)\n"
        "  python manage.py mcp --http --port 8765   (http://127.0.0.1:8765/mcp, with an account's API token)"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--http", action="store_true", help="serve over HTTP instead; each request needs a token")
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=read_port, default=8765, help="8765 by default; 0: any free one")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            from graphapp.assistant.serving import make_server, serve_http
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] not in {"mcp", "pydantic"}:
                raise
            raise CommandError(MISSING) from error
        server = make_server()
        if not options["http"]:
            server.run("stdio")
            return
        try:
            listening = open_socket(options["host"], options["port"])
        except PortTaken as error:
            raise CommandError(str(error)) from None
        with listening:
            self.stderr.write(f"Serving http://{options['host']}:{listening.getsockname()[1]}/mcp")
            serve_http(server, listening, host=options["host"])
