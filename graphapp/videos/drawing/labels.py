"""Chooses where labels stand so that none lies on another or on a dot. Geometry only.

Greedy by rank, as on maps: the first label takes the first of four places that is free, the last may get none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

GLYPH = 0.56
"""Width of an average letter of the sans, in parts of its size; generous, so that guessing errs to the safe side."""


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


def place_labels(spots: Sequence[Spot], *, frame: Box, size: float, limit: int) -> dict[int, Box]:
    """For each spot (by its place in `spots`, most important first) that gets a label: where. At most `limit`."""
    dots = [spot.box for spot in spots]
    placed: dict[int, Box] = {}
    for i, spot in enumerate(spots):
        if len(placed) >= limit:
            break
        for box in _candidates(spot, size=size):
            if frame.holds(box) and _is_free(box, own=i, dots=dots, placed=placed):
                placed[i] = box
                break
    return placed


def _is_free(box: Box, *, own: int, dots: Sequence[Box], placed: dict[int, Box]) -> bool:
    return not any(box.meets(b) for b in placed.values()) and not any(
        box.meets(b) for i, b in enumerate(dots) if i != own
    )


def _candidates(spot: Spot, *, size: float) -> Iterator[Box]:
    width, height, gap = len(spot.text) * size * GLYPH, size * 1.3, spot.radius + 4
    middle, left = spot.y - height / 2, spot.x - width / 2
    yield Box(spot.x + gap, middle, spot.x + gap + width, middle + height)
    yield Box(spot.x - gap - width, middle, spot.x - gap, middle + height)
    yield Box(left, spot.y + gap, left + width, spot.y + gap + height)
    yield Box(left, spot.y - gap - height, left + width, spot.y - gap)
