"""Ways between two or three entities as SVG: from one end to the other, a row for each way. Geometry and escaping only.

Drawn twice: from left to right, and from top to bottom for a phone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

from graphapp.explorer.paths.telling import Hop, Story
from graphapp.graph.results import Node
from graphapp.videos.drawing.labels import Spot
from graphapp.videos.drawing.letters import shorten
from graphapp.videos.drawing.svg import outline_shape
from graphapp.videos.portrait.wording import LEADS

Point = tuple[float, float]
END_RADIUS, INNER_RADIUS = 13.0, 8.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """In its own pixels. `length`: from end to end; `breadth`: the most across; `row`: the most for a way; `letters`:
    of a name."""

    name: str
    length: float
    breadth: float
    row: float
    margin: float
    letters: int
    phrases: bool
    upright: bool


WIDE = Sheet("wide", 1000, 1400, 104, margin=112, letters=24, phrases=True, upright=False)
TALL = Sheet("tall", 460, 370, 112, margin=40, letters=12, phrases=False, upright=True)


@dataclass(frozen=True, slots=True)
class Line:
    """One hop of the way of that number, from point to point, by way of a point half-way."""

    way: int
    hop: Hop
    start: Point
    middle: Point
    end: Point


@dataclass(frozen=True, slots=True)
class Plan:
    """Where each entity stands: along, 0 to 1 from the first end to the others, and across, in rows. `lanes`: the
    row of a way that leads from end to end without passing anything."""

    places: Mapping[str, Point]
    nodes: Mapping[str, Node]
    hops: Sequence[tuple[int, Hop]]
    lanes: Mapping[int, float]
    ends: frozenset[str]
    ways_of: Mapping[str, Sequence[int]]
    rows: float


def draw_story(story: Story, *, sheet: Sheet, title: str) -> SafeString:
    """An image with a name; what it shows stands in words below it."""
    plan = _plan_paths(story) if story.paths else _plan_meetings(story)
    spots = {id: _place(place, plan=plan, sheet=sheet) for id, place in plan.places.items()}
    lines = [_lay_line(way, hop, spots, plan=plan, sheet=sheet) for way, hop in plan.hops]
    width, height = sheet.length, _measure_row(plan, sheet) * plan.rows + 40
    box = f"{height:.0f} {width:.0f}" if sheet.upright else f"{width:.0f} {height:.0f}"
    kind = "many" if len(story.meetings) > 1 else "few"
    parts = [
        f'<svg class="routes is-{sheet.name} of-{kind}" viewBox="0 0 {box}" role="img" aria-label="{escape(title)}">',
        *(_draw_line(line, sheet=sheet) for line in lines),
        *(_draw_phrase(line) for line in lines if sheet.phrases),
        *(_draw_node(node, spots[id], plan=plan, sheet=sheet) for id, node in plan.nodes.items()),
        "</svg>",
    ]
    return mark_safe("".join(parts))  # noqa: S308 - every text above is escaped


def _plan_paths(story: Story) -> Plan:
    rows = len(story.paths)
    first, last = story.paths[0].path.nodes[0], story.paths[0].path.nodes[-1]
    places: dict[str, Point] = {first.id: (0.0, rows / 2), last.id: (1.0, rows / 2)}
    nodes = {first.id: first, last.id: last}
    ways_of: dict[str, list[int]] = {}
    for row, told in enumerate(story.paths):
        for step, node in enumerate(told.path.nodes):
            places.setdefault(node.id, (step / (len(told.path.nodes) - 1), row + 0.5))
            nodes.setdefault(node.id, node)
            ways_of.setdefault(node.id, []).append(row + 1)
    hops = [(row + 1, hop) for row, told in enumerate(story.paths) for hop in told.hops]
    lanes = {row: row - 0.5 for row, told in enumerate(story.paths, 1) if not told.between}
    return Plan(places, nodes, hops, lanes, frozenset((first.id, last.id)), ways_of, rows)


def _plan_meetings(story: Story) -> Plan:
    """The first end at one side, the others at the other, meeting points between them."""
    rows = max(2.0, len(story.meetings) * 1.5)
    ends = [leg.nodes[-1] for leg in story.meetings[0].junction.legs]
    aims = [(0.0, rows / 2), *((1.0, rows * (n + 0.5) / (len(ends) - 1)) for n in range(len(ends) - 1))]
    places = {node.id: aim for node, aim in zip(ends, aims, strict=True)}
    nodes = {node.id: node for node in ends}
    ways_of: dict[str, list[int]] = {}
    for number, meeting in enumerate(story.meetings, 1):
        middle = (0.5, (number - 0.5) * rows / len(story.meetings))
        for leg, aim in zip(meeting.junction.legs, aims, strict=True):
            start = places.setdefault(meeting.node.id, middle)
            for step, node in enumerate(leg.nodes):
                part = step / max(len(leg.nodes) - 1, 1)
                places.setdefault(node.id, (_between(start[0], aim[0], part), _between(start[1], aim[1], part)))
                nodes.setdefault(node.id, node)
                ways_of.setdefault(node.id, []).append(number)
    hops = [(n, hop) for n, meeting in enumerate(story.meetings, 1) for leg in meeting.legs for hop in leg.hops]
    return Plan(places, nodes, hops, {}, frozenset(node.id for node in ends), ways_of, rows)


def _between(start: float, end: float, part: float) -> float:
    return start + (end - start) * part


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
    """A curve that leaves and arrives along the direction of reading, and passes through its middle."""
    (x1, y1), (x2, y2) = line.start, line.end
    x, y = line.middle
    if sheet.upright:
        first, second = (x1, x2) if _is_straight(line) else (_aim(x1, x2, x), _aim(x1, x2, x))
        return f"M{x1} {y1}C{first} {y:.1f} {second} {y:.1f} {x2} {y2}"
    first, second = (y1, y2) if _is_straight(line) else (_aim(y1, y2, y), _aim(y1, y2, y))
    return f"M{x1} {y1}C{x:.1f} {first} {x:.1f} {second} {x2} {y2}"


def _is_straight(line: Line) -> bool:
    (x1, y1), (x, y), (x2, y2) = line.start, line.middle, line.end
    return abs((x1 + x2) / 2 - x) < 1 and abs((y1 + y2) / 2 - y) < 1


def _aim(start: float, end: float, middle: float) -> float:
    """Where both handles of a cubic curve must be for it to pass through `middle` half-way."""
    return round((8 * middle - start - end) / 6, 1)


def _draw_phrase(line: Line) -> str:
    relation = line.hop.tie.relation
    text = escape(LEADS.get(relation.polarity, "").lower() + line.hop.tie.phrase)
    x, y = line.middle
    return f'<text class="phrase" data-way="{line.way}" x="{x:.1f}" y="{y - 7:.1f}" text-anchor="middle">{text}</text>'


def _draw_node(node: Node, spot: Point, *, plan: Plan, sheet: Sheet) -> str:
    is_end = node.id in plan.ends
    radius = END_RADIUS if is_end else INNER_RADIUS
    ways = " ".join(str(way) for way in dict.fromkeys(plan.ways_of.get(node.id, ())))
    return "".join(
        [
            f'<g class="stop{" is-end" if is_end else ""}" data-ways="{ways}"><title>{escape(node.name)}</title>',
            f'<path class="t-{escape(node.type)}" d="{outline_shape(node.type, Spot(*spot, radius, ""))}"/>',
            *_write_name(node.name, spot, radius=radius, sheet=sheet),
            "</g>",
        ]
    )


def _write_name(name: str, spot: Point, *, radius: float, sheet: Sheet) -> Iterator[str]:
    short = shorten(name, letters=sheet.letters)
    yield f'<text x="{spot[0]}" y="{spot[1] + radius + 18:.1f}" text-anchor="middle">{escape(short)}</text>'
