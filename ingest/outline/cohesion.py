"""How alike the words of two stretches are. Vectors of stems, weighed by rarity; knows nothing of chapters."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.outline.reading import Sentence, stem_word, weigh_word

Matrix = NDArray[np.float64]
_MOST_STEMS = 1500


def build_vectors(blocks: Sequence[Sequence[Sentence]]) -> Matrix:
    """One row per block: stems weighed by rarity and the logarithm of their count."""
    counts = [_count_stems(block) for block in blocks]
    stems = _choose_stems(counts)
    columns = {stem: number for number, stem in enumerate(stems)}
    vectors = np.zeros((len(blocks), max(1, len(columns))))
    for row, found in enumerate(counts):
        for stem, weight in found.items():
            if stem in columns:
                vectors[row, columns[stem]] = weight
    return vectors


def _count_stems(block: Sequence[Sentence]) -> dict[str, float]:
    weights: dict[str, float] = {}
    counts: dict[str, int] = {}
    for sentence in block:
        for word in sentence.words:
            weight = weigh_word(word.low)
            if weight:
                stem = stem_word(word.low)
                counts[stem] = counts.get(stem, 0) + 1
                weights[stem] = weight
    return {stem: weights[stem] * (1 + math.log(count)) for stem, count in counts.items()}


def _choose_stems(counts: Sequence[dict[str, float]]) -> list[str]:
    """Stems of at least two blocks bind; of those the heaviest."""
    totals: dict[str, float] = {}
    blocks: dict[str, int] = {}
    for found in counts:
        for stem, weight in found.items():
            totals[stem] = totals.get(stem, 0.0) + weight
            blocks[stem] = blocks.get(stem, 0) + 1
    shared = [stem for stem in totals if blocks[stem] > 1] or list(totals)
    return sorted(shared, key=lambda stem: (-totals[stem], stem))[:_MOST_STEMS]


def compare_windows(vectors: Matrix, *, lengths: Sequence[int], width: int) -> Matrix:
    """For each row, 1 - cosine of the `width` words before it and those from it on; 0.5 at the very start."""
    sums = np.vstack([np.zeros(vectors.shape[1]), np.cumsum(vectors, axis=0)])
    ends = np.concatenate([[0], np.cumsum(lengths)])
    breaks = np.full(len(vectors), 0.5)
    for row in range(1, len(vectors)):
        low = int(np.searchsorted(ends, ends[row] - width))
        high = int(np.searchsorted(ends, ends[row] + width))
        before, after = sums[row] - sums[low], sums[min(high, len(vectors))] - sums[row]
        breaks[row] = 1 - _cosine(before, after)
    return breaks


def _cosine(one: Matrix, other: Matrix) -> float:
    norm = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / norm if norm else 0.0
