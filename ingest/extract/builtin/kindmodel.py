"""Guesses a name's type from how it is used in this talk and how it is written: a multinomial logistic regression."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from ingest.extract.builtin.contexts import list_contexts, list_name_features
from ingest.extract.builtin.corpus import KINDS
from ingest.extract.builtin.talk import Place, Talk
from ingest.records import EntityType

MENTIONS = 80
SCALE = 100
"""Weights are written as whole hundredths."""
PRIORS = {EntityType.MEDIA: 0.8, EntityType.EVENT: 0.8, EntityType.PLACE: -0.8}
"""In log odds: the training names hold more places, and fewer works and events, than talks do."""


@cache
def _load_weights() -> Mapping[str, str]:
    lines = files("ingest.extract.builtin").joinpath("models/types.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines)


def weigh_usage(
    contexts: Mapping[str, int],
    cues: Mapping[EntityType, float],
    words: Sequence[str],
    *,
    mentions: int,
    caseless: bool,
) -> dict[str, float]:
    """The model's input: contexts damped, cues per mention, features of the name."""
    row = {feature: min(1.0, math.log1p(count) / 2) for feature, count in contexts.items()}
    for kind, weight in cues.items():
        row[f"cue={kind.value}"] = min(1.0, 2 * weight / max(3, mentions))
    row.update((f"name:{feature}", 1.0) for feature in list_name_features(words, caseless=caseless))
    return row


def guess_kinds(
    talk: Talk,
    places: Sequence[Place],
    words: Sequence[str],
    *,
    cues: Mapping[EntityType, float],
    company: Mapping[EntityType, float],
) -> dict[EntityType, float]:
    """Probability of each type, from at most 80 mentions. `company`: log odds that the talk's other names add."""
    contexts: Counter[str] = Counter()
    for place in places[:MENTIONS]:
        contexts.update(dict.fromkeys(list_contexts(talk.runs[place.run].lows, place.first, place.last), 1))
    row = weigh_usage(contexts, cues, words, mentions=len(places), caseless=talk.caseless)
    logs = dict(zip(KINDS, _multiply(row.items()), strict=True))
    return apply_priors({kind: log + company.get(kind, 0.0) for kind, log in logs.items()})


def apply_priors(logs: Mapping[EntityType, float]) -> dict[EntityType, float]:
    """Probabilities from log odds, after `PRIORS`."""
    shifted = {kind: log + PRIORS.get(kind, 0.0) for kind, log in logs.items()}
    most = max(shifted.values())
    powers = {kind: math.exp(log - most) for kind, log in shifted.items()}
    total = math.fsum(powers.values())
    return {kind: power / total for kind, power in powers.items()}


def _multiply(row: Iterable[tuple[str, float]]) -> list[float]:
    weights = _load_weights()
    totals = [int(weight) / SCALE for weight in weights["bias"].split("\t")] if weights else [0.0] * len(KINDS)
    for feature, value in row:
        found = weights.get(feature)
        if found is not None:
            for index, weight in enumerate(found.split("\t")):
                if weight != "0":
                    totals[index] += value * int(weight) / SCALE
    return totals
