"""Places a graph's nodes on a plane: the same every time, and little moved by little changes.

Method: stress majorization (Gansner, Koren, North 2004) on graph distances, started from places that hang on
the nodes' ids alone, then room is made between neighbours. Nodes without any edge stand in a ring around.
Knows ids and weights only; what they mean is the caller's.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Positions = dict[str, tuple[float, float]]

WEAK_LENGTH = 1.4
APART_LENGTH = 1.5
ROUNDS = 60
MUCH = 300
ROUNDS_FOR_MUCH = 24
WIDTH_TO_HEIGHT = 1.45
RING_GAP = 0.55
ROOM = 0.7
WIDER = 1.7
"""How many times wider than high a label's room is."""
EVEN = 0.55
LABEL = (0.23, 0.085)
"""What a dot with its name takes of the finished picture, width and height, where there are few."""
FEW = 45


@dataclass(frozen=True, slots=True)
class Bond:
    """That two nodes belong near each other; a weak one pulls from further away."""

    source: str
    target: str
    weak: bool = False


def place_nodes(nodes: Sequence[str], *, bonds: Sequence[Bond]) -> Positions:
    """Positions by id, centred on 0, the larger half-extent being 1; y grows upwards.

    The order of `nodes` and `bonds` says nothing. 1,000 nodes take about two seconds.
    """
    ids = sorted(set(nodes))
    strong, every = _read_bonds(ids, bonds)
    tied = np.flatnonzero(every.any(axis=1))
    places = np.zeros((len(ids), 2))
    if len(tied):
        lengths = _measure_lengths(strong[np.ix_(tied, tied)], every[np.ix_(tied, tied)])
        rooms = _measure_rooms(every[np.ix_(tied, tied)], strong[np.ix_(tied, tied)])
        places[tied] = _place_tied([ids[i] for i in tied], lengths, rooms)
    loose = np.flatnonzero(~every.any(axis=1))
    places[loose] = _place_ring(len(loose), around=places[tied])
    return _round(ids, _fit(_part_labels(_fit(places))))


