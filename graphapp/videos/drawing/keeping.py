"""Draws a video's graph once and keeps the drawing until the graph changes. The only writer of `Drawing`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from django.db import DatabaseError

from graphapp.graph.analysis.layout import Bond, place_nodes
from graphapp.videos.drawing.plan import CERTAIN, Dot, Line, Plan, Plans, read_plans, take_fingerprint, write_plans
from graphapp.videos.models import Drawing, Video
from graphapp.videos.reading.connections import Connection, load_connections
from graphapp.videos.reading.entities import VideoEntity, load_entities

FOREMOST = 26
"""So many entities are on a small drawing."""
REMEMBERED = 32
"""Drawings kept by each process: a large one takes longer to read than all else that its page needs."""


def draw_video(video: Video) -> Plans:
    """The drawing of what the record holds now. Best called when a run ends, so that no reader waits for it."""
    return keep_plans(video, entities=load_entities(video), connections=load_connections(video))


def keep_plans(video: Video, *, entities: Sequence[VideoEntity], connections: Sequence[Connection]) -> Plans:
    """The kept drawing, or a new one where the graph is another than the one that was drawn.

    No query but to write, and to read what this process has neither read nor drawn before. `video` should come with
    `select_related("drawing").defer("drawing__data")`.
    """
    fingerprint = take_fingerprint(entities, connections)
    kept = getattr(video, "drawing", None)
    if kept is not None and kept.fingerprint == fingerprint:
        return _read_kept(_Kept(fingerprint, kept))
    plans = Plans(
        whole=draw_plan(entities, connections=connections),
        small=draw_plan(entities[:FOREMOST], connections=connections),
    )
    return _read_kept(_Kept(fingerprint, _keep(video, fingerprint=fingerprint, plans=plans)))


class _Kept:
    """A drawing, equal to every other of the same fingerprint."""

    def __init__(self, fingerprint: str, drawing: Drawing) -> None:
        self.fingerprint, self.drawing = fingerprint, drawing

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept) and other.fingerprint == self.fingerprint

    def __hash__(self) -> int:
        return hash(self.fingerprint)


@lru_cache(maxsize=REMEMBERED)
def _read_kept(kept: _Kept) -> Plans:
    return read_plans(kept.drawing.data)


def _keep(video: Video, *, fingerprint: str, plans: Plans) -> Drawing:
    values = {"fingerprint": fingerprint, "data": write_plans(plans)}
    try:
        return Drawing.objects.update_or_create(video=video, defaults=values)[0]
    except DatabaseError:
        return Drawing(**values)  # reading goes on where nothing can be written; the next process draws it again


def draw_plan(entities: Sequence[VideoEntity], *, connections: Sequence[Connection]) -> Plan:
    """Where everything stands. The same graph gives the same plan."""
    index = {entity.id: i for i, entity in enumerate(entities)}
    known = [c for c in connections if c.subject in index and c.object in index]
    bonds = [Bond(c.subject, c.object, weak=c.confidence < CERTAIN) for c in known]
    places = place_nodes(list(index), bonds=bonds)
    dots = tuple(Dot(e.id, e.name, e.type, round(e.salience, 3), *places[e.id]) for e in entities)
    lines = tuple(Line(index[c.subject], index[c.object], c.polarity, c.confidence < CERTAIN) for c in known)
    return Plan(dots, lines)
