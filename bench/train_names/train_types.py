"""Trains the model of name types on the names that the lexicon types, and types all names of the corpus with it.

Usage: python -m bench.train_names.train_types CORPUS.pkl COUNTS.pkl   (needs scikit-learn)
"""

from __future__ import annotations

import pickle
import random
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bench.train_names.tag_corpus import Usage
from ingest.extract.builtin.corpus import KINDS
from ingest.extract.builtin.gazetteer import load_gazetteer
from ingest.extract.builtin.kindmodel import SCALE, apply_priors, weigh_usage
from ingest.language.tokens import split_words
from ingest.records import EntityType

MODELS = Path("ingest/extract/builtin/models")
HELD_OUT = 500
LEAST_WEIGHT = 0.1
LEAST_NAMES = 4
TALKS = 2
Row = tuple[dict[str, float], str, float]

_ORGANIZATION = re.compile(r"\b(?:university|institute|foundation|inc)\b")


def label_names(names: Mapping[str, Usage], counts: Mapping[str, Any]) -> dict[str, tuple[EntityType, float]]:
    """Type and weight of the names that are surely of one."""
    gazetteer = load_gazetteer()
    speakers = {name.lower() for name in counts["speakers"] if len(name.split()) > 1}
    labels: dict[str, tuple[EntityType, float]] = {}
    for key, usage in names.items():
        form = gazetteer.find(split_words(key))
        if form and not (form.common and usage.talks < 5):
            labels[key] = (form.entry.type, 2.0)
        elif key in speakers or usage.spoken >= 3:
            labels[key] = (EntityType.PERSON, 0.5)
        elif _ORGANIZATION.search(key):
            labels[key] = (EntityType.ORGANIZATION, 1.0)
    return labels


def make_rows(key: str, usage: Usage, kind: EntityType, weight: float, dice: random.Random) -> list[Row]:
    """The name with all that is known of it, without its case, and as a talk with 2 or 6 mentions shows it."""
    seen = min(usage.mentions, 300)
    rows = [
        (describe(usage, seen=seen), kind.value, weight),
        (describe(usage, seen=seen, caseless=True), kind.value, weight * 0.3),
    ]
    pool = list(usage.contexts.elements())
    for few in (2, 6) if usage.mentions >= 6 else ():
        some = Counter(dice.sample(pool, min(len(pool), 14 * few)))
        cues = {kind: w * few / seen for kind, w in usage.cues.items() if dice.random() < min(1, w * few / seen)}
        rows.append((describe(usage, seen=few, contexts=some, cues=cues), kind.value, weight * 0.5))
    return rows


def describe(
    usage: Usage,
    *,
    seen: int,
    caseless: bool = False,
    contexts: Mapping[str, int] | None = None,
    cues: Mapping[str, float] | None = None,
) -> dict[str, float]:
    typed = {EntityType(kind): weight for kind, weight in (usage.cues if cues is None else cues).items()}
    words = split_words(usage.forms.most_common(1)[0][0])
    return weigh_usage(contexts or usage.contexts, typed, words, mentions=seen, caseless=caseless)


def to_matrix(rows: Sequence[Mapping[str, float]], index: Mapping[str, int]) -> csr_matrix:
    data, at, columns = [], [], []
    for number, row in enumerate(rows):
        for feature, value in row.items():
            if feature in index:
                data.append(value)
                at.append(number)
                columns.append(index[feature])
    return csr_matrix((data, (at, columns)), shape=(len(rows), len(index)))


def fit(rows: Sequence[Row]) -> tuple[LogisticRegression, dict[str, int]]:
    seen = Counter(feature for row, _, _ in rows for feature in row)
    index = {feature: n for n, feature in enumerate(sorted(f for f, c in seen.items() if c >= LEAST_NAMES))}
    model = LogisticRegression(C=0.5, max_iter=200)
    table = to_matrix([row for row, _, _ in rows], index)
    return model.fit(table, [k for _, k, _ in rows], sample_weight=[w for _, _, w in rows]), index


def report(names: Mapping[str, Usage], labels: Mapping[str, tuple[EntityType, float]]) -> None:
    """Accuracy on lexicon names kept out of training."""
    dice = random.Random(0)
    keys = sorted(labels)
    dice.shuffle(keys)
    tested = [key for key in keys if labels[key][1] == 2.0][:HELD_OUT]
    left = set(tested)
    model, index = fit([r for k in keys if k not in left for r in make_rows(k, names[k], *labels[k], dice)])
    rows = [describe(names[key], seen=min(300, names[key].mentions)) for key in tested]
    guesses = model.predict(to_matrix(rows, index))
    right = [guess == labels[key][0].value for guess, key in zip(guesses, tested, strict=True)]
    print("held-out lexicon names", len(tested), "right", round(float(np.mean(right)), 3))
    for kind in KINDS:
        own = [r for r, key in zip(right, tested, strict=True) if labels[key][0] is kind]
        print(" ", kind.value, len(own), round(float(np.mean(own or [0])), 2))


def write_weights(model: LogisticRegression, index: Mapping[str, int]) -> None:
    order = [list(model.classes_).index(kind.value) for kind in KINDS]
    table = np.round(model.coef_[order] * SCALE).astype(int)
    bias = np.round(model.intercept_[order] * SCALE).astype(int)
    lines = ["\t".join(["bias", *map(str, bias)])]
    for feature, n in index.items():
        if np.abs(table[:, n]).max() > LEAST_WEIGHT * SCALE and "\t" not in feature:
            lines.append("\t".join([feature, *map(str, table[:, n])]))
    (MODELS / "types.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    print("features", len(lines))


def write_names(names: Mapping[str, Usage], model: LogisticRegression, index: Mapping[str, int]) -> None:
    order = [list(model.classes_).index(kind.value) for kind in KINDS]
    kept = sorted(key for key, usage in names.items() if usage.talks >= TALKS and "\t" not in key)
    table = to_matrix([describe(names[key], seen=min(300, names[key].mentions)) for key in kept], index)
    logs = model.decision_function(table)[:, order]
    lines = []
    for key, row in zip(kept, logs, strict=True):
        odds = apply_priors(dict(zip(KINDS, map(float, row), strict=True)))
        cells = [str(names[key].mentions), str(names[key].talks), *(str(round(100 * odds[k])) for k in KINDS)]
        lines.append("\t".join([key, *cells]))
    (MODELS / "names.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    print("names", len(lines))


def main(corpus: str, counts: str) -> None:
    names: dict[str, Usage] = pickle.loads(Path(corpus).read_bytes())
    labels = label_names(names, pickle.loads(Path(counts).read_bytes()))
    print("labelled", len(labels), Counter(kind.value for kind, _ in labels.values()))
    report(names, labels)
    dice = random.Random(0)
    model, index = fit([row for key in sorted(labels) for row in make_rows(key, names[key], *labels[key], dice)])
    write_weights(model, index)
    write_names(names, model, index)


if __name__ == "__main__":
    main(*sys.argv[1:3])
