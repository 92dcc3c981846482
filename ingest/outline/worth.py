"""How likely an editor would list a subject among a talk's topics: two logistic regressions, one for what is named or
repeated and one for plain subjects.

The weights (`topics.json`) are learnt from lists that editors wrote of other talks (`bench/train_topics.py`).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ingest.outline.habit import Habit
from ingest.outline.measures import Measures, measure_subjects, measure_told
from ingest.outline.plain import Told
from ingest.outline.reading import Reading
from ingest.outline.subjects import Subject


@dataclass(frozen=True, slots=True)
class Weights:
    """By measure, and "bias"; `subjects` and `told` as in `rate_subjects` and `rate_told`."""

    subjects: Mapping[str, float]
    told: Mapping[str, float]
    habit: Habit


@cache
def load_weights() -> Weights:
    raw = json.loads(files("ingest.outline").joinpath("topics.json").read_text("utf-8"))
    return read_weights(raw)


def read_weights(raw: Mapping[str, Any]) -> Weights:
    return Weights(raw["subjects"], raw["told"], Habit(raw["words"], raw["names"], raw["listed"]))


def rate_subjects(
    reading: Reading, *, subjects: Sequence[Subject], told: Sequence[Told], weights: Weights | None = None
) -> tuple[float, ...]:
    """A chance for each entity and phrase, 0..1, in their order. `weights`: others than the product's."""
    weights = weights or load_weights()
    rows = measure_subjects(reading, subjects=subjects, told=told)
    return tuple(
        _rate(add_habit(row, name=subject.name, habit=weights.habit), weights=weights.subjects)
        for subject, row in zip(subjects, rows, strict=True)
    )


def rate_told(
    reading: Reading, *, told: Sequence[Told], subjects: Sequence[Subject], weights: Weights | None = None
) -> tuple[float, ...]:
    """The same for plain subjects."""
    weights = weights or load_weights()
    rows = measure_told(reading, told=told, subjects=subjects)
    return tuple(
        _rate(add_habit(row, name=one.name, habit=weights.habit), weights=weights.told)
        for one, row in zip(told, rows, strict=True)
    )


def add_habit(row: Measures, *, name: str, habit: Habit) -> Measures:
    """A candidate's measures and how editors like it."""
    return {**row, **habit.measure(name)}


def _rate(row: Measures, *, weights: Mapping[str, float]) -> float:
    total = weights["bias"] + math.fsum(weights[name] * value for name, value in row.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
