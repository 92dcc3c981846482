"""Chapters that the source itself gives, laid on the sentences of the talk. Finds none of its own."""

from __future__ import annotations

from itertools import pairwise

from ingest.outline.chapters import Span
from ingest.outline.reading import Reading
from ingest.records import Transcript

_EARLY_MS = 1500
"""A chapter mark may stand a breath after the words that it is for."""
_FEWEST = 2


def place_chapters(reading: Reading, *, transcript: Transcript) -> dict[Span, str]:
    """Titles by sentence ranges; none where the source gives no chapters, or they can't be placed by time.

    What is said before the first of them is a part without a title.
    """
    starts: dict[int, str] = {}
    for chapter in sorted(transcript.metadata.chapters, key=lambda c: c.start_ms):
        first = _find_sentence(reading, chapter.start_ms)
        if first is not None:
            starts.setdefault(first, chapter.title)
    if len(starts) < _FEWEST:
        return {}
    bounds = sorted({0, *starts})
    return {span: starts.get(span[0], "") for span in pairwise([*bounds, len(reading.sentences)])}


def _find_sentence(reading: Reading, start_ms: int) -> int | None:
    """The first sentence of the first segment that begins then or later; of a talk's beginning the very first."""
    if start_ms <= _EARLY_MS:
        return 0
    for number, sentence in enumerate(reading.sentences):
        began = reading.flow.segment_at(sentence.start).start_ms
        if began is not None and began >= start_ms - _EARLY_MS:
            return number
    return None
