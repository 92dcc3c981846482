"""Trains one tagger from the training labels.

Usage: python -m bench.train_names.train_tagger SILVER.pkl cased|caseless OUT.crf [tokens] [c1]
"""

from __future__ import annotations

import pickle
import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pycrfsuite

from ingest.extract.builtin.features import Habits, list_features, read_habits
from ingest.language.tokens import Run

Labelled = tuple[Run, list[str]]
PLAIN_SHARE = 0.25
"""Of the runs without a name, so many are trained on."""
GLUED = 40
SETTINGS = {"c2": 0.02, "max_iterations": 60, "feature.possible_transitions": True, "feature.minfreq": 3}


def list_cased(talk: Sequence[Labelled], dice: random.Random) -> Iterator[tuple[list[list[str]], list[str]]]:
    habits = read_habits(run for run, _ in talk)
    for run, labels in talk:
        if len(run) > 2 and ("B" in labels or dice.random() < PLAIN_SHARE):
            yield list_features(run.words, run.lows, habits=habits), labels


def list_caseless(talk: Sequence[Labelled], dice: random.Random) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Runs glued together, without punctuation, in lower case, as captions are."""
    lows: list[str] = []
    tags: list[str] = []
    nothing: Habits = {}
    for run, labels in talk:
        kept = [i for i in range(len(run)) if any(c.isalnum() for c in run.words[i])]
        lows += [run.lows[i] for i in kept]
        tags += _keep_labels(labels, kept)
        if len(lows) >= GLUED:
            if "B" in tags or dice.random() < 0.15:
                yield list_features(lows, lows, habits=nothing), tags
            lows, tags = [], []


def _keep_labels(labels: Sequence[str], kept: Sequence[int]) -> list[str]:
    out: list[str] = []
    for i in kept:
        opens = labels[i] == "I" and (not out or out[-1] not in {"B", "I"})
        out.append("B" if opens else labels[i])
    return out


def main(silver: str, mode: str, out: str, tokens: str = "1400000", c1: str = "0.25") -> None:
    began = time.time()
    talks = pickle.loads(Path(silver).read_bytes())
    dice = random.Random(1)
    dice.shuffle(talks)
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({**SETTINGS, "c1": float(c1)})
    count = used = 0
    for _, talk in talks:
        if count > int(tokens):
            break
        used += 1
        for features, labels in (list_cased if mode == "cased" else list_caseless)(talk, dice):
            trainer.append(features, labels)
            count += len(labels)
    print(mode, used, "talks", count, "tokens", round(time.time() - began), "s", flush=True)
    trainer.train(out)
    print(out, Path(out).stat().st_size / 1e6, "MB", round(time.time() - began), "s", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
