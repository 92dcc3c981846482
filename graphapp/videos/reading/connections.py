"""The connections that a video states, and the evidence for one of them, from this video or from all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from graphapp.graph.models import Relation, list_hidden
from graphapp.graph.permanent import name_for_good
from graphapp.resolution.relations import join_confidence
from graphapp.videos.database.prepared import Prepared
from graphapp.videos.models import Claim, Video
from graphapp.videos.reading.rows import read_rows

EVIDENCE_LIMIT = 200


class Evidence(NamedTuple):
    """Who said it, where, in which words. `segment`: its number. `start_ms`: None where there are no times."""

    claim: int
    video_id: str
    video_slug: str
    video_title: str
    video_url: str
    segment: int
    quote: str
    speaker: str
    start_ms: int | None
    confidence: float
    rule: str
    language: str


class Sentence(NamedTuple):
    """What one video says for a connection, without its place."""

    quote: str
    speaker: str
    start_ms: int | None


class Connection(NamedTuple):
    """A relation as one video states it, in `segments` (numbers, in order). `subject`, `object`: entity ids."""

    id: str
    subject: str
    predicate: str
    object: str
    polarity: str
    confidence: float
    weight: int
    first_ms: int | None
    segments: tuple[int, ...]
    approved: bool = False

    @property
    def permanent(self) -> str:
        return name_for_good(self.subject, self.predicate, self.object, self.polarity)


_FIELDS = (
    "relation_id",
    "relation__subject_id",
    "relation__predicate",
    "relation__object_id",
    "relation__polarity",
    "relation__approved",
    "segment__number",
    "start_ms",
    "confidence",
)
Shape = tuple[str, str, str, str, str, int]
"""Relation, subject, predicate, object, polarity, and whether an editor approved it (1 or 0)."""
SHAPED = 6
_SUREST = attrgetter("confidence", "weight")
Statement = tuple[int, int | None, float]
"""Segment, start in milliseconds, confidence of one claim."""


def shown_claims(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Those that state a connection of which both ends are shown."""
    stated = claims.filter(relation__isnull=False)
    return stated.exclude(relation__subject__in=list_hidden()).exclude(relation__object__in=list_hidden())


def load_connections(video: Video) -> tuple[Connection, ...]:
    """Surest first; one query. `weight` and `confidence` count this video's claims only."""
    said: dict[Shape, list[Statement]] = defaultdict(list)
    rows = shown_claims(Claim.objects.filter(video=video)).order_by()
    for row in read_rows(rows.values_list(*_FIELDS)):
        said[row[:SHAPED]].append(row[SHAPED:])
    found = [_sum_connection(shape, said=statements) for shape, statements in sorted(said.items())]
    found.sort(key=_SUREST, reverse=True)  # keeps those that are alike in order of their ids
    return tuple(found)


EVIDENCE = (
    "number",
    "video_id",
    "video__slug",
    "video__title",
    "video__video_url",
    "segment__number",
    "quote",
    "speaker",
    "start_ms",
    "confidence",
    "rule",
    "video__language",
)
"""Of a claim, in the order of `Evidence`."""


def load_statements(video: Video, *, relation: str) -> tuple[Evidence, ...]:
    """What one video says for a connection, surest first. One query."""
    claims = Claim.objects.filter(video=video, relation=relation)
    rows = claims.order_by("-confidence", "segment__number", "number")
    return tuple(Evidence(*row) for row in rows.values_list(*EVIDENCE))


def load_surest_statements(video: Video, *, relations: Collection[str]) -> dict[str, Sentence]:
    """For each of the given relation ids the surest that one video says for it. One query, none for none."""
    if not relations:
        return {}
    claims = Claim.objects.filter(video=video, relation__in=relations).order_by("confidence", "-number")
    # the last of a relation stays: the surest
    return {row[0]: Sentence._make(row[1:]) for row in claims.values_list("relation_id", *Sentence._fields)}


def load_evidence(relation: Relation) -> tuple[Evidence, ...]:
    """Evidence from all videos, surest first, at most EVIDENCE_LIMIT. One query."""
    claims = Claim.objects.filter(relation=relation).order_by("-confidence", "video", "number")
    return tuple(Evidence(*row) for row in claims.values_list(*EVIDENCE)[:EVIDENCE_LIMIT])


def load_best_evidence(relations: Collection[str], *, each: int = 1) -> dict[str, tuple[Evidence, ...]]:
    """For each of the given relation ids the surest evidence from all videos, at most `each`. One query."""
    if not relations:
        return {}
    found: dict[str, list[Evidence]] = defaultdict(list)
    for relation, *row in _ask_surest(each)(relations):
        found[relation].append(Evidence(*row))
    return {relation: tuple(evidence) for relation, evidence in found.items()}


@cache
def _ask_surest(each: int) -> Prepared:
    """For the surest `each` of some relations. Which they are is found first: what is told of a claim is far wider
    than what they are ranked by."""
    order = [F("confidence").desc(), F("video").asc(), F("number").asc()]
    place = Window(RowNumber(), partition_by=F("relation"), order_by=order)

    def choose(relations: Any) -> QuerySet[Any, Any]:
        ranked = Claim.objects.filter(relation__in=relations).order_by().annotate(place=place)
        rows = Claim.objects.filter(pk__in=ranked.filter(place__lte=each).values("pk"))
        return rows.order_by("-confidence", "video", "number").values_list("relation_id", *EVIDENCE)

    return Prepared(choose)


def _sum_connection(shape: Shape, *, said: Sequence[Statement]) -> Connection:
    id, subject, predicate, obj, polarity, approved = shape
    if len(said) == 1:  # nearly all of an enormous video
        segment, first_ms, confidence = said[0]
        confidence, segments = join_confidence([confidence]), (segment,)
    else:
        numbers, starts, confidences = zip(*said, strict=True)
        first_ms = min((start for start in starts if start is not None), default=None)
        confidence, segments = join_confidence(confidences), tuple(sorted(set(numbers)))
    return Connection(id, subject, predicate, obj, polarity, confidence, len(said), first_ms, segments, bool(approved))
