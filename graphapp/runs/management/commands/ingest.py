"""`manage.py ingest`: queues sources for the worker, or with --wait works them off here, with a progress bar."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from graphapp.runs.execution.waiting import run_here
from graphapp.runs.intake import take_address
from graphapp.runs.models import Run
from graphapp.runs.services import submit
from graphapp.runs.showing import describe_run, explain_run
from graphapp.web.commands import ReportingCommand
from ingest.errors import IngestError, SourceError
from ingest.records import RawSource


class Command(ReportingCommand):
    help = (
        "Add transcripts to the library. SOURCE is a file, a folder (all files in it, at any depth), "
        "- (standard input), or an address: a transcript, a page, a feed, a YouTube video, playlist or channel."
    )
    example = (
        "  python manage.py ingest talk.vtt transcripts/ https://example.org/feed.xml\n"
        "  python manage.py ingest talk.vtt --wait --json"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("sources", nargs="+", metavar="SOURCE")
        parser.add_argument("--wait", action="store_true", help="do the work here and wait for it")
        parser.add_argument("--again", action="store_true", help="extract anew what the library has already")

    def handle(self, *args: Any, **options: Any) -> None:
        sources = [found for source in options["sources"] for found in list_sources(source)]
        results = [result for source in sources for result in self._take(source, options)]
        self.report(results, sentence="\n".join(result["sentence"] for result in results))
        failed = [result for result in results if result["error"]]
        if failed:
            raise CommandError(f"{len(failed)} of {len(results)} could not be added.")

    def _take(self, source: str, options: dict[str, Any]) -> list[dict[str, Any]]:
        """What became of it, and of each recording that it lists."""
        try:
            run = submit(open_source(source), again=options["again"], wake=not options["wait"])
        except IngestError as error:
            problem = {"code": error.code, "message": str(error), "details": dict(error.details)}
            sentence = f"{source}: {error}" if not error.where else str(error)
            facts = {"source": source, "run": None, "video": None, "state": None, "error": problem}
            return [facts | {"sentence": sentence}]
        if not options["wait"]:
            return [_tell(run, source=source)]
        (run,) = run_here([run], quiet=self.as_json)
        listed = run_here(list(run.children.order_by("created_at", "id")), quiet=self.as_json)
        return [_tell(run, source=source), *(_tell(child, source=child.source_name) for child in listed)]


def _tell(run: Run, *, source: str) -> dict[str, Any]:
    return describe_run(run, source=source) | {"sentence": explain_run(run, source=source)}


def list_sources(source: str) -> list[str]:
    """The files of a folder in the order of their names, hidden ones left out; anything else, an empty one too, is
    itself."""
    folder = Path(source)
    if "://" in source or not _is_folder(source):
        return [source]
    inside = (path.relative_to(folder) for path in folder.rglob("*") if os.path.isfile(path))  # noqa: PTH113 - as below
    shown = [path for path in sorted(inside) if not any(part.startswith(".") for part in path.parts)]
    return [str(folder / path) for path in shown] or [source]


def open_source(source: str) -> RawSource | str:
    """The bytes of a file or of standard input; an address stays one and is fetched by the run."""
    if source.lower().startswith(("http://", "https://")):
        return take_address(source)
    if _is_folder(source):
        if not os.access(source, os.R_OK | os.X_OK):
            raise SourceError("This folder may not be read.", where=source, advice="Change its permissions.")
        raise SourceError("There are no files in this folder.", where=source)
    from ingest.sources import read_source

    return read_source(source)


def _is_folder(source: str) -> bool:
    return os.path.isdir(source)  # noqa: PTH112 - a Path would raise where it may not look: reading says why
