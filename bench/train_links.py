"""Trains the link model of `ingest.relate` on annotated talks and says how good it is on talks it has not seen.

Usage: python -m bench.train_links [--repository TALKS] [--write] [--extractor NAME] GOLD_FOLDER...

The talks are those of the folders and, with a repository, of `bench/annotations` (see `bench.annotated`). For each
the entities are found by the shipped extractor, and once more taken from the annotation, so that the model learns
both from what it will meet and from clean names. A pair is right where the annotation connects the two entities.
Reports how it does on each talk left out; with --write the weights of all talks together go to
`ingest/relate/links.json` instead.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.annotated import AnnotatedTalk, add_talk_options, read_all
from ingest.ids import fold_name
from ingest.pipeline import Stage, extract_document
from ingest.records import Entity, EntityType, Mention, NameKey, Scope, Transcript
from ingest.relate.features import Features
from ingest.relate.label import BACKWARD, FORWARD, describe_label
from ingest.relate.link import Weights, link_probability
from ingest.relate.relate import describe_candidates, survey_talk
from ingest.relate.talk import read_talk

PENALTY = 6.0
LABEL_PENALTY = 2.0
LEAST_CASES = 6
CLEAN = "clean names"
SHIFT = 0.4
"""Added to the bias: on talks left out, of those with a chance of one half and more, half are right only so."""
STEPS = 40
SETTLED = 1e-6
PACKAGE = Path(__file__).parent.parent / "ingest" / "relate"
BANDS = (0.0, 0.2, 0.35, 0.5, 0.65, 0.8, 1.01)

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """A candidate pair: its features, whether the annotation connects the two, and as what.

    `label`: the annotated predicate with its direction, `shape` the features for it; both empty where the two
    are not connected or never meet.
    """

    features: Features
    right: bool
    label: str = ""
    shape: Features = field(default_factory=dict)


@dataclass(frozen=True)
class Talk:
    """`found`: candidates among the extractor's entities; `clean`: among the annotation's; `gold`: its pairs."""

    name: str
    found: tuple[Example, ...]
    clean: tuple[Example, ...]
    gold: int


def main() -> None:
    options = _read_options()
    annotated = read_all(options.folders, repository=options.repository)
    talks = [describe_talk(talk, extractor=options.extractor) for talk in annotated]
    if not options.write:
        print(report_left_out(talks))
    else:
        write_models([example for talk in talks for example in (*talk.found, *talk.clean)])


def write_models(examples: Sequence[Example]) -> None:
    """The weights of both models to the package, to three places."""
    fitted = fit_weights(examples)
    weights = {"weights": _round_weights({**fitted, "bias": fitted["bias"] + SHIFT})}
    labels = {"labels": {label: _round_weights(row) for label, row in fit_labels(examples).items()}}
    (PACKAGE / "links.json").write_text(json.dumps(weights, indent=1) + "\n", "utf-8")
    (PACKAGE / "labels.json").write_text(json.dumps(labels, indent=1) + "\n", "utf-8")


def _round_weights(weights: Weights) -> dict[str, float]:
    return {name: round(value, 3) for name, value in sorted(weights.items()) if abs(value) >= 0.0005 and name != CLEAN}


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_talk_options(parser)
    parser.add_argument("--extractor", default="builtin")
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def describe_talk(talk: AnnotatedTalk, *, extractor: str) -> Talk:
    transcript, wanted = talk.transcript, talk.wanted
    found = extract_document(transcript, extractor=extractor, until=Stage.RESOLVE).entities
    clean = place_gold(transcript, gold=wanted)
    pairs = {frozenset((r["subject"], r["object"])) for r in wanted["relations"]}
    return Talk(
        name=talk.name,
        found=tuple(_make_examples(transcript, entities=found, gold=wanted)),
        clean=tuple(_mark_clean(_make_examples(transcript, entities=clean, gold=wanted))),
        gold=len(pairs),
    )


def place_gold(transcript: Transcript, *, gold: Mapping) -> tuple[Entity, ...]:
    """The annotated entities at every place where one of their surfaces stands, longest first."""
    forms = {fold_case(form): n for n, e in enumerate(gold["entities"]) for form in (e["name"], *e["surface"])}
    taken: dict[str, list[tuple[int, int]]] = {}
    mentions: dict[int, list[Mention]] = {}
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        for segment in transcript.segments:
            for start, end in _find_form(segment.text, form):
                if all(end <= a or b <= start for a, b in taken.get(segment.id, ())):
                    taken.setdefault(segment.id, []).append((start, end))
                    mentions.setdefault(forms[form], []).append(Mention(segment.id, start, end))
    order = {segment.id: n for n, segment in enumerate(transcript.segments)}
    return tuple(
        _make_entity(n, gold["entities"][n], sorted(found, key=lambda m: (order[m.segment], m.start)))
        for n, found in sorted(mentions.items())
    )


def fold_case(text: str) -> str:
    return text.replace("’", "'").lower()


def _find_form(text: str, form: str) -> Iterator[tuple[int, int]]:
    low = fold_case(text)
    at = low.find(form)
    while at >= 0:
        end = at + len(form)
        bounded = not (low[at - 1 : at].isalnum() or low[end : end + 1].isalnum())
        if bounded:
            yield at, end
        at = low.find(form, at + 1)


def _make_entity(number: int, facts: Mapping, mentions: Sequence[Mention]) -> Entity:
    name = facts["name"]
    key = NameKey(name, fold_name(name), Scope.LIBRARY, "title", 1.0)
    return Entity(
        id=f"e{number + 1}",
        name=name,
        type=EntityType(facts["type"]),
        keys=(key,),
        surfaces=tuple(facts["surface"]),
        mentions=tuple(mentions),
        salience=facts["salience"] / 3,
        confidence=0.9,
    )


def _make_examples(transcript: Transcript, *, entities: Sequence[Entity], gold: Mapping) -> Iterator[Example]:
    talk = read_talk(transcript, entities=entities)
    forms = {fold_name(f): n for n, e in enumerate(gold["entities"]) for f in (e["name"], *e["surface"])}
    titles = {e["name"]: n for n, e in enumerate(gold["entities"])}
    pairs = {(titles[r["subject"]], titles[r["object"]]): r["predicate"] for r in reversed(gold["relations"])}
    survey = survey_talk(talk)
    same = [_match_entity(entity, forms) for entity in talk.entities]
    for ends, features in describe_candidates(survey).items():
        one, other = (same[number] for number in ends)
        right = one is not None and other is not None and bool({(one, other), (other, one)} & set(pairs))
        if right and ends in survey.pairs:
            meeting = survey.pairs[ends].meetings[0]
            first, second = same[meeting.first.entity], same[meeting.second.entity]
            label = pairs[first, second] + FORWARD if (first, second) in pairs else pairs[second, first] + BACKWARD
            yield Example(features, right, label, describe_label(talk, meeting=meeting))
        else:
            yield Example(features, right)


def _mark_clean(examples: Iterable[Example]) -> Iterator[Example]:
    for example in examples:
        yield replace(example, features={**example.features, CLEAN: 1.0})


def _match_entity(entity: Entity, forms: Mapping[str, int]) -> int | None:
    names = (entity.name, *entity.surfaces)
    return next((forms[fold_name(name)] for name in names if fold_name(name) in forms), None)


def fit_weights(examples: Sequence[Example]) -> Weights:
    """The link model. What only clean names have in common is learnt apart and left out, as no extractor is clean."""
    return fit_logistic([e.features for e in examples], right=[e.right for e in examples], strength=PENALTY)


def fit_labels(examples: Sequence[Example]) -> Mapping[str, Weights]:
    """One regression per label against all others, among the pairs that the annotation connects."""
    known = [example for example in examples if example.label]
    counts = Counter(example.label for example in known)
    shapes = [example.shape for example in known]
    return {
        label: fit_logistic(shapes, right=[e.label == label for e in known], strength=LABEL_PENALTY)
        for label in sorted(counts)
        if counts[label] >= LEAST_CASES
    }


def fit_logistic(described: Sequence[Features], *, right: Sequence[bool], strength: float) -> Weights:
    """Logistic regression with a squared penalty on all weights but the bias, by Newton's method."""
    names = sorted({name for features in described for name in features})
    columns = {name: n for n, name in enumerate(names)}
    rows = np.zeros((len(described), len(names)))
    for number, features in enumerate(described):
        for name, value in features.items():
            rows[number, columns[name]] = value
    wanted = np.array([float(value) for value in right])
    penalty = np.full(len(names), strength)
    penalty[columns["bias"]] = 0.01
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        before, weights = weights, _newton_step(weights, rows=rows, right=wanted, penalty=penalty)
        if np.abs(weights - before).max() < SETTLED:
            break
    return dict(zip(names, weights.tolist(), strict=True))


