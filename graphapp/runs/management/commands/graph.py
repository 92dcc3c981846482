"""`manage.py graph`: how the graph store is, whether it equals the record, and making it again."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import CommandParser
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from graphapp.graph.opening import EMBEDDED, open_store
from graphapp.runs.projection.graph_upkeep import Comparison, Listener, check_counts, compare_store, rebuild_store
from graphapp.runs.projection.mending import hold_mending
from graphapp.runs.projection.outbox import count_pending
from graphapp.videos.deriving.resolving import rebuild_graph
from graphapp.web.commands import ReportingCommand, add_json

SHOWN = 20
COLUMNS = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())


class Command(ReportingCommand):
    help = "Show how the graph store is, compare it with the record, or make it again from the record."
    example = (
        "  python manage.py graph status\n"
        "  python manage.py graph verify --json\n"
        "  python manage.py graph rebuild\n"
        "  python manage.py graph rebuild --resume"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True, metavar="status|verify|rebuild")
        status = steps.add_parser("status", help="which store, whether it answers, what it holds")
        verify = steps.add_parser("verify", help="compare every row; exit status 1 where anything differs")
        rebuild = steps.add_parser("rebuild", help="wipe the store and write it anew from the record")
        rebuild.add_argument("--resume", action="store_true", help="go on with a rebuild that was interrupted")
        for step in (status, verify, rebuild):
            add_json(step)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["step"] == "status":
            self._status()
        elif options["step"] == "verify":
            self._verify()
        else:
            self._rebuild(resume=options["resume"])

    def _status(self) -> None:
        status = open_store().status()
        facts = {"store": status.name, "reachable": status.reachable, "schema": status.version}
        facts |= {"counts": status.counts, "pending": count_pending(), "message": status.message}
        lines = [f"{status.name}: {'answers' if status.reachable else 'does not answer'}"]
        lines += [f"  {kind:<12}{count:>10,}" for kind, count in status.counts.items()]
        lines += [f"  {'waiting':<12}{facts['pending']:>10,}", *filter(None, [status.message])]
        self.report(facts, sentence="\n".join(lines))
        if not status.reachable:
            raise SystemExit(1)

    def _verify(self) -> None:
        store = open_store()
        with _draw_progress() as listener:
            found = compare_store(store, on_progress=listener)
            listener("counting anew", 0, 1)
            check_counts(found)
        note = "The embedded graph is the record itself. " if store.name == EMBEDDED else ""
        self._report(found, store.name, good=f"{note}Record and graph are equal.")

    def _rebuild(self, *, resume: bool) -> None:
        store = open_store()
        with _end_as_by_hand(), _draw_progress() as draw, hold_mending() as renew:

            def listen(stage: str, done: int, total: int) -> None:
                renew()
                draw(stage, done, total)

            if not resume or store.name == EMBEDDED:
                listen("resolving everything again", 0, 1)
                rebuild_graph()
            found = rebuild_store(store, resume=resume, on_progress=listen)
            listen("counting anew", 0, 1)
            check_counts(found)
        self._report(found, store.name, good="The graph was made again. It equals the record.")

    def _report(self, found: Comparison, store: str, *, good: str) -> None:
        """Exit status 1 where anything differs."""
        waiting = count_pending()
        facts = {
            "store": store,
            "equal": not found.total,
            "checked": found.checked,
            "counts": {kind: dict(counts) for kind, counts in found.counts.items() if counts},
            "differences": [{"kind": d.kind, "id": d.id, "what": d.what} for d in found.differences],
            "pending": waiting,
        }
        checked = f" {sum(found.checked.values()):,} rows compared."
        self.report(facts, sentence=_describe(found, waiting) if found.total else good + checked)
        if found.total:
            raise SystemExit(1)


@contextmanager
def _end_as_by_hand() -> Iterator[None]:
    """A service manager that ends this has it give back what it holds, as Ctrl-C does."""

    def end(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _describe(found: Comparison, waiting: int) -> str:
    lines = [f"Record and graph differ in {found.total:,} of {sum(found.checked.values()):,} rows."]
    for kind, counts in found.counts.items():
        if counts:
            lines.append(f"{kind}: " + ", ".join(f"{count:,} {what}" for what, count in sorted(counts.items())))
            shown = [d for d in found.differences if d.kind == kind][:SHOWN]
            lines += [f"  {d.what:<10} {d.id}" for d in shown]
    if waiting:
        lines.append(f"{waiting:,} changes wait to be sent; verify again when they are.")
    lines.append("To mend it: python manage.py graph rebuild")
    return "\n".join(lines)


@contextmanager
def _draw_progress() -> Iterator[Listener]:
    """Draws on standard error, and nothing where nobody looks."""
    console = Console(stderr=True)
    with Progress(*COLUMNS, console=console, disable=not console.is_terminal) as progress:
        bar = progress.add_task("", total=None)

        def listen(stage: str, done: int, total: int) -> None:
            progress.update(bar, description=stage, completed=done, total=total or None)

        yield listen
