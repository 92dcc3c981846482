"""Where names and phrases stand in a drawing of ways: none on another, all on the sheet. Geometry only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graphapp.videos.drawing.labels import GAP, LINE, Box, Spot
from graphapp.videos.drawing.letters import GLYPH, count_letters

DESCENT = 0.35
"""How far the letters' line stands above the end of its room, in parts of their size."""
ABOVE = 7
"""How far above its line a phrase stands."""


@dataclass(frozen=True, slots=True)
class Room:
    """What is left of a sheet: whatever takes a place keeps the others away."""

    frame: Box
    taken: list[Box]

    def take(self, wanted: Iterable[Box]) -> Box | None:
        """The first that is free."""
        for box in wanted:
            if self.frame.holds(box) and not any(box.meets(other) for other in self.taken):
                self.taken.append(box)
                return box
        return None


def place_name(spot: Spot, *, size: float, room: Room) -> Box:
    """Below its dot, else above or beside it; below too where nothing is free, since no dot stays nameless."""
    wanted = [_slide(box, room.frame) for box in _surround(spot, size=size)]
    found = room.take(wanted)
    if not found:
        room.taken.append(found := wanted[0])
    return found


def place_phrase(text: str, points: Iterable[tuple[float, float]], *, size: float, room: Room) -> Box | None:
    """Over the first of the points of its line that has room."""
    return room.take(_lay(text, x, y - ABOVE + DESCENT * size, size=size) for x, y in points)


def _surround(spot: Spot, *, size: float) -> Iterator[Box]:
    width, height, gap = _measure(spot.text, size), LINE * size, spot.radius + GAP
    yield _lay(spot.text, spot.x, spot.y + gap + height, size=size)
    yield _lay(spot.text, spot.x, spot.y - gap, size=size)
    for side in (1, -1):
        yield _lay(spot.text, spot.x + side * (gap + width / 2), spot.y + height / 2, size=size)


def _lay(text: str, x: float, bottom: float, *, size: float) -> Box:
    half = _measure(text, size) / 2
    return Box(x - half, bottom - LINE * size, x + half, bottom)


def _measure(text: str, size: float) -> float:
    return count_letters(text) * size * GLYPH


def _slide(box: Box, frame: Box) -> Box:
    """As far aside as it takes to be on the sheet."""
    by = max(frame.left - box.left, 0) + min(frame.right - box.right, 0)
    return Box(box.left + by, box.top, box.right + by, box.bottom)
