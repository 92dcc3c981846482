"""Decisions replayed from nothing: a file of many is imported into a large library that has none, then all is rebuilt.

`DATA_DIR=/copy/of/a/library python -m bench.replay [COUNT]`. Decisions of every kind on random things, one in fifty on
the largest hub, as `bench.decisions` makes them. The library keeps them: give it a copy.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "graphapp.config.settings")
django.setup()

import json  # noqa: E402

from rest_framework.exceptions import APIException  # noqa: E402

from bench.decisions import list_kinds, time_one  # noqa: E402
from bench.table import print_table  # noqa: E402
from graphapp.config.collecting import collect_seldom  # noqa: E402
from graphapp.curation.exchange import import_decisions  # noqa: E402
from graphapp.curation.terms import read_terms  # noqa: E402
from graphapp.videos.deriving.resolving import rebuild_graph  # noqa: E402
from graphapp.videos.models import Decision  # noqa: E402

COUNT = 10_000
HUB_SHARE = 0.02


def write_lines(count: int, dice: random.Random) -> Iterator[str]:
    """Lines of an exported file. All are decided on the library as it is, so some no longer apply in the end."""
    kinds = list(list_kinds(dice))
    hub = [each for each in kinds if "hub" in each[0]]
    common = [each for each in kinds if "hub" not in each[0]]
    made = 0
    while made < count:
        _, kind, choose = dice.choice(hub if dice.random() < HUB_SHARE else common)
        try:
            terms = read_terms(kind, choose())
        except (APIException, IndexError):  # refused, or nothing is there to say it of
            continue
        made += 1
        yield write_line(made, kind, terms.said, subject=terms.subject)


def write_line(number: int, kind: str, said: Any, *, subject: str) -> str:
    at = datetime(2026, 1, 1, tzinfo=UTC).isoformat()
    facts = {"id": f"{number:016x}", "order": number, "kind": kind, "said": said, "subject": subject, "note": ""}
    more = {"author": "bench", "active": True, "made_at": at, "events": [["made", "bench", at]]}
    return json.dumps(facts | more)


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    Decision.objects.all().delete()
    collect_seldom()
    plain, _ = time_one(rebuild_graph)
    lines = list(write_lines(count, random.Random(5)))
    imported, _ = time_one(lambda: import_decisions(lines))
    rebuilt, _ = time_one(rebuild_graph)
    rows = [
        ("imported into the library", f"{imported / 1000:.1f} s"),
        ("rebuilt from nothing", f"{rebuilt / 1000:.1f} s"),
        ("rebuilt without decisions", f"{plain / 1000:.1f} s"),
    ]
    print_table((f"{count} decisions", "time"), rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
