"""`manage.py videos`: lists videos, or deletes one so that it was never there."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser

from graphapp.runs.services import remove_video
from graphapp.videos.models import Video
from graphapp.videos.reading.finding import find_video
from graphapp.web.commands import ReportingCommand, add_json

FACTS = ("id", "slug", "title", "channel", "entity_count", "relation_count")


class Command(ReportingCommand):
    help = "List the videos of the library, or delete one (by id or slug), as if it had never been added."
    example = "  python manage.py videos list --json\n  python manage.py videos delete 3f2a91c07d5e8b64"

    def add_arguments(self, parser: CommandParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True, metavar="list|delete")
        listing = steps.add_parser("list", help="all videos, newest first")
        delete = steps.add_parser("delete", help="remove a video with everything found in it")
        delete.add_argument("id", help="id or slug")
        add_json(listing)
        add_json(delete)

    def handle(self, *args: Any, **options: Any) -> None:
        self._list() if options["step"] == "list" else self._delete(options["id"])

    def _list(self) -> None:
        rows = list(Video.objects.order_by("-added_at", "id").values(*FACTS))
        lines = [f"{row['id']}  {row['title']}" for row in rows]
        self.report(rows, sentence="\n".join(lines) or "There are no videos yet.")

    def _delete(self, reference: str) -> None:
        video = find_video(reference)
        if video is None:
            raise CommandError(f"There is no video “{reference}”. See: python manage.py videos list")
        facts = {"id": video.id, "slug": video.slug, "title": video.title, "deleted": True}
        remove_video(video)
        self.report(facts, sentence=f"Deleted: {facts['title']}")
