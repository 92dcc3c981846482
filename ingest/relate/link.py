"""How likely an editor would connect two entities: a logistic regression over `features`, weights in `links.json`.

Trained by `bench/train_links.py`. Reads its weights once; changes nothing.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from ingest.relate.features import Features

Weights = Mapping[str, float]


@cache
def load_weights() -> Weights:
    raw = json.loads(files("ingest.relate").joinpath("links.json").read_text("utf-8"))
    return {str(name): float(value) for name, value in raw["weights"].items()}


def link_probability(features: Features, *, weights: Weights) -> float:
    """0..1. A feature without a weight counts for nothing."""
    score = sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