def _read_bonds(ids: Sequence[str], bonds: Sequence[Bond]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    index = {id: i for i, id in enumerate(ids)}
    strong = np.zeros((len(ids), len(ids)), dtype=bool)
    every = np.zeros_like(strong)
    for bond in bonds:
        i, j = index[bond.source], index[bond.target]
        if i != j:
            every[i, j] = every[j, i] = True
            strong[i, j] = strong[j, i] = strong[i, j] or not bond.weak
    return strong, every


def _measure_lengths(strong: NDArray[np.bool_], every: NDArray[np.bool_]) -> Floats:
    """Wished distances: steps along strong bonds, or longer ones along all; parts that nothing joins stay apart."""
    lengths = np.minimum(_count_steps(strong), WEAK_LENGTH * _count_steps(every))
    joined = np.isfinite(lengths)
    far = lengths[joined].max() if joined.any() else 1.0
    return np.where(joined, lengths, APART_LENGTH + far * 0.6)


def _count_steps(adjacency: NDArray[np.bool_]) -> Floats:
    """Breadth first from all nodes at once: one matrix product for each step outwards."""
    steps = np.full(adjacency.shape, np.inf)
    np.fill_diagonal(steps, 0)
    links = adjacency.astype(np.float32)
    front, seen, step = adjacency, np.eye(len(adjacency), dtype=bool) | adjacency, 1
    while front.any():
        steps[front] = step
        step += 1
        front = ((front.astype(np.float32) @ links) > 0) & ~seen
        seen |= front
    return steps


def _measure_rooms(every: NDArray[np.bool_], strong: NDArray[np.bool_]) -> Floats:
    """How much room each node wants: the more it is tied, the more there is to write and to see around it."""
    ties = every.sum(axis=1) * 0.5 + strong.sum(axis=1)
    rooms: Floats = ROOM * (0.8 + 0.9 * np.sqrt(ties / ties.max()))
    return rooms


def _place_tied(ids: Sequence[str], lengths: Floats, rooms: Floats) -> Floats:
    rounds = ROUNDS_FOR_MUCH if len(ids) > MUCH else ROUNDS
    places = _majorize(_seed(ids, scale=float(lengths.max())), lengths, rounds=rounds)
    return _make_room(_open_up(_even_out(_turn(places))), rooms)


def _seed(ids: Sequence[str], *, scale: float) -> Floats:
    """A place on a disc for each id, whatever else there is."""
    digests = (hashlib.blake2b(id.encode(), digest_size=8).digest() for id in ids)
    parts = np.array([(int.from_bytes(d[:4], "big"), int.from_bytes(d[4:], "big")) for d in digests]) / 2**32
    radius, angle = np.sqrt(parts[:, 0]) * scale / 2, parts[:, 1] * 2 * np.pi
    seed: Floats = np.column_stack((radius * np.cos(angle), radius * np.sin(angle)))
    return seed


def _majorize(places: Floats, lengths: Floats, *, rounds: int) -> Floats:
    """Each round moves every node to where the others, each from its wished distance, want it on the average."""
    if len(places) < 2:
        return places
    weights = 1 / np.maximum(lengths, 1e-9) ** 2
    np.fill_diagonal(weights, 0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    solve = np.linalg.inv(laplacian + 1 / len(places))
    pulls = weights * lengths
    for _ in range(rounds):
        ratio = pulls / np.maximum(_distances(places), 1e-9)
        moved = ratio.sum(axis=1)[:, None] * places - ratio @ places
        places = solve @ moved
        places = places - places.mean(axis=0)
    return places


def _distances(places: Floats) -> Floats:
    squares = (places**2).sum(axis=1)
    distances: Floats = np.sqrt(np.maximum(squares[:, None] + squares[None, :] - 2 * places @ places.T, 0))
    return distances


def _turn(places: Floats) -> Floats:
    """The longest extent lies across, and the sides are chosen by the first node, so that nothing flips."""
    if len(places) < 3:
        return places
    _, axes = np.linalg.eigh(np.cov(places.T))
    turned: Floats = places @ axes[:, ::-1]
    signs = np.where(turned[np.argmax(np.abs(turned), axis=0), [0, 1]] < 0, -1, 1)
    turned *= signs
    return turned


def _open_up(places: Floats) -> Floats:
    """Enlarge the whole until most nodes have the room that they want beside their nearest."""
    if len(places) < 3:
        return places
    distances = _distances(places)
    np.fill_diagonal(distances, np.inf)
    usual = float(np.median(distances.min(axis=1)))
    opened: Floats = places * min(6.0, max(1.0, 0.9 * ROOM / max(usual, 1e-6)))
    return opened


def _even_out(places: Floats) -> Floats:
    """Distances from the middle move towards those of an even disc: less crowd inside, fewer strays outside."""
    if len(places) < 8:
        return places
    spread = np.maximum(places.std(axis=0), 1e-9)
    flat = places / spread
    radius = np.hypot(flat[:, 0], flat[:, 1])
    ranks = np.argsort(np.argsort(radius, kind="stable"), kind="stable")
    even = 2.2 * np.sqrt((ranks + 0.5) / len(places))
    moved = (1 - EVEN) * radius + EVEN * even
    evened: Floats = flat * (moved / np.maximum(radius, 1e-9))[:, None] * spread
    return evened


def _make_room(places: Floats, rooms: Floats, *, rounds: int = 60) -> Floats:
    """Push apart what stands too near for its label: labels are wide, so room is wider than it is high."""
    if len(places) > MUCH:
        rounds = 12
    x, y = places[:, 0].copy(), places[:, 1] * WIDER
    wished = (rooms[:, None] + rooms[None, :]) / 2
    np.fill_diagonal(wished, 0)
    for _ in range(rounds):
        distance = np.maximum(np.hypot(x[:, None] - x, y[:, None] - y), 1e-6)
        short = np.maximum(wished - distance, 0) / distance
        if not short.any():
            break
        weight = short.sum(axis=1)  # the sum of all gaps, each as much as it is too short
        x, y = x + 0.25 * (x * weight - short @ x), y + 0.25 * (y * weight - short @ y)
    return np.column_stack((x, y / WIDER))


def _place_ring(count: int, *, around: Floats) -> Floats:
    """Evenly on an ellipse that encloses the rest, from the top clockwise, in rings of what fits."""
    if not count:
        return np.zeros((0, 2))
    half = np.abs(around).max(axis=0) if len(around) else np.zeros(2)
    half = half * (0.98 if len(around) else 1) + RING_GAP
    placed: list[tuple[float, float]] = []
    while len(placed) < count:
        room = max(6, int(np.pi * half.sum() / RING_GAP))
        size = min(room, count - len(placed))
        angles = np.pi / 2 - 2 * np.pi * (np.arange(size) + 0.5) / size
        placed += list(zip(half[0] * np.cos(angles), half[1] * np.sin(angles), strict=True))
        half = half + RING_GAP
    return np.array(placed)


def _fit(places: Floats) -> Floats:
    if not len(places):
        return places
    centred: Floats = places - (places.max(axis=0) + places.min(axis=0)) / 2
    half = np.abs(centred).max(axis=0)
    wide = half[0] / WIDTH_TO_HEIGHT
    if 0 < half[1] < wide:  # a flat graph may use some of the height that it leaves empty
        centred[:, 1] *= min(1.5, wide / half[1])
    extent = np.abs(centred).max()
    if extent:
        centred /= extent
    return centred


def _part_labels(places: Floats, *, rounds: int = 70) -> Floats:
    """Push apart what would write its name over another's, by the shorter way. Among very many, names have no room."""
    count = len(places)
    width, height = (side * min(1.0, math.sqrt(FEW / max(count, 1))) for side in LABEL)
    places = places.copy()
    for _ in range(rounds if count <= MUCH // 2 else rounds // 4 if count <= MUCH else 0):
        gaps = places[:, None, :] - places[None, :, :]
        over_x, over_y = width - np.abs(gaps[:, :, 0]), height - np.abs(gaps[:, :, 1])
        meet = (over_x > 1e-4) & (over_y > 1e-4)
        np.fill_diagonal(meet, False)
        if not meet.any():
            break
        across = over_x / width < over_y / height
        push_x = np.where(meet & across, over_x * np.where(gaps[:, :, 0] >= 0, 1, -1), 0)
        push_y = np.where(meet & ~across, over_y * np.where(gaps[:, :, 1] >= 0, 1, -1), 0)
        places[:, 0] += 0.3 * push_x.sum(axis=1)
        places[:, 1] += 0.3 * push_y.sum(axis=1)
    return places


def _round(ids: Sequence[str], places: Floats) -> Positions:
    return {id: (round(float(x), 4), round(float(y), 4)) for id, (x, y) in zip(ids, places, strict=True)}
