"""`manage.py follow`: addresses that are looked at again and again, and what is new there ingested."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from graphapp.runs.execution.following import MOST_MINUTES, SHORTEST_MINUTES, USUAL_MINUTES, follow, queue_due, unfollow
from graphapp.runs.intake import take_address
from graphapp.runs.models import Followed
from graphapp.web.commands import ReportingCommand, add_json

EVERY = f"{USUAL_MINUTES} by default, {SHORTEST_MINUTES} to {MOST_MINUTES:,}"


class Command(ReportingCommand):
    help = "Follow a feed, a channel, a playlist or a page: what is new there is ingested by itself."
    example = (
        "  python manage.py follow add https://example.org/feed.xml --every 60\n"
        "  python manage.py follow list --json\n"
        "  python manage.py follow remove https://example.org/feed.xml"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True, metavar="add|list|remove|check")
        adding = steps.add_parser("add", help="follow an address from now on")
        adding.add_argument("address")
        adding.add_argument("--every", type=int, default=USUAL_MINUTES, metavar="MINUTES", help=EVERY)
        removing = steps.add_parser("remove", help="follow it no more; what came from it stays, what still waits goes")
        removing.add_argument("address", help="the address, or the id that list shows")
        steps_without = [steps.add_parser("list", help="what is followed"), steps.add_parser("check", help="look now")]
        for step in (adding, removing, *steps_without):
            add_json(step)

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, f"_{options['step']}")(options)

    def _add(self, options: dict[str, Any]) -> None:
        followed = follow(take_address(options["address"]), every_minutes=options["every"])
        self.report(describe(followed), sentence=f"Followed every {followed.every_minutes} minutes: {followed.address}")

    def _list(self, _options: dict[str, Any]) -> None:
        rows = [describe(followed) for followed in Followed.objects.all()]
        lines = [f"{row['id']}  {row['title'] or row['address']}  {_tell(row)}" for row in rows]
        self.report(rows, sentence="\n".join(lines) or "Nothing is followed yet.")

    def _remove(self, options: dict[str, Any]) -> None:
        wanted = options["address"]
        followed = Followed.objects.filter(address=wanted).first() or Followed.objects.filter(id=wanted).first()
        if followed is None:
            raise CommandError(f"“{wanted}” is not followed. See: python manage.py follow list")
        facts = describe(followed)
        unfollow(followed)
        self.report(facts, sentence=f"No longer followed: {facts['address']}")

    def _check(self, _options: dict[str, Any]) -> None:
        Followed.objects.update(next_at=timezone.now())
        count = queue_due()
        self.report({"queued": count}, sentence=f"{count} looks queued.")


def describe(followed: Followed) -> dict[str, Any]:
    return {
        "id": followed.id,
        "address": followed.address,
        "title": followed.title,
        "every_minutes": followed.every_minutes,
        "checked_at": followed.checked_at.isoformat() if followed.checked_at else None,
        "found": followed.found,
        "error": followed.error,
    }


def _tell(row: dict[str, Any]) -> str:
    if row["error"]:
        return f"failed: {row['error']['message']}"
    return f"{row['found']} found" if row["checked_at"] else "not looked at yet"
