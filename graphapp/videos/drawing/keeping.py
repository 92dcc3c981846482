"""Draws a video's graph once and keeps the drawing until the graph changes. The only writer of `Drawing`."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from functools import lru_cache

from django.db import DatabaseError

from graphapp.graph.analysis.layout import Bond, place_nodes
from graphapp.graph.models import Appearance
from graphapp.videos.drawing.plan import (
    CERTAIN,
    Dot,
    Line,
    Plan,
    Plans,
    name_dots,
    read_plans,
    read_small_plan,
    take_fingerprint,
    write_plans,
)
from graphapp.videos.models import Drawing, Video
from graphapp.videos.premises.facts import listed
from graphapp.videos.reading.connections import Connection, load_connections
from graphapp.videos.reading.entities import VideoEntity, load_entities
from graphapp.web.at_once import at_once

log = logging.getLogger(__name__)

_refused: set[str] = set()
MOST, FEW = 2000, 20
"""Of the undrawn so many are looked at in one go, and so many are drawn in any order."""
FOREMOST = 26
"""So many entities are on a small drawing."""
REMEMBERED = 32
"""Drawings kept by each process: a large one takes longer to read than all else that its page needs."""


def draw_undrawn(*, go_on: Callable[[], bool]) -> None:
    """Draws what was never drawn, or not since it was read anew, so that readers seldom do: the newest first.

    `go_on` is asked before each. What can't be drawn is told to the log, once by each process, and stops no other.
    """
    undrawn = Video.objects.filter(drawing=None).order_by("-added_at", "-id").values_list("id", flat=True)
    ids = [id for id in undrawn[:MOST] if id not in _refused]
    for start in range(0, len(ids), FEW):
        some = ids[start : start + FEW]
        for id in random.sample(some, len(some)):  # others draw beside this process
            if not go_on():
                return
            try:
                _draw_undrawn(id)
            except Exception as error:
                log.exception("the graph of video %s could not be drawn", id)
                if not isinstance(error, DatabaseError):  # which passes
                    _refused.add(id)


def _draw_undrawn(id: str) -> None:
    video = Video.objects.filter(id=id, drawing=None).first()
    if video:
        entities, connections = load_entities(video), load_connections(video)
        keep_plans(video, entities=entities, connections=connections, together=nullcontext)


def load_small_plans(videos: Iterable[Video]) -> dict[str, Plan]:
    """The small drawing of each video, by its id: kept ones where there are any, but with today's names and without
    what its video does not name any more. One query, and those that draw what was never drawn."""
    plans = {video.id: _find_small_plan(video) for video in videos}
    dots = {dot.id for plan in plans.values() for dot in plan.dots}
    rows = Appearance.objects.filter(video__in=plans, entity__in=listed(dots)).order_by()
    now: dict[str, dict[str, tuple[str, str]]] = {id: {} for id in plans}
    for video, entity, *named in rows.values_list("video_id", "entity_id", "entity__name", "entity__type"):
        now[video][entity] = (named[0], named[1])
    return {id: name_dots(plan, now[id]) for id, plan in plans.items()}


def _find_small_plan(video: Video) -> Plan:
    kept = getattr(video, "drawing", None)
    if kept is not None:
        return read_small_plan(kept.data)
    return keep_plans(video, entities=load_entities(video), connections=load_connections(video)).small


def keep_plans(
    video: Video,
    *,
    entities: Sequence[VideoEntity],
    connections: Sequence[Connection],
    together: Callable[[], AbstractContextManager[None]] = at_once,
) -> Plans:
    """The kept drawing, or a new one where the graph is another than the one that was drawn.

    No query but to write, and to read what this process has neither read nor drawn before. A reader writes only where
    nobody else does. `video` should come with `select_related("drawing").defer("drawing__data")`.
    """
    fingerprint = take_fingerprint(entities, connections)
    kept = getattr(video, "drawing", None)
    if kept is not None and kept.fingerprint == fingerprint:
        return _recall(_Drawn(fingerprint, lambda: read_plans(kept.data)))
    plans = _recall(_Drawn(fingerprint, lambda: _draw(entities, connections)))
    # otherwise it is drawn again by the next process
    with suppress(DatabaseError), together():
        Drawing.objects.update_or_create(video=video, defaults={"fingerprint": fingerprint, "data": write_plans(plans)})
    return plans


class _Drawn:
    """Plans, and how they are come by where this process does not hold them. Equal to all of the same fingerprint."""

    def __init__(self, fingerprint: str, make: Callable[[], Plans]) -> None:
        self.fingerprint, self.make = fingerprint, make

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Drawn) and other.fingerprint == self.fingerprint

    def __hash__(self) -> int:
        return hash(self.fingerprint)


@lru_cache(maxsize=REMEMBERED)
def _recall(drawn: _Drawn) -> Plans:
    plans = drawn.make()
    del drawn.make  # it holds all that was drawn
    return plans


def _draw(entities: Sequence[VideoEntity], connections: Sequence[Connection]) -> Plans:
    return Plans(
        whole=draw_plan(entities, connections=connections),
        small=draw_plan(entities[:FOREMOST], connections=connections),
    )


def draw_plan(entities: Sequence[VideoEntity], *, connections: Sequence[Connection]) -> Plan:
    """Where everything stands. The same graph gives the same plan."""
    index = {entity.id: i for i, entity in enumerate(entities)}
    known = [c for c in connections if c.subject in index and c.object in index]
    bonds = [Bond(c.subject, c.object, weak=c.confidence < CERTAIN) for c in known]
    places = place_nodes(list(index), bonds=bonds)
    dots = tuple(Dot(e.id, e.name, e.type, round(e.salience, 3), *places[e.id]) for e in entities)
    lines = tuple(Line(index[c.subject], index[c.object], c.polarity, c.confidence < CERTAIN) for c in known)
    return Plan(dots, lines)
