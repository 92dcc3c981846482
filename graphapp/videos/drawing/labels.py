"""Chooses where labels stand so that none lies on another or on a dot, nor so near to another dot that it could be
taken for that one's name. Geometry only; the canvas has the same rule.

Greedy by rank, as on maps: the first label takes the best of eight places that is free, the last may get none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphapp.videos.drawing.letters import GLYPH, count_letters

CELL = 48
CROWD = 180
"""Among more dots than these only the foremost keep labels away: the middle would stay nameless otherwise."""
GAP = 4
LINE = 1.3
"""Height of a line, in parts of the letters' size."""
APART = 0.6
"""How far a name stands from other dots, in parts of a line's height: about twice as far as from its own."""


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return not (
            self.right <= other.left or other.right <= self.left or self.bottom <= other.top or other.bottom <= self.top
        )

    def holds(self, other: Box) -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )

    def widen(self, by: float) -> Box:
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


@dataclass(frozen=True, slots=True)
class Spot:
    """A dot that wants a label: centre and radius in pixels."""

    x: float
    y: float
    radius: float
    text: str

    @property
    def box(self) -> Box:
        return Box(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)


Segment = tuple[float, float, float, float]
"""A line from (x1, y1) to (x2, y2)."""


@dataclass(frozen=True, slots=True)
class Rules:
    """`size` of the letters in pixels. At most `limit` labels, the first `must` even near to or over a lesser dot."""

    frame: Box
    size: float
    limit: int
    must: int = 0


def place_labels(spots: Sequence[Spot], *, rules: Rules, lines: Sequence[Segment] = ()) -> dict[int, Box]:
    """For each spot (by its place in `spots`, most important first) that gets a label: where.

    No label lies on another. Of the free places the one that the fewest of its own `lines` run through is taken.
    """
    taken = _Grid()
    foremost = spots if len(spots) <= CROWD else spots[: CROWD // 3]
    for i, spot in enumerate(foremost):
        taken.add(spot.box, owner=i)
    ends = _group_by_ends(lines)
    placed: dict[int, Box] = {}
    room = APART * LINE * rules.size
    for i, spot in enumerate(spots):
        if len(placed) >= rules.limit:
            break
        inside = [b for b in _candidates(spot, size=rules.size) if rules.frame.holds(b)]
        for apart in (room, 0, None) if i < rules.must else (room,):
            free = [b for b in inside if taken.is_free(b, owner=i, apart=apart)]
            if free:
                break
        if free:
            near = ends.get((spot.x, spot.y), ())
            placed[i] = min(free, key=lambda box: sum(_crosses(line, box) for line in near))
            taken.add(placed[i], owner=-1)
    return placed


def _group_by_ends(lines: Sequence[Segment]) -> dict[tuple[float, float], list[Segment]]:
    groups: dict[tuple[float, float], list[Segment]] = defaultdict(list)
    for line in lines:
        for end in (line[:2], line[2:]):
            groups[end].append(line)
    return groups


class _Grid:
    """Boxes by the cells that they touch, so that a thousand dots cost no more than the few nearby."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[tuple[Box, int]]] = defaultdict(list)

    def add(self, box: Box, *, owner: int) -> None:
        for cell in _cells(box):
            self._cells[cell].append((box, owner))

    def is_free(self, box: Box, *, owner: int, apart: float | None) -> bool:
        """`apart`: how far other dots must be, in pixels; None where only other labels count."""
        around = box.widen(apart or 0)
        near = [(taken, other) for cell in _cells(around) for taken, other in self._cells.get(cell, ())]
        if any(other < 0 and box.meets(taken) for taken, other in near):
            return False
        return apart is None or not any(0 <= other != owner and around.meets(taken) for taken, other in near)


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for x in range(int(box.left // CELL), int(box.right // CELL) + 1):
        for y in range(int(box.top // CELL), int(box.bottom // CELL) + 1):
            yield x, y


def _crosses(line: Segment, box: Box) -> bool:
    """Whether the part of a line that is near the dot runs through a box, by a few looks along the way."""
    x1, y1, x2, y2 = line
    length = max(1.0, abs(x2 - x1) + abs(y2 - y1))
    reach = min(1.0, 2 * (box.right - box.left + box.bottom - box.top) / length)
    near_start = abs(box.left - x1) + abs(box.top - y1) < abs(box.left - x2) + abs(box.top - y2)
    for step in range(1, 13):
        t = reach * step / 12 if near_start else 1 - reach * step / 12
        x, y = x1 + t * (x2 - x1), y1 + t * (y2 - y1)
        if box.left <= x <= box.right and box.top <= y <= box.bottom:
            return True
    return False


def _candidates(spot: Spot, *, size: float) -> Iterator[Box]:
    width, height, gap = count_letters(spot.text) * size * GLYPH, size * LINE, spot.radius + GAP
    middle, left = spot.y - height / 2, spot.x - width / 2
    yield Box(spot.x + gap, middle, spot.x + gap + width, middle + height)
    yield Box(spot.x - gap - width, middle, spot.x - gap, middle + height)
    yield Box(left, spot.y + gap, left + width, spot.y + gap + height)
    yield Box(left, spot.y - gap - height, left + width, spot.y - gap)
    aside = spot.radius * 0.7 + 2
    for right, below in ((True, True), (True, False), (False, True), (False, False)):
        x = spot.x + aside if right else spot.x - aside - width
        y = spot.y + aside - 2 if below else spot.y - aside + 2 - height
        yield Box(x, y, x + width, y + height)
