"""What is measured of a candidate topic, by name; the same for training and use. Weighs nothing."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from ingest.language.background import load_background
from ingest.outline.plain import Told, list_cue_stems, scale_counts
from ingest.outline.reading import Reading
from ingest.outline.subjects import Subject, list_stems
from ingest.records import EntityType

Measures = dict[str, float]

_RAREST = 7.0
_OPENING = 0.1
_FEWEST_OPENING = 12
_UNSURE = 0.5
_LEAST_SCORE = 1e-3
_SEVERAL = 3
_ANNOUNCED = re.compile(
    r"\b(?:talk|talking|discuss|discussing|conversation|learn|learning|chat|chatting|episode|topic|dive|focus|focusing"
    r"|here to|joined by|all about)\b[^.?!]{0,120}"
)


def measure_subjects(reading: Reading, *, subjects: Sequence[Subject], told: Sequence[Told]) -> Iterator[Measures]:
    """Of entities and phrases, in their order."""
    words = _count_words(reading)
    stems = _count_stems(words)
    support, announced = _support_stems(told), _find_announced(reading)
    names = [list_stems(subject.name) for subject in subjects]
    for subject, own in zip(subjects, names, strict=True):
        entity = None if subject.entity is None else reading.entities[subject.entity]
        parts = list_cue_stems(subject.name.lower())
        yield {
            **_measure_name(subject.name, stems=stems),
            **{kind.value.lower(): float(entity is not None and entity.type is kind) for kind in EntityType},
            "score": math.log(max(_LEAST_SCORE, subject.score)),
            "telling": _measure_telling(subject.name, words=words),
            "holders": math.log1p(sum(own < other for other in names)),
            "early": float(subject.sentences[0] < _OPENING * len(reading.sentences)),
            "announced": _mean([float(part in announced) for part in parts]),
            "confidence": entity.confidence if entity else _UNSURE,
            "salience": entity.salience if entity else 0.0,
            "told": _mean([support.get(part, 0.0) for part in parts]),
        }


def measure_told(reading: Reading, *, told: Sequence[Told], subjects: Sequence[Subject]) -> Iterator[Measures]:
    """Of plain subjects, in their order."""
    stems = _count_stems(_count_words(reading))
    scores = [(frozenset(list_cue_stems(s.name.lower())), math.log(max(_LEAST_SCORE, s.score))) for s in subjects]
    for rank, one in enumerate(told):
        parts = frozenset(list_cue_stems(one.name.lower()))
        yield {
            **_measure_name(one.name, stems=stems),
            "kin": max(
                (score for own, score in scores if parts <= own or own <= parts), default=math.log(_LEAST_SCORE)
            ),
            "named": math.log1p(one.named),
            "said": _mean([float(part in stems) for part in parts]),
            "cues": math.log1p(one.cues),
            "strongest": one.weights[0],
            "relative": one.weight / told[0].weight,
            "rank": math.log1p(rank),
        }


def _measure_name(name: str, *, stems: Mapping[str, float]) -> Measures:
    words = name.lower().split()
    return {
        "single": float(len(words) == 1),
        "several": float(len(words) >= _SEVERAL),
        "rarity": _mean([_rarity(word) for word in words]),
        "least_said": math.log1p(min((stems.get(part, 0.0) for part in list_cue_stems(name.lower())), default=0.0)),
    }


def _measure_telling(name: str, *, words: Mapping[str, float]) -> float:
    return _mean([math.log1p(words.get(word, 0.0)) * _rarity(word) for word in name.lower().split()])


def _rarity(word: str) -> float:
    return min(_RAREST, load_background().rarity(word))


def _count_stems(words: Mapping[str, float]) -> dict[str, float]:
    stems: dict[str, float] = {}
    for low, count in words.items():
        for stem in list_cue_stems(low):
            stems[stem] = stems.get(stem, 0.0) + count
    return stems


def _count_words(reading: Reading) -> dict[str, float]:
    scale = scale_counts(reading)
    counts = Counter(word.low for sentence in reading.sentences for word in sentence.words)
    return {low: scale * count for low, count in counts.items()}


def _support_stems(told: Sequence[Told]) -> dict[str, float]:
    """For each word of a plain subject the most that is said of one that has it."""
    support: dict[str, float] = {}
    for one in told:
        for part in list_cue_stems(one.name.lower()):
            support[part] = max(support.get(part, 0.0), one.weight)
    return support


def _find_announced(reading: Reading) -> Collection[str]:
    """Stems that follow, in the opening, what announces a talk's subject."""
    opening = reading.sentences[: max(_FEWEST_OPENING, int(_OPENING * len(reading.sentences)))]
    said = " ".join(reading.text_of(sentence) for sentence in opening).lower().replace("’", "'")
    return {stem for match in _ANNOUNCED.finditer(said) for stem in list_cue_stems(match.group())}


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / max(1, len(values))
