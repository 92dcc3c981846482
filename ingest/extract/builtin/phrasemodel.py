"""How much a phrase looks like the title of a concept, by its words alone: a logistic regression over word features.

It was trained on the lexicon's concepts against the phrases of several hundred talks, so it has never seen this talk.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from ingest.language.background import Background, WordCount, load_background

SCALE = 100
"""Weights are written as whole hundredths."""


@cache
def _load_weights() -> Mapping[str, float]:
    lines = files("ingest.extract.builtin").joinpath("models/phrases.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return {feature: int(weight) / SCALE for feature, weight in rows}


@lru_cache(maxsize=20_000)
def rate_phrase(key: str) -> float:
    """Log odds, about -6 to 6, that the phrase (lower case, last word singular) titles a concept."""
    weights = _load_weights()
    features = list_phrase_features(key.split(" "), background=load_background())
    return weights.get("bias", 0.0) + math.fsum(weights.get(feature, 0.0) for feature in features)


def list_phrase_features(words: Sequence[str], *, background: Background) -> Iterator[str]:
    """Shared by training and use."""
    head, first = words[-1], words[0]
    size = min(len(words), 4)
    yield f"n={size}"
    yield f"head={head}"
    yield from (f"h{n}={head[-n:]}" for n in (2, 3, 4))
    yield from (f"head:{bucket}:{size > 1}" for bucket in _bucket_word(background.count_of(head)))
    if size == 1:
        yield f"single:{head[:4]}"
        return
    yield f"first={first}"
    yield from (f"f{n}={first[-n:]}" for n in (2, 3))
    yield from (f"first:{bucket}" for bucket in _bucket_word(background.count_of(first)))
    yield from (f"mid={word}" for word in words[1:-1])
    yield f"endings={first[-3:]}_{head[-3:]}"
    talks, burst = max(background.pairs.get(f"{a} {b}", (0, 0)) for a, b in pairwise(words))
    yield f"pair={_log(talks)}"
    if talks:
        yield f"pairburst={int(8 * burst / talks)}"


def _bucket_word(found: WordCount) -> Iterator[str]:
    yield f"talks={_log(found.talks)}"
    if found.talks:
        yield f"burst={int(10 * found.burst / found.talks)}"
        yield f"fixed={int(10 * found.fixed / found.count)}"
        yield f"mean={_log(round(4 * found.count / found.talks))}"


def _log(count: int) -> int:
    return int(math.log2(count + 1))
