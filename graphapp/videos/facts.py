"""Reads the facts that resolution works on. Reads only."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import QuerySet

from graphapp.resolution.records import ClaimFact, NamingFact
from graphapp.videos.models import Claim, Naming

_NAMING = (
    "video_id",
    "video__added_at",
    "cluster",
    "key_id",
    "name",
    "is_title",
    "type",
    "mentions",
    "first_segment",
    "first_ms",
    "salience",
    "confidence",
    "name_confidence",
)
_CLAIM = ("id", "video_id", "subject_id", "predicate", "object_id", "polarity", "confidence")
CHUNK = 2000


def load_namings(keys: Collection[str] | None = None) -> Iterator[NamingFact]:
    """The namings by the given keys; all of them without."""
    rows = Naming.objects.all() if keys is None else Naming.objects.filter(key_id__in=keys)
    for video, added_at, *rest in rows.values_list(*_NAMING).iterator(chunk_size=CHUNK):
        yield NamingFact(video, added_at.isoformat(), *rest)


def load_claims(claims: QuerySet[Claim]) -> Iterator[ClaimFact]:
    for row in claims.order_by().values_list(*_CLAIM).iterator(chunk_size=CHUNK):
        yield ClaimFact(*row)
