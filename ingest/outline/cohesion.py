"""How alike the words of two stretches are. Vectors of stems, weighed by rarity; knows nothing of chapters."""

from __future__ import annotations

import math
from array import array
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.outline.reading import Sentence, stem_word, weigh_word

Matrix = NDArray[np.float64]
_MOST_STEMS = 1500


@dataclass(frozen=True, slots=True)
class Vectors:
    """One row per sentence: stems weighed by rarity and the logarithm of their count.

    Only what is said is kept, since a whole matrix of a day of talk fills a machine: row n has `weights` in `columns`
    from `bounds[n]` up to `bounds[n + 1]`, and 0 in the others of `width`.
    """

    columns: NDArray[np.intp]
    weights: Matrix
    bounds: NDArray[np.intp]
    width: int

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def sum_stretches(self, starts: Sequence[int]) -> Matrix:
        """A row for the rows from each start up to the next one, or to the end."""
        begins = self.bounds[[*starts, len(self)]]
        owners = np.repeat(np.arange(len(starts)), np.diff(begins))
        sums = np.zeros((len(starts), self.width))
        np.add.at(sums, (owners, self.columns[begins[0] :]), self.weights[begins[0] :])
        return sums

    def sum_windows(self, *, lows: Sequence[int], highs: Sequence[int]) -> Iterator[tuple[Matrix, Matrix]]:
        """For each row the sum of those from its low up to it, and from it up to its high. Both must only rise."""
        sums, first = deque([np.zeros(self.width)]), 0  # sums[n - first]: of all rows before row n
        for row, (low, high) in enumerate(zip(lows, highs, strict=True)):
            while first + len(sums) <= high:
                sums.append(self._add_row(sums[-1], first + len(sums) - 1))
            while first < low:
                sums.popleft()
                first += 1
            yield sums[row - first] - sums[0], sums[high - first] - sums[row - first]

    def _add_row(self, total: Matrix, row: int) -> Matrix:
        """The same matrix where the row is empty, since of those there may be any number."""
        own = slice(self.bounds[row], self.bounds[row + 1])
        if own.start == own.stop:
            return total
        more = total.copy()
        more[self.columns[own]] += self.weights[own]
        return more


def build_vectors(sentences: Sequence[Sentence]) -> Vectors:
    """Of the stems of at least two sentences, which bind; of those the heaviest."""
    numbers: dict[str, int] = {}
    stems, weights, bounds = array("q"), array("d"), array("q", [0])
    for sentence in sentences:
        for stem, weight in _weigh_stems(sentence).items():
            stems.append(numbers.setdefault(stem, len(numbers)))
            weights.append(weight)
        bounds.append(len(stems))
    said, weighed = np.array(stems, dtype=np.intp), np.array(weights)
    chosen = _choose_stems(tuple(numbers), stems=said, weights=weighed)
    columns = np.full(len(numbers), -1)
    columns[chosen] = np.arange(len(chosen))
    kept = columns[said] >= 0
    ends = np.concatenate([[0], np.cumsum(kept)])[np.array(bounds)]
    return Vectors(columns[said[kept]], weighed[kept], ends, width=max(1, len(chosen)))


def _weigh_stems(sentence: Sentence) -> dict[str, float]:
    weights: dict[str, float] = {}
    counts: dict[str, int] = {}
    for word in sentence.words:
        weight = weigh_word(word.low)
        if weight:
            stem = stem_word(word.low)
            counts[stem] = counts.get(stem, 0) + 1
            weights[stem] = weight
    return {stem: weights[stem] * (1 + math.log(count)) for stem, count in counts.items()}


def _choose_stems(names: Sequence[str], *, stems: NDArray[np.intp], weights: Matrix) -> list[int]:
    """Numbers of the stems, the heaviest first; `stems` and `weights`: one for each sentence that holds it."""
    rows = np.bincount(stems, minlength=len(names))
    totals = np.bincount(stems, weights=weights, minlength=len(names)).tolist()
    shared = np.flatnonzero(rows > 1).tolist() or list(range(len(names)))
    return sorted(shared, key=lambda stem: (-totals[stem], names[stem]))[:_MOST_STEMS]


def compare_windows(vectors: Vectors, *, lengths: Sequence[int], width: int) -> Matrix:
    """For each row, 1 - cosine of the `width` words before it and those from it on; 0.5 at the very start."""
    ends = np.concatenate([[0], np.cumsum(lengths)])
    lows = np.searchsorted(ends, ends[:-1] - width).tolist()
    highs = np.minimum(np.searchsorted(ends, ends[:-1] + width), len(vectors)).tolist()
    windows = vectors.sum_windows(lows=lows, highs=highs)
    breaks = [1 - _cosine(before, after) for before, after in windows]
    return np.array([0.5, *breaks[1:]])


def _cosine(one: Matrix, other: Matrix) -> float:
    norm = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / norm if norm else 0.0
