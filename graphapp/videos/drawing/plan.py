"""What a picture of a video's graph consists of, and how it is kept. Decides nothing about places or looks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import msgspec

from graphapp.videos.reading.connections import Connection
from graphapp.videos.reading.entities import VideoEntity

KEPT = 64
"""Plans without what is left out, kept by each process."""
CERTAIN = 0.5
"""Connections of less confidence are drawn faintly, and shown in full on request only."""


class Dot(NamedTuple):
    """An entity in the picture. `x`, `y`: -1..1, y upwards."""

    id: str
    name: str
    type: str
    salience: float
    x: float
    y: float


class Line(NamedTuple):
    """A connection in the picture; `source` and `target` are places in the plan's dots."""

    source: int
    target: int
    polarity: str
    weak: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """Dots most salient first, lines strongest first."""

    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]


@lru_cache(maxsize=KEPT)
def leave_out(plan: Plan, ids: frozenset[str]) -> Plan:
    """The plan without the dots of the given entities and the lines that end in them; the rest stays where it is."""
    kept = [place for place, dot in enumerate(plan.dots) if dot.id not in ids]
    now = {place: number for number, place in enumerate(kept)}
    lines = (n for n in plan.lines if n.source in now and n.target in now)
    return Plan(
        tuple(plan.dots[place] for place in kept),
        tuple(Line(now[n.source], now[n.target], n.polarity, n.weak) for n in lines),
    )


def name_dots(plan: Plan, named: Mapping[str, tuple[str, str]]) -> Plan:
    """The plan with (name, type) of each entity, and without those that have none."""
    left = leave_out(plan, frozenset(dot.id for dot in plan.dots if dot.id not in named))
    return Plan(tuple(dot._replace(name=named[dot.id][0], type=named[dot.id][1]) for dot in left.dots), left.lines)


@dataclass(frozen=True, slots=True)
class Plans:
    """The whole, and the foremost alone, which stand otherwise when nothing else has to find room."""

    whole: Plan
    small: Plan


def take_fingerprint(entities: Iterable[VideoEntity], connections: Iterable[Connection]) -> str:
    """Equal for equal pictures: names, types, ranks and connections."""
    said = [(e.id, e.name, e.type, round(e.salience, 3)) for e in entities]
    joined = [(c.subject, c.object, c.polarity, c.confidence < CERTAIN) for c in connections]
    return hashlib.sha256(msgspec.json.encode((VERSION, said, joined))).hexdigest()[:40]


VERSION = 4
"""Raised when the same graph is to be placed anew."""


def write_plans(plans: Plans) -> dict[str, object]:
    return {"whole": _write(plans.whole), "small": _write(plans.small)}


def read_plans(data: dict[str, dict[str, Rows]]) -> Plans:
    return Plans(_read(data["whole"]), _read(data["small"]))


def read_small_plan(data: dict[str, dict[str, Rows]]) -> Plan:
    return _read(data["small"])


Rows = Sequence[Sequence[object]]


def _write(plan: Plan) -> dict[str, list[list[object]]]:
    return {
        "dots": [[d.id, d.name, d.type, d.salience, d.x, d.y] for d in plan.dots],
        "lines": [[n.source, n.target, n.polarity, n.weak] for n in plan.lines],
    }


def _read(data: dict[str, Rows]) -> Plan:
    return Plan(tuple(map(Dot._make, data["dots"])), tuple(map(Line._make, data["lines"])))
