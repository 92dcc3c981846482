"""Whether the graph of this installation equals one that is rebuilt from its record. Runs inside Django."""

from __future__ import annotations

import json

from graphapp.graph.fingerprint import KINDS
from graphapp.graph.models import Pending
from graphapp.graph.opening import open_record
from graphapp.runs.projection.outbox import catch_up
from graphapp.videos.deriving.resolving import rebuild_graph
from graphapp.videos.models import Video


def print_rebuilt() -> None:
    """One line of JSON: how many videos, of how many contents, and whether both graphs are the same."""
    caught_up = catch_up()
    before = _read_graph()
    rebuild_graph()
    facts = {
        "videos": Video.objects.count(),
        "contents": Video.objects.values("content").distinct().count(),
        "rows": {kind: len(rows) for kind, rows in before.items()},
        "same": before == _read_graph(),
        "caught_up": caught_up and not Pending.objects.exists(),
    }
    print(json.dumps(facts))


def _read_graph() -> dict[str, list[tuple[str, str]]]:
    return {kind: list(open_record().fingerprints(kind)) for kind in KINDS}
