"""Places a graph as a map: each community is a region of its own, near those that it is joined with most.

The same every time. Newcomers find room beside what they belong to, and nothing else moves. Knows ids only.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from graphapp.graph.analysis.layout import Bond, Positions, place_nodes

Floats = NDArray[np.float64]

WHOLE = 60
"""So few nodes need no regions: they are placed as one."""
CAREFUL = 160
"""A region of more nodes is filled evenly from its centre outwards, which takes no time."""
MOST_CAREFUL = 600
SPREAD = 0.66
GAP = 0.9
WIDE = 1.35
ROUNDS = 160
GOLDEN = math.pi * (3 - math.sqrt(5))
USUAL_GAP = 0.09
RINGS = 14


def place_regions(nodes: Sequence[str], *, bonds: Sequence[Bond], groups: Sequence[Sequence[str]]) -> Positions:
    """Positions by id, centred on 0, the larger half-extent being 1; y grows upwards. `groups`: in each the most
    central first; who is in none stands around."""
    ids = sorted(set(nodes))
    if len(ids) <= WHOLE or len(groups) < 2:
        return place_nodes(ids, bonds=bonds) if len(ids) <= MOST_CAREFUL else _fit(_place_sunflower(ids))
    grouped = {id for group in groups for id in group}
    loose = [[id] for id in ids if id not in grouped]
    every = [list(group) for group in groups] + loose
    radii = np.array([SPREAD * math.sqrt(len(group)) + 0.3 for group in every])
    centres = _pack(_place_centres(every, bonds), radii)
    places: Positions = {}
    for group, centre, radius in zip(every, centres, radii, strict=True):
        inside = _place_group(group, bonds, careful=len(ids) <= MOST_CAREFUL)
        for id, (x, y) in inside.items():
            places[id] = (float(centre[0] + x * radius), float(centre[1] + y * radius))
    return _fit(places)


def _place_group(group: Sequence[str], bonds: Sequence[Bond], *, careful: bool) -> Positions:
    """Within a disc of radius 1."""
    if len(group) == 1:
        return {group[0]: (0.0, 0.0)}
    if careful and len(group) <= CAREFUL:
        members = set(group)
        return place_nodes(group, bonds=[b for b in bonds if b.source in members and b.target in members])
    return _place_sunflower(group)


def _place_sunflower(ids: Sequence[str]) -> Positions:
    """The first in the middle, the rest around it, each with as much room."""
    radii = (math.sqrt((i + 0.3) / len(ids)) for i in range(len(ids)))
    return {
        id: (radius * math.cos(i * GOLDEN), radius * math.sin(i * GOLDEN))
        for i, (id, radius) in enumerate(zip(ids, radii, strict=True))
    }


def _place_centres(groups: Sequence[Sequence[str]], bonds: Iterable[Bond]) -> Floats:
    """Regions as one small graph; only what joins them most counts, or all would stand in one heap."""
    of = {id: i for i, group in enumerate(groups) for id in group}
    between = Counter((min(a, b), max(a, b)) for a, b in ((of[x.source], of[x.target]) for x in bonds) if a != b)
    names = [f"{i:06d}" for i in range(len(groups))]
    strongest = sorted(between, key=lambda pair: (-between[pair], pair))[: 2 * len(groups)]
    placed = place_nodes(
        names[:MOST_CAREFUL], bonds=[Bond(names[a], names[b]) for a, b in strongest if b < MOST_CAREFUL]
    )
    rest = _place_sunflower(names[MOST_CAREFUL:])
    return np.array([placed.get(name) or rest[name] for name in names])


def _pack(centres: Floats, radii: Floats) -> Floats:
    """Discs drawn to the middle until they touch, none on another."""
    places: Floats = centres * 1.6 * math.sqrt(float((radii**2).sum()))
    stretch = np.array([1 / WIDE, 1.0])
    wished = radii[:, None] + radii[None, :] + GAP
    for turn in range(ROUNDS):
        if turn < ROUNDS * 0.8:
            places = places * 0.97
        gaps = (places[:, None, :] - places[None, :, :]) * stretch
        distance = np.maximum(np.sqrt((gaps**2).sum(axis=2)), 1e-6)
        short = np.where(distance < wished, (wished - distance) / distance, 0)
        np.fill_diagonal(short, 0)
        places = places + 0.32 * (gaps * short[:, :, None]).sum(axis=1) / stretch
    return places


def _fit(places: Positions) -> Positions:
    if not places:
        return places
    points = np.array(list(places.values()))
    points = points - (points.max(axis=0) + points.min(axis=0)) / 2
    points = points / max(float(np.abs(points).max()), 1e-9)
    return {id: (round(float(x), 4), round(float(y), 4)) for id, (x, y) in zip(places, points, strict=True)}


def place_beside(places: Mapping[str, tuple[float, float]], *, newcomers: Sequence[tuple[str, str]]) -> Positions:
    """Places for (newcomer, who it comes to), outwards from the middle, each where there is room. Who it comes to may
    be a newcomer before it."""
    points = np.array(list(places.values()) or [(0.0, 0.0)])
    gap = _measure_gap(points)
    placed: Positions = {}
    rings: dict[str, int] = {}  # those nearer to it are full and stay so
    for newcomer, near in newcomers:
        start = placed.get(near) or places.get(near, (0.0, 0.0))
        spot, rings[near] = _find_room(points, start=start, gap=gap, first=rings.get(near, 1))
        placed[newcomer] = spot
        points = np.vstack((points, spot))
    return placed


def _measure_gap(points: Floats) -> float:
    """How far nodes usually stand from their nearest."""
    if len(points) < 3:
        return USUAL_GAP
    some = points[:: max(1, len(points) // 300)]
    distances = np.hypot(some[:, None, 0] - points[None, :, 0], some[:, None, 1] - points[None, :, 1])
    distances[distances < 1e-9] = np.inf
    return float(np.clip(np.median(distances.min(axis=1)), USUAL_GAP / 4, USUAL_GAP * 1.5))


def _find_room(
    points: Floats, *, start: tuple[float, float], gap: float, first: int
) -> tuple[tuple[float, float], int]:
    """The first free place of the nearest ring that has one, the freest of all where none is free; and its ring."""
    outwards = math.atan2(start[1], start[0])
    near = points[np.hypot(points[:, 0] - start[0], points[:, 1] - start[1]) < gap * (RINGS + 1)]
    best, room = start, -1.0
    for ring in range(first, RINGS):
        turns = outwards + _list_turns(6 * ring)
        xs, ys = start[0] + gap * ring * np.cos(turns), start[1] + gap * ring * np.sin(turns)
        free = np.hypot(xs[:, None] - near[:, 0], ys[:, None] - near[:, 1]).min(axis=1, initial=np.inf)
        enough = free >= gap * 0.9
        at = int(enough.argmax() if enough.any() else free.argmax())
        if free[at] > room:
            best, room = (round(float(xs[at]), 4), round(float(ys[at]), 4)), float(free[at])
        if enough[at]:
            break
    return best, ring


@cache
def _list_turns(count: int) -> Floats:
    """So many parts of a circle, those nearest to straight on first."""
    turns = (k * 2 * math.pi / count for k in range(count))
    return np.array(sorted(turns, key=lambda turn: abs(math.remainder(turn, 2 * math.pi))))
