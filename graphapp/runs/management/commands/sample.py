"""`manage.py sample`: loads the sample library once. Doing it again changes nothing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser

from graphapp.runs.models import State
from graphapp.runs.samples import mark_loaded, submit_samples
from graphapp.runs.showing import describe_run, explain_run
from graphapp.runs.waiting import run_here
from graphapp.web.commands import ReportingCommand


class Command(ReportingCommand):
    help = "Load the sample library: talks that come with the product. What was loaded before is left as it is."
    example = "  python manage.py sample\n  python manage.py sample --again --json"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="load all anew, those that were deleted too")

    def handle(self, *args: Any, **options: Any) -> None:
        submitted = submit_samples(again=options["again"])
        runs = run_here([run for _, run in submitted], quiet=self.as_json, title="sample library") if submitted else []
        done = [run.state == State.DONE for run in runs]
        for (file, _), is_done in zip(submitted, done, strict=True):
            if is_done:
                mark_loaded(file)
        self._tell(runs, loaded=sum(done))
        if not all(done):
            raise CommandError(f"{len(done) - sum(done)} of {len(done)} sample talks could not be loaded.")

    def _tell(self, runs: list[Any], *, loaded: int) -> None:
        failed = [explain_run(run) for run in runs if run.state != State.DONE]
        sentence = f"Sample library: {loaded} loaded." if runs else "Sample library: already loaded."
        self.report([describe_run(run) for run in runs], sentence="\n".join([sentence, *failed]))
