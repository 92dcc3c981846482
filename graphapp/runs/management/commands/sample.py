"""`manage.py sample`: loads the sample library once, or removes it. Doing either again changes nothing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser

from graphapp.runs.execution.waiting import run_here
from graphapp.runs.models import State
from graphapp.runs.samples import mark_loaded, submit_samples
from graphapp.runs.services import remove_video
from graphapp.runs.showing import describe_run, explain_run
from graphapp.videos.models import Video
from graphapp.web.commands import ReportingCommand


class Command(ReportingCommand):
    help = "Load the sample library: talks that come with the product. What was loaded before is left as it is."
    example = "  python manage.py sample\n  python manage.py sample --remove\n  python manage.py sample --again --json"

    def add_arguments(self, parser: CommandParser) -> None:
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--again", action="store_true", help="load all anew, those that were deleted too")
        choice.add_argument("--remove", action="store_true", help="delete them; they stay away until --again")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["remove"]:
            self._remove()
            return
        submitted = submit_samples(again=options["again"])
        runs = run_here([run for _, run in submitted], quiet=self.as_json, title="sample library") if submitted else []
        done = [run.state == State.DONE for run in runs]
        for (file, _), is_done in zip(submitted, done, strict=True):
            if is_done:
                mark_loaded(file)
        self._tell(runs, loaded=sum(done))
        if not all(done):
            raise CommandError(f"{len(done) - sum(done)} of {len(done)} sample talks could not be loaded.")

    def _remove(self) -> None:
        videos = list(Video.objects.filter(sample=True))
        for video in videos:
            remove_video(video)
        self.report({"removed": len(videos)}, sentence=f"Sample library: {len(videos)} removed.")

    def _tell(self, runs: list[Any], *, loaded: int) -> None:
        failed = [explain_run(run) for run in runs if run.state != State.DONE]
        there = Video.objects.filter(sample=True).exists()
        nothing = "already loaded." if there else "it was removed; --again brings it back."
        sentence = f"Sample library: {f'{loaded} loaded.' if runs else nothing}"
        self.report([describe_run(run) for run in runs], sentence="\n".join([sentence, *failed]))
