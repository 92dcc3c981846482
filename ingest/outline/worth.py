"""How likely an editor would list a subject among a talk's topics: a logistic regression over a few measures.

The weights (`topics.json`) are learnt from lists that editors wrote of other talks (`bench/train_topics.py`).
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from ingest.language.background import load_background
from ingest.outline.reading import Reading
from ingest.outline.subjects import Subject, list_stems
from ingest.records import EntityType

_RAREST = 7.0
_OPENING = 0.1
_UNSURE = 0.5
_LEAST_SCORE = 1e-3


@cache
def _load_weights() -> Mapping[str, float]:
    weights: dict[str, float] = json.loads(files("ingest.outline").joinpath("topics.json").read_text("utf-8"))
    return weights


def rate_subjects(
    reading: Reading, *, subjects: Sequence[Subject], weights: Mapping[str, float] | None = None
) -> tuple[float, ...]:
    """A chance for each, 0..1, in their order. `weights`: others than the product's."""
    weights = weights or _load_weights()
    rows = measure_subjects(reading, subjects=subjects)
    totals = (weights["bias"] + math.fsum(weights[name] * value for name, value in row.items()) for row in rows)
    return tuple(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) for total in totals)


def measure_subjects(reading: Reading, *, subjects: Sequence[Subject]) -> Iterator[dict[str, float]]:
    """What is measured of each, by name; shared by training and use."""
    counts = Counter(word.low for sentence in reading.sentences for word in sentence.words)
    names = [list_stems(subject.name) for subject in subjects]
    for subject, own in zip(subjects, names, strict=True):
        entity = None if subject.entity is None else reading.entities[subject.entity]
        words = subject.name.lower().split()
        rarities = [min(_RAREST, load_background().rarity(word)) for word in words]
        telling = (math.log1p(counts[word]) * rarity for word, rarity in zip(words, rarities, strict=True))
        single = float(len(words) == 1)
        yield {
            "score": math.log(max(_LEAST_SCORE, subject.score)),
            "telling": math.fsum(telling) / len(words),
            "rarity": math.fsum(rarities) / len(words),
            "holders": math.log1p(sum(own < other for other in names)),
            "early": float(subject.sentences[0] < _OPENING * len(reading.sentences)),
            "organization": float(entity is not None and entity.type is EntityType.ORGANIZATION),
            "confidence": entity.confidence if entity else _UNSURE,
            "single": single,
            "single_concept": single * (entity is not None and entity.type is EntityType.CONCEPT),
        }
