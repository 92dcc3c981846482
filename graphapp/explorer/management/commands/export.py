"""`manage.py export`: the graph as a file for another tool."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from graphapp.explorer.exports.reading import Reader
from graphapp.explorer.exports.scope import Scope, scope_topic, scope_video
from graphapp.explorer.exports.writing import FORMATS, write_export
from graphapp.videos.reading.finding import find_video
from graphapp.web.commands import ReportingCommand
from graphapp.web.whole_file import write_whole

COLUMNS = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())


class Command(ReportingCommand):
    help = "Write the graph to a file for another tool: all of it, or a video's or a topic's part."
    example = (
        "  python manage.py export library.graphml --format graphml\n"
        "  python manage.py export talk.cypher --format cypher --video 4f1c2a9e0b7d3358\n"
        "  python manage.py export - --format json | jq .nodes"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="where to write; - for standard output")
        parser.add_argument("--format", choices=list(FORMATS), required=True)
        narrow = parser.add_mutually_exclusive_group()
        narrow.add_argument("--video", metavar="ID", help="only this video's part; an id or a slug")
        narrow.add_argument("--topic", metavar="SLUG", help="only what is said where this topic is discussed")
        parser.add_argument("--base", default="", metavar="URL", help="the site's address, for links inside the file")

    def handle(self, *args: Any, **options: Any) -> None:
        scope = _choose_scope(options["video"], options["topic"])
        counts = {"video": 0, "node": 0, "edge": 0}
        reader = Reader(scope, base=options["base"].rstrip("/"))
        with _draw_progress(reader.count_rows()) as advance:

            def count(kind: str) -> None:
                counts[kind] += 1
                advance(kind)

            reader.on_row = count
            size = _write(options["file"], write_export(reader, format=options["format"]))
        if options["file"] != "-":
            self._report(options, counts, size)

    def _report(self, options: dict[str, Any], counts: dict[str, int], size: int) -> None:
        # evidence is read in a second pass for CSV
        edges = counts["edge"] // 2 if options["format"] == "csv" else counts["edge"]
        facts = {"file": options["file"], "format": options["format"], "nodes": counts["node"], "edges": edges}
        sentence = f"{options['file']}: {counts['node']:,} nodes and {edges:,} edges, {size:,} bytes."
        self.report(facts | {"bytes": size}, sentence=sentence)


def _choose_scope(video: str | None, topic: str | None) -> Scope:
    if video:
        found = find_video(video)
        if found is None:
            raise CommandError(f"There is no video {video}. `python manage.py videos list` shows which there are.")
        return scope_video(found)
    if topic:
        scope = scope_topic(topic)
        if scope is None:
            raise CommandError(f"No video has the topic {topic}.")
        return scope
    return Scope()


def _write(name: str, pieces: Iterator[bytes]) -> int:
    """Returns the bytes written."""
    try:
        with write_whole(Path(name)) as file:
            return sum(map(file.write, pieces))
    except OSError as error:
        raise CommandError(f"{name} can't be written: {error.strerror}.") from error


@contextmanager
def _draw_progress(total: int) -> Iterator[Any]:
    """Draws on standard error, and nothing where nobody looks."""
    console = Console(stderr=True)
    with Progress(*COLUMNS, console=console, disable=not console.is_terminal) as progress:
        bar = progress.add_task("rows", total=total)
        yield lambda kind: progress.advance(bar) if kind != "video" else None
