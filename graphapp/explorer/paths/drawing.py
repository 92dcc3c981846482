"""Ways between two or three entities as SVG: from one end to the other, a row for each way. Geometry and escaping only.

Drawn twice: from left to right, and from top to bottom for a phone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

from graphapp.explorer.paths.lettering import DESCENT, Room, place_name, place_phrase
from graphapp.explorer.paths.planning import Plan, Point, plan_story
from graphapp.explorer.paths.telling import Hop, Story
from graphapp.graph.results import Node
from graphapp.videos.drawing.labels import Box, Spot
from graphapp.videos.drawing.letters import shorten
from graphapp.videos.drawing.svg import outline_shape
from graphapp.videos.portrait.wording import LEADS

END_RADIUS, INNER_RADIUS = 13.0, 8.0
END_LETTERS = 1.25
"""How much larger the names of the ends are."""
ALONG = (0.5, 0.38, 0.62, 0.28, 0.72)
"""Where on its line a phrase may stand, best first."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """In its own pixels. `length`: from end to end; `breadth`: the most across; `row`: the most for a way; `letters`:
    of a name, at most; `size`: theirs."""

    name: str
    length: float
    breadth: float
    row: float
    margin: float
    letters: int
    size: float
    phrases: bool
    upright: bool


WIDE = Sheet("wide", 1000, 1400, 104, margin=112, letters=24, size=15, phrases=True, upright=False)
TALL = Sheet("tall", 460, 370, 112, margin=40, letters=12, size=12.5, phrases=False, upright=True)


@dataclass(frozen=True, slots=True)
class Line:
    """One hop of the way of that number, from point to point, by way of a point half-way."""

    way: int
    hop: Hop
    start: Point
    middle: Point
    end: Point


def draw_story(story: Story, *, sheet: Sheet, title: str) -> SafeString:
    """An image with a name; what it shows stands in words below it."""
    plan = plan_story(story)
    spots = {id: _place(place, plan=plan, sheet=sheet) for id, place in plan.places.items()}
    lines = [_lay_line(way, hop, spots, plan=plan, sheet=sheet) for way, hop in plan.hops]
    width, height = sheet.length, _measure_row(plan, sheet) * plan.rows + 40
    width, height = (height, width) if sheet.upright else (width, height)
    dots = {id: _dot(node, spots[id], plan=plan, sheet=sheet) for id, node in plan.nodes.items()}
    room = Room(Box(0, 0, width, height), [dot.box for dot in dots.values()])
    ends_first = sorted(dots, key=lambda id: id not in plan.ends)
    names = {id: place_name(dots[id], size=_size(id, plan=plan, sheet=sheet), room=room) for id in ends_first}
    kind, box = "many" if len(story.meetings) > 1 else "few", f"0 0 {width:.0f} {height:.0f}"
    parts = [
        f'<svg class="routes is-{sheet.name} of-{kind}" viewBox="{box}" role="img" aria-label="{escape(title)}">',
        *(_draw_line(line, sheet=sheet) for line in lines),
        *(_draw_phrases(lines, room=room, sheet=sheet) if sheet.phrases else ()),
        *(_draw_node(node, dots[id], names[id], plan=plan, sheet=sheet) for id, node in plan.nodes.items()),
        "</svg>",
    ]
    return mark_safe("".join(parts))  # noqa: S308 - every text above is escaped


def _measure_row(plan: Plan, sheet: Sheet) -> float:
    return min(sheet.row, sheet.breadth / plan.rows)


def _place(place: Point, *, plan: Plan, sheet: Sheet) -> Point:
    along = sheet.margin + place[0] * (sheet.length - 2 * sheet.margin)
    across = place[1] * _measure_row(plan, sheet) + 8
    return (round(across, 1), round(along, 1)) if sheet.upright else (round(along, 1), round(across, 1))


def _lay_line(way: int, hop: Hop, spots: Mapping[str, Point], *, plan: Plan, sheet: Sheet) -> Line:
    start, end = spots[hop.start.id], spots[hop.end.id]
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    if way in plan.lanes:
        middle = _place((0.5, plan.lanes[way]), plan=plan, sheet=sheet)
    return Line(way, hop, start, middle, end)


def _draw_line(line: Line, *, sheet: Sheet) -> str:
    polarity = line.hop.tie.relation.polarity
    title = f"<title>{escape(line.hop.sentence)}</title>"
    return f'<path class="hop is-{escape(polarity)}" data-way="{line.way}" d="{_bend(line, sheet)}">{title}</path>'


def _bend(line: Line, sheet: Sheet) -> str:
    (x1, y1), (x2, y2), (x3, y3), (x4, y4) = _curve(line, sheet)
    return f"M{x1} {y1}C{x2:.1f} {y2:.1f} {x3:.1f} {y3:.1f} {x4} {y4}"


def _curve(line: Line, sheet: Sheet) -> tuple[Point, Point, Point, Point]:
    """A cubic that leaves and arrives along the direction of reading, and passes through its middle."""
    (x1, y1), (x, y), (x2, y2) = line.start, line.middle, line.end
    if sheet.upright:
        first, second = (x1, x2) if _is_straight(line) else (_aim(x1, x2, x), _aim(x1, x2, x))
        return line.start, (first, y), (second, y), line.end
    first, second = (y1, y2) if _is_straight(line) else (_aim(y1, y2, y), _aim(y1, y2, y))
    return line.start, (x, first), (x, second), line.end


def _go_along(line: Line, sheet: Sheet) -> Iterator[Point]:
    """Points of its curve, those near its middle first."""
    curve = _curve(line, sheet)
    for t in ALONG:
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        x, y = (sum(w * point[axis] for w, point in zip(weights, curve, strict=True)) for axis in (0, 1))
        yield x, y


def _is_straight(line: Line) -> bool:
    (x1, y1), (x, y), (x2, y2) = line.start, line.middle, line.end
    return abs((x1 + x2) / 2 - x) < 1 and abs((y1 + y2) / 2 - y) < 1


def _aim(start: float, end: float, middle: float) -> float:
    """Where both handles of a cubic curve must be for it to pass through `middle` half-way."""
    return round((8 * middle - start - end) / 6, 1)


def _draw_phrases(lines: Sequence[Line], *, room: Room, sheet: Sheet) -> Iterator[str]:
    """Ways that share a connection have its phrase at one place. One that has none is seen only while its way is."""
    placed: dict[str, Box | None] = {}
    for line in lines:
        relation = line.hop.tie.relation
        text = LEADS.get(relation.polarity, "").lower() + line.hop.tie.phrase
        if relation.id not in placed:
            placed[relation.id] = place_phrase(text, _go_along(line, sheet), size=sheet.size, room=room)
        box = placed[relation.id]
        x, y = _foot(box, size=sheet.size) if box else line.middle
        spare = "" if box else " is-spare"
        at = f'x="{x:.1f}" y="{y:.1f}" text-anchor="middle"'
        yield f'<text class="phrase{spare}" data-way="{line.way}" {at}>{escape(text)}</text>'


def _dot(node: Node, spot: Point, *, plan: Plan, sheet: Sheet) -> Spot:
    radius = END_RADIUS if node.id in plan.ends else INNER_RADIUS
    return Spot(*spot, radius, shorten(node.name, letters=sheet.letters))


def _size(id: str, *, plan: Plan, sheet: Sheet) -> float:
    return sheet.size * (END_LETTERS if id in plan.ends else 1)


def _foot(box: Box, *, size: float) -> Point:
    """The middle of the line that its letters stand on."""
    return (box.left + box.right) / 2, box.bottom - DESCENT * size


def _draw_node(node: Node, dot: Spot, name: Box, *, plan: Plan, sheet: Sheet) -> str:
    ways = " ".join(str(way) for way in dict.fromkeys(plan.ways_of.get(node.id, ())))
    x, y = _foot(name, size=_size(node.id, plan=plan, sheet=sheet))
    return "".join(
        [
            f'<g class="stop{" is-end" if node.id in plan.ends else ""}" data-ways="{ways}">',
            f"<title>{escape(node.name)}</title>",
            f'<path class="t-{escape(node.type)}" d="{outline_shape(node.type, dot)}"/>',
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle">{escape(dot.text)}</text></g>',
        ]
    )