def _newton_step(weights: Vector, *, rows: Vector, right: Vector, penalty: Vector) -> Vector:
    chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
    slope = rows.T @ (chance - right) + penalty * weights
    curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + np.diag(penalty)
    return weights - np.linalg.solve(curve, slope)


def report_left_out(talks: Sequence[Talk]) -> str:
    """Average precision per talk and precision per band of probability, each talk scored by the others' model."""
    lines, scored = [], []
    for left in talks:
        rest = [example for talk in talks if talk is not left for example in (*talk.found, *talk.clean)]
        weights = fit_weights(rest)
        for label, examples in (("found", left.found), ("clean", left.clean)):
            ranked = [(link_probability(e.features, weights=weights), e.right) for e in examples]
            lines.append(f"{left.name:24}{label:8}{len(ranked):6} pairs  AP {average_precision(ranked):.3f}")
            scored += [(label, *pair) for pair in ranked]
    kinds = ("found", "clean")
    lines += [_report_bands(label, [(p, right) for kind, p, right in scored if kind == label]) for label in kinds]
    return "\n".join(lines)


def average_precision(ranked: Sequence[tuple[float, bool]]) -> float:
    hits, total = 0, 0.0
    for place, (_, right) in enumerate(sorted(ranked, key=lambda pair: -pair[0]), start=1):
        if right:
            hits += 1
            total += hits / place
    return total / hits if hits else math.nan


def _report_bands(label: str, ranked: Sequence[tuple[float, bool]]) -> str:
    parts = []
    for low, high in pairwise(BANDS):
        band = [right for chance, right in ranked if low <= chance < high]
        if band:
            parts.append(f"{low:.2f}+: {sum(band) / len(band):.2f} of {len(band)}")
    return f"{label:8}right by probability  " + "  ".join(parts)


if __name__ == "__main__":
    main()
