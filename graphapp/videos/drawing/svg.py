"""A plan as SVG: shapes by type, classes instead of styles, every name escaped. Draws only what the plan holds."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from graphapp.videos.drawing.labels import Box, Rules, Spot, place_labels
from graphapp.videos.drawing.letters import shorten
from graphapp.videos.drawing.plan import Dot, Line, Plan

LABEL_LETTERS = 28
CROWD = 45
"""Among more dots than these, each is smaller."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper, in its own pixels. `dots`, `lines`, `labels`: the most that are drawn, most important first."""

    width: int
    height: int
    dots: int
    lines: int
    labels: int
    must: int
    margin: int = 34
    text: float = 15.0
    largest: float = 13.0


KEPT = 64
"""Pictures kept by each process: the same plan is drawn on every visit, and room for its names is dear."""

PAGE = Sheet(1000, 620, dots=150, lines=500, labels=120, must=8, margin=70)
LEAD = Sheet(720, 440, dots=26, lines=120, labels=26, must=4, margin=64)
CARD = Sheet(440, 260, dots=26, lines=70, labels=7, must=3, margin=42, largest=10)


@lru_cache(maxsize=KEPT)
def draw_svg(plan: Plan, *, sheet: Sheet, title: str) -> SafeString:
    """An image with a name for those who can't see it; what it shows stands in the list beside it."""
    dots = plan.dots[: sheet.dots]
    frame = _find_frame(dots)
    spots = [_place(dot, frame=frame, sheet=sheet, crowd=len(dots)) for dot in dots]
    lines = [n for n in plan.lines if n.source < len(dots) and n.target < len(dots)][: sheet.lines]
    parts = [
        f'<svg class="drawing" viewBox="0 0 {sheet.width} {sheet.height}" role="img" aria-label="{escape(title)}">',
        *(_draw_line(line, spots) for line in reversed(lines)),
        *(_draw_dot(dot, spot) for dot, spot in zip(dots, spots, strict=True)),
        *_draw_labels(spots, lines=lines, sheet=sheet),
        "</svg>",
    ]
    return mark_safe("".join(parts))  # noqa: S308 - every text above is escaped


def _find_frame(dots: Sequence[Dot]) -> Box:
    """What the shown dots take up, so that few of many fill the sheet too."""
    xs, ys = [dot.x for dot in dots] or [0.0], [dot.y for dot in dots] or [0.0]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _place(dot: Dot, *, frame: Box, sheet: Sheet, crowd: int) -> Spot:
    """One scale for both axes, so that the picture is not squeezed."""
    wide, high = max(frame.right - frame.left, 0.4), max(frame.bottom - frame.top, 0.4)
    scale = min((sheet.width - 2 * sheet.margin) / wide, (sheet.height - 1.2 * sheet.margin) / high)
    x = sheet.width / 2 + (dot.x - (frame.left + frame.right) / 2) * scale
    y = sheet.height / 2 - (dot.y - (frame.top + frame.bottom) / 2) * scale
    largest = sheet.largest if crowd < CROWD else max(5.0, sheet.largest * math.sqrt(CROWD / crowd))
    radius = 3.5 + (largest - 3.5) * math.sqrt(max(0.0, min(1.0, dot.salience)))
    return Spot(round(x, 1), round(y, 1), round(radius, 1), shorten(dot.name, letters=LABEL_LETTERS))


def _draw_line(line: Line, spots: Sequence[Spot]) -> str:
    a, b = spots[line.source], spots[line.target]
    looks = [name for name, on in (("is-weak", line.weak), (f"is-{line.polarity}", line.polarity != "asserted")) if on]
    kind = f' class="{" ".join(looks)}"' if looks else ""
    return f'<line{kind} x1="{a.x}" y1="{a.y}" x2="{b.x}" y2="{b.y}"/>'


def _draw_dot(dot: Dot, spot: Spot) -> str:
    title = f"<title>{escape(dot.name)}</title>"
    return f'<path class="t-{escape(dot.type)}" d="{outline_shape(dot.type, spot)}">{title}</path>'


def _draw_labels(spots: Sequence[Spot], *, lines: Sequence[Line], sheet: Sheet) -> Iterator[str]:
    frame = Box(4, 4, sheet.width - 4, sheet.height - 4)
    drawn = [(spots[n.source].x, spots[n.source].y, spots[n.target].x, spots[n.target].y) for n in lines]
    placed = place_labels(spots, rules=Rules(frame, sheet.text, sheet.labels, sheet.must), lines=drawn)
    for i, box in placed.items():
        baseline = round(box.top + sheet.text * 1.0, 1)
        middle, anchor = (box.left + box.right) / 2, "middle"
        if box.left > spots[i].x:
            middle, anchor = box.left, "start"
        elif box.right < spots[i].x:
            middle, anchor = box.right, "end"
        text = escape(spots[i].text)
        yield f'<text x="{round(middle, 1)}" y="{baseline}" text-anchor="{anchor}">{text}</text>'


CORNERS = {"Organization": (4, 45), "Product": (4, 0), "Media": (3, 0), "Concept": (6, 30), "Place": (3, 90)}
"""Number of corners and turn in degrees, for types that are polygons; a person is a circle, an event a star."""


def outline_shape(type: str, spot: Spot) -> str:
    """The path of a type's shape around a spot. The canvas draws the same shapes (`frontend/src/canvas/shapes.ts`)."""
    if type == "Event":
        return _outline([(1.25 if i % 2 == 0 else 0.56, i * 36 - 90) for i in range(10)], spot)
    if type in CORNERS:
        count, turn = CORNERS[type]
        reach = 1.3 if count == 3 else 1.16
        return _outline([(reach, turn + i * 360 / count) for i in range(count)], spot)
    r = spot.radius
    return f"M{spot.x - r:.1f} {spot.y}a{r} {r} 0 1 0 {2 * r:.1f} 0a{r} {r} 0 1 0 {-2 * r:.1f} 0z"


def _outline(corners: Sequence[tuple[float, float]], spot: Spot) -> str:
    points = (
        f"{spot.x + reach * spot.radius * math.cos(math.radians(turn)):.1f} "
        f"{spot.y + reach * spot.radius * math.sin(math.radians(turn)):.1f}"
        for reach, turn in corners
    )
    return f"M{'L'.join(points)}z"
