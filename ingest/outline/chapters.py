"""Cuts a talk into chapters: the segmentation whose parts hold together and start where people start anew.

Dynamic programming over sentence starts, after Utiyama and Isahara's and Riedl and Biemann's idea of
maximal lexical cohesion; here with the odds of each start. Where the source itself has headings, its parts are the
chapters. Names no chapter.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, pairwise

import numpy as np

from ingest.outline.boundaries import score_boundaries
from ingest.outline.cohesion import Matrix, Vectors, build_vectors
from ingest.outline.reading import Reading
from ingest.records import Segment

Span = tuple[int, int]

_FEWEST_WORDS = 150
_MOST_CHAPTERS = 24
_MOST_STARTS = 700
_COHESION = 18.0
_SPARE = 2.2


def count_chapters(words: int) -> int:
    """5 for 1,000 words, 13 for 10,000."""
    if words < _FEWEST_WORDS:
        return 1
    return min(_MOST_CHAPTERS, max(3, round(0.335 * math.pow(words, 0.4))))


def find_chapters(reading: Reading) -> tuple[Span, ...]:
    """Sentence ranges, the end exclusive; together all sentences, in order. Empty for a talk without words."""
    total = len(reading.sentences)
    if not total:
        return ()
    wanted = min(count_chapters(reading.words), max(1, total // 2))
    if wanted == 1:
        return ((0, total),)
    vectors = build_vectors(reading.sentences)
    odds = score_boundaries(reading, vectors=vectors)
    starts = _candidate_starts(reading, wanted=wanted, odds=odds)
    bounds = _best_bounds(reading, starts=starts, odds=odds, vectors=vectors, wanted=min(wanted, len(starts)))
    return tuple(zip(bounds, [*bounds[1:], total], strict=True))


def find_given(reading: Reading, *, segments: Sequence[Segment]) -> dict[Span, str]:
    """The parts into which the source itself divides the talk, with their headings; empty where it does not.

    What is said before the first heading is a part without one.
    """
    numbers = {segment.id: number for number, segment in enumerate(segments)}
    at = [numbers[reading.flow.segment_at(sentence.start).id] for sentence in reading.sentences]
    starts = {
        bisect_left(at, number): segment.heading
        for number, segment in enumerate(segments)
        if segment.heading and at and number <= at[-1]
    }
    if len(starts) < 2:
        return {}
    bounds = sorted({0, *starts})
    return {span: starts.get(span[0], "") for span in pairwise([*bounds, len(at)])}


def _candidate_starts(reading: Reading, *, wanted: int, odds: Sequence[float]) -> list[int]:
    """Sentence numbers that may open a chapter: turn starts where there are enough, else all; never too many."""
    sentences = reading.sentences
    turns = [n for n, s in enumerate(sentences) if n == 0 or s.turn != sentences[n - 1].turn]
    turns = _drop_silent(reading, starts=turns)
    spoken = any(sentence.speaker for sentence in sentences)
    enough = spoken and len(turns) > _SPARE * wanted
    starts = turns if enough else _drop_silent(reading, starts=range(len(sentences)))
    if len(starts) > _MOST_STARTS:
        likeliest = sorted(starts[1:], key=lambda n: (-odds[n], n))[: _MOST_STARTS - 1]
        starts = [0, *sorted(likeliest)]
    return starts


def _drop_silent(reading: Reading, *, starts: Sequence[int]) -> list[int]:
    """Without those before which, or up to the next of which, there is not one word: notes of a transcriber."""
    total = len(reading.sentences)
    said = list(accumulate((len(sentence.words) for sentence in reading.sentences), initial=0))
    return [0, *(start for start, end in pairwise([*starts, total]) if 0 < said[start] < said[end])]


def _best_bounds(
    reading: Reading, *, starts: Sequence[int], odds: Sequence[float], vectors: Vectors, wanted: int
) -> list[int]:
    values = _value_stretches(reading, starts=starts, vectors=vectors, wanted=wanted)
    values += np.array([0.0, *(odds[n] for n in starts[1:])])[:, None]
    return [starts[n] for n in _best_path(values, parts=wanted)]


def _value_stretches(reading: Reading, *, starts: Sequence[int], vectors: Vectors, wanted: int) -> Matrix:
    """Value of each stretch from start i up to start j (column j; the last column is the end)."""
    blocks = vectors.sum_stretches(starts)
    gram = np.pad(np.cumsum(np.cumsum(blocks @ blocks.T, axis=0), axis=1), ((1, 0), (1, 0)))
    diagonal = np.diag(gram)
    norms = np.sqrt(np.maximum(0.0, diagonal[None, :] - gram - gram.T + diagonal[:, None]))
    words = np.concatenate([[0], np.cumsum([len(s.words) for s in reading.sentences])])
    at = words[np.array([*starts, len(reading.sentences)])]
    cohesion = _COHESION * norms[:-1] / max(norms[0, -1], 1e-9)
    return np.asarray(cohesion + _prefer_lengths(at, wanted=wanted))


def _prefer_lengths(at: Matrix, *, wanted: int) -> Matrix:
    mean = at[-1] / wanted
    lengths = (at[None, :] - at[:-1, None]).astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        liking = -0.5 * np.log((np.maximum(lengths, 0) + 20) / (mean + 20)) ** 2
    liking[lengths <= 0] = -np.inf
    liking[lengths > 3.2 * mean + 60] -= 30
    return np.asarray(liking)


def _best_path(values: Matrix, *, parts: int) -> list[int]:
    """Starts of the best division of the columns into `parts` stretches."""
    size = values.shape[0]
    best = np.full(size + 1, -np.inf)
    best[0] = 0.0
    choices = []
    for _ in range(parts):
        reach = best[:size, None] + values
        choices.append(np.argmax(reach, axis=0))
        best = np.max(reach, axis=0)
    bounds, at = [], size
    for chosen in reversed(choices):
        at = int(chosen[at])
        bounds.append(at)
    return bounds[::-1]
