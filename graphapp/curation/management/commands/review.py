"""`manage.py review`: gathers the desk's questions anew."""

from __future__ import annotations

from typing import Any

from graphapp.curation.review.gathering import gather_all
from graphapp.curation.review.queue import Wish, count_left
from graphapp.web.commands import ReportingCommand


class Command(ReportingCommand):
    help = "Gather the questions of the desk anew, of the whole library. After ingests they are gathered by themselves."
    example = "  python manage.py review"

    def handle(self, *args: Any, **options: Any) -> None:
        count = gather_all()
        left = count_left(Wish(editor=""))
        facts = {"questions": count, "open": left.open, "matter": left.matter}
        self.report(facts, sentence=f"{count} questions, {left.open} open, {left.matter} of those matter.")
