"""Where the entities of several ways stand in their drawing: how far along, and in which row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graphapp.explorer.paths.telling import Hop, Story
from graphapp.graph.results import Node

Point = tuple[float, float]


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


def plan_story(story: Story) -> Plan:
    return _plan_paths(story) if story.paths else _plan_meetings(story)


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
