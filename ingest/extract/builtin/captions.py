"""Mends the tagger's spans in captions, where neighbouring names run together: “pytorch tensorflow”.

For text without capitals or without punctuation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ingest.extract.builtin.words import REGIONS
from ingest.language.given import is_given_name
from ingest.language.tokens import Run

Span = tuple[int, int]
IsName = Callable[[Sequence[str]], bool]
"""Whether lower-case words are a name that lexicon or talks know."""


def split_spans(run: Run, spans: Sequence[Span], *, is_name: IsName) -> Iterator[Span]:
    """Spans cut where a word repeats, and where known names stand side by side that are no known name together."""
    for first, last in spans:
        for start, end in _cut_repeats(run, first, last):
            if end - start == 1 or is_name(run.lows[start:end]) or run.lows[end - 1] in REGIONS:
                yield start, end
            else:
                yield from _cut_known(run, start, end, is_name)


def _cut_repeats(run: Run, first: int, last: int) -> Iterator[Span]:
    start = first
    for i in range(first + 1, last):
        if run.lows[i] == run.lows[i - 1]:
            yield start, i
            start = i
    yield start, last


def _cut_known(run: Run, first: int, last: int, is_name: IsName) -> Iterator[Span]:
    """Between known names; what remains is one name. A single known name cuts off only a person's name, or is a
    name of its own after a letter that stands for something else: “close to C Jensen Huang put”."""
    pieces = list(_cover(run, first, last, is_name))
    known = [piece for piece in pieces if is_name(run.lows[piece[0] : piece[1]])]
    people = [(start, end) for start, end in pieces if end - start == 2 and is_given_name(run.lows[start])]
    apart = len(known) >= 2 or (len(known) == 1 and any(piece not in known for piece in people))
    after_letter = len(run.lows[first]) == 1 and known == pieces[1:] and last - first > 2
    yield from pieces if apart or after_letter else ((first, last),)


def _cover(run: Run, first: int, last: int, is_name: IsName) -> Iterator[Span]:
    start = i = first
    while i < last:
        end = next((e for e in range(last, i, -1) if is_name(run.lows[i:e])), i)
        if end > i:
            if start < i:
                yield start, i
            yield i, end
            start = i = end
        else:
            i += 1
    if start < last:
        yield start, last
