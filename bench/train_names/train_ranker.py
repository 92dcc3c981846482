"""Trains the ranker of concepts on annotated talks.

Usage: python -m bench.train_names.train_ranker --out OUT.json [--repository TALKS] GOLD_FOLDER...
Learns from the folders' talks and, with a clone of thechangelog/transcripts, from those of `bench/annotations`. Of
several candidates that mean the same thing one is right: that with the editor's title, or else the one said most.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from bench.annotated import AnnotatedTalk, add_talk_options, read_all
from ingest.extract.builtin.candidates import Candidate
from ingest.extract.builtin.compose import read_parts
from ingest.extract.builtin.concepts import list_eligible
from ingest.extract.builtin.measures import measure_candidate, measure_talk
from ingest.language.background import load_background

SETTLED = 1e-6
STRENGTH = 0.1
LEFT_OUT = frozenset({"listed_common", "spread"})


def fold_form(form: str) -> str:
    plain = re.sub(r"[^\w+#.]+", " ", re.sub(r"'s\b", "", form.lower().replace("’", "'")))
    return re.sub(r"^(the|a|an) ", "", plain.strip())


@dataclass(slots=True)
class Measured:
    """Candidates of talks: their measures, whether one means what an editor wants, and whether it is the one to keep
    of those that mean it."""

    rows: list[dict[str, float]] = field(default_factory=list)
    wanted: list[int] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)

    def add_talk(self, talk: AnnotatedTalk) -> None:
        background = load_background()
        parts = read_parts(talk.transcript, known=())
        found = list_eligible(parts.talk, groups=parts.groups, tagged=parts.tagged, matches=parts.matches)
        measures = measure_talk(parts.talk, background=background)
        for candidate in found.values():
            row = measure_candidate(candidate, talk=parts.talk, measures=measures, background=background)
            self.rows.append(row)
        claims = claim_entities(found, entities=talk.wanted["entities"])
        best = {entity: max(c for c in claims if c and c[0] == entity) for entity in {c[0] for c in claims if c}}
        self.wanted += [int(claim is not None) for claim in claims]
        self.kept += [int(claim is not None and claim == best[claim[0]]) for claim in claims]


Claim = tuple[int, bool, int, int]
"""The number of an entity, whether a candidate has its title, how often it is said, and what tells equals apart."""


def claim_entities(found: Mapping[str, Candidate], *, entities: Sequence[Mapping[str, Any]]) -> list[Claim | None]:
    """For each candidate what it would be kept for; None for what no editor has."""
    titles = {fold_form(entity["name"]): number for number, entity in enumerate(entities)}
    forms = {fold_form(form): number for number, entity in enumerate(entities) for form in entity["surface"]}
    claims: list[Claim | None] = []
    for place, (key, candidate) in enumerate(found.items()):
        written = [fold_form(form) for form in (key, *candidate.forms)]
        titled, named = _find_first(titles, written), _find_first(forms, written)
        number = named if titled is None else titled
        claims.append(None if number is None else (number, titled is not None, candidate.count, -place))
    return claims


def _find_first(numbers: Mapping[str, int], written: Iterable[str]) -> int | None:
    return next((numbers[form] for form in written if form in numbers), None)


def fit(rows: list[dict[str, float]], kept: list[int], *, strength: float = STRENGTH) -> dict[str, Any]:
    """Newton's method; standardised measures. `strength`: inverse of the penalty on squared weights."""
    names = [name for name in rows[0] if name not in LEFT_OUT]
    table = np.array([[row[name] for name in names] for row in rows])
    means, scales = table.mean(0), np.maximum(table.std(0), 0.01)
    x = np.hstack([(table - means) / scales, np.ones((len(rows), 1))])
    y = np.array(kept, dtype=float)
    penalty = np.full(x.shape[1], 1 / strength)
    penalty[-1] = 0
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x + np.diag(penalty + 1e-9), x.T @ (p - y) + penalty * w)
        w -= step
    return {
        "names": names,
        "means": [round(float(v), 5) for v in means],
        "scales": [round(float(v), 5) for v in scales],
        "weights": [round(float(v), 5) for v in w[:-1]],
        "bias": round(float(w[-1]), 5),
    }


def learn(measured: Measured) -> dict[str, Any]:
    """Ranks by which candidate is kept; says how likely it is that an editor wants it, under whatever name."""
    model = fit(measured.rows, measured.kept)
    columns = zip(model["names"], model["means"], model["scales"], model["weights"], strict=True)
    scores = np.full(len(measured.rows), model["bias"])
    for name, mean, scale, weight in columns:
        scores += weight * (np.array([row[name] for row in measured.rows]) - mean) / scale
    share = float(np.mean(measured.wanted))
    low, high = -5.0, 5.0
    while high - low > SETTLED:
        shift = (low + high) / 2
        low, high = (shift, high) if np.mean(1 / (1 + np.exp(-scores - shift))) < share else (low, shift)
    return {**model, "bias": round(model["bias"] + low, 5)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_talk_options(parser)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    measured = Measured()
    for talk in read_all(options.folders, repository=options.repository):
        measured.add_talk(talk)
    options.out.write_text(json.dumps(learn(measured), indent=1) + "\n", "utf-8")
    print(len(measured.rows), "candidates", sum(measured.wanted), "wanted", sum(measured.kept), "kept")


if __name__ == "__main__":
    main()
