"""Makes the maps of a large library again where the record changed, so that no visitor waits for one.

The only writer of `LibraryMap`. Of a small library none are kept: whoever asks has one at once.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from graphapp.explorer.exploring.keeping import take_stamp
from graphapp.explorer.exploring.opening import make_view
from graphapp.explorer.exploring.packing import pack_map
from graphapp.explorer.exploring.wish import SIZES, Wish
from graphapp.explorer.models import LibraryMap
from graphapp.graph.models import Relation

LARGE = 5000
"""Connections from which on a map takes longer than somebody should wait."""
SPARED = timedelta(minutes=5)
"""How long a map is left as it is while the library is being added to."""


def keep_maps(*, busy: bool) -> int:
    """How many were made. `busy`: videos are being added. Raises `GraphError` where the graph store does not answer."""
    if Relation.objects.count() < LARGE:
        LibraryMap.objects.all().delete()
        return 0
    LibraryMap.objects.update(looked_at=timezone.now())
    made_at = dict(LibraryMap.objects.values_list("size", "made_at"))
    stamp = take_stamp()
    current = set(LibraryMap.objects.filter(stamp=stamp).values_list("size", flat=True))
    late = timezone.now() - SPARED
    wanted = [n for n in SIZES if n not in current and not (busy and n in made_at and made_at[n] > late)]
    for size in wanted:
        _make_map(size, stamp=stamp)
    return len(wanted)


def _make_map(size: int, *, stamp: str) -> None:
    opened = make_view(Wish(size=size))
    now = timezone.now()
    facts = {"stamp": stamp, "made_at": now, "looked_at": now}
    data = pack_map(opened.view, opened.chart, edge_count=opened.edge_count)
    LibraryMap.objects.update_or_create(size=size, defaults={**facts, "data": data})
