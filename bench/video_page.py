"""Server time and database queries of video and library pages, small and large, beside the bare queries.

The bare time is that of running the very same statements again on the same connection without making anything of
the rows; the ratio says what the page adds to it. All times are of this process on a core (what it computes and
reads, not what it waits for while other programs run), so that a busy machine does not change them much.
"""

from __future__ import annotations

import shutil
import sys
import time
from statistics import median

from bench.large_video import add_large_video, open_installation
from bench.table import print_table

ROUNDS = 15
GOAL_MS = 60
GOAL_QUERIES = 12


def main() -> int:
    folder = open_installation()
    from django.test import Client

    from graphapp.config.collecting import collect_seldom
    from graphapp.videos.models import Video

    collect_seldom()  # as the web server does

    sample = Video.objects.order_by("added_at").values_list("slug", flat=True)[0]
    longest = Video.objects.order_by("-word_count").values_list("slug", flat=True)[0]
    large = add_large_video()
    client = Client(HTTP_HOST="localhost")
    rows = [
        measure(client, name, address)
        for name, address in (
            ("library", "/"),
            ("first sample talk", f"/videos/{sample}/"),
            ("longest sample talk", f"/videos/{longest}/"),
            ("1,000 entities", f"/videos/{large}/"),
        )
    ]
    print(f"median of {ROUNDS}; goal for a video page: {GOAL_MS} ms, {GOAL_QUERIES} queries")
    print_table(("page", "ms", "bare queries ms", "ratio", "queries", "kB"), rows)
    shutil.rmtree(folder)
    return 0


def measure(client: object, name: str, address: str) -> tuple[str, ...]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    get = client.get  # type: ignore[attr-defined]
    get(address)
    with CaptureQueriesContext(connection) as caught:
        answer = get(address)
    statements = [query["sql"] for query in caught]  # the log is emptied when the next request begins
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    times = []
    for _ in range(ROUNDS):
        began = time.process_time()
        get(address)
        times.append(time.process_time() - began)
    bare = median(run_bare(statements) for _ in range(ROUNDS))
    page = median(times)
    size = len(answer.content) / 1000
    return (
        name,
        f"{page * 1000:.1f}",
        f"{bare * 1000:.1f}",
        f"{page / bare:.1f}",
        str(len(statements)),
        f"{size:.0f}",
    )


def run_bare(statements: list[str]) -> float:
    """Seconds to run statements that Django itself has just run, through SQLite's own driver."""
    from django.db import connection

    cursor = connection.connection.cursor()
    began = time.process_time()
    for statement in statements:
        cursor.execute(statement).fetchall()
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
