"""Cuts the flow into pieces that a tagger can take at once, at ends of sentences. Changes no text."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.language.flow import Flow
from ingest.language.sentences import Stretch, split_sentences


def cut_pieces(flow: Flow, *, most: int) -> tuple[Stretch, ...]:
    """Stretches of the flow in order, each of whole sentences and at most `most` characters; a longer one is cut."""
    pieces: list[Stretch] = []
    for start, end in _cut_long(flow, most=most):
        if pieces and end - pieces[-1][0] <= most:
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
    return tuple(pieces)


def _cut_long(flow: Flow, *, most: int) -> Iterator[Stretch]:
    for first, end in split_sentences(flow):
        start = first
        while end - start > most:
            space = flow.text.rfind(" ", start + 1, start + most)
            cut = space if space > start else start + most
            yield start, cut
            start = cut
        yield start, end
