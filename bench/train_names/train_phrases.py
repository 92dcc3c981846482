"""Trains what a concept's title looks like: the lexicon's concepts against the noun phrases of the training talks.

Usage: python -m bench.train_names.train_phrases SILVER.pkl   (needs scikit-learn)
"""

from __future__ import annotations

import pickle
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from ingest.extract.builtin.candidates import find_phrases, make_key
from ingest.extract.builtin.gazetteer import load_gazetteer
from ingest.extract.builtin.phrasemodel import SCALE, list_phrase_features
from ingest.language.background import load_background
from ingest.records import EntityType

OUT = Path("ingest/extract/builtin/models/phrases.tsv")
NEGATIVES = 60_000
LEAST_WEIGHT = 0.08


def read_positives() -> set[str]:
    forms = load_gazetteer().layers[0].forms.values()
    concepts = (form for form in forms if form.entry.type is EntityType.CONCEPT and not form.common)
    return {
        make_key(form.lows)
        for form in concepts
        if (len(form.lows) <= 4 and form.text.islower()) or (form.text == form.entry.name and len(form.lows) <= 4)
    }


def read_negatives(talks: Iterable[tuple[str, Sequence]], positives: set[str]) -> list[str]:
    """Whole noun phrases that are no concept of the lexicon, without names; each once."""
    found: Counter[str] = Counter()
    for _, talk in talks:
        for run, labels in talk:
            for first, last in find_phrases(run, tuple(labels)):
                if last - first <= 4 and not any(tag in "BI" for tag in labels[first:last]):
                    found[make_key(run.lows[first:last])] += 1
    return sorted(key for key in found if key not in positives)


def describe(keys: Iterable[str]) -> list[list[str]]:
    background = load_background()
    return [list(list_phrase_features(key.split(" "), background=background)) for key in keys]


def main(silver: str) -> None:
    dice = random.Random(3)
    positives = read_positives()
    negatives = read_negatives(pickle.loads(Path(silver).read_bytes()), positives)
    dice.shuffle(negatives)
    good = sorted(positives)
    dice.shuffle(good)
    keys = good + negatives[:NEGATIVES]
    marks = np.array([1] * len(good) + [0] * min(NEGATIVES, len(negatives)))
    vectorizer = CountVectorizer(analyzer=lambda row: row, binary=True, min_df=3)
    table = vectorizer.fit_transform(describe(keys))
    test = np.array([dice.random() < 0.1 for _ in keys])
    model = LogisticRegression(C=0.3, max_iter=300).fit(table[~test], marks[~test])
    print(
        len(good),
        "concepts",
        len(negatives),
        "phrases, AUC",
        roc_auc_score(marks[test], model.decision_function(table[test])),
    )
    model = LogisticRegression(C=0.3, max_iter=300).fit(table, marks)
    lines = [f"bias\t{round(float(model.intercept_[0]) * SCALE)}"]
    for feature, n in sorted(vectorizer.vocabulary_.items()):
        weight = float(model.coef_[0, n])
        if abs(weight) >= LEAST_WEIGHT and "\t" not in feature:
            lines.append(f"{feature}\t{round(weight * SCALE)}")
    OUT.write_text("\n".join(lines) + "\n", "utf-8")
    print(len(lines), "features")


if __name__ == "__main__":
    main(*sys.argv[1:2])
