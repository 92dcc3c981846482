"""The transcript as one flowing text, with the way back to its segments.

Segment borders depend on the file format; a caption file cuts a sentence in five places, a text file in
none. Stages read the flow, so that the same talk gives the same facts however its file was cut.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.language.lengths import first_words
from ingest.records import Mention, Quote, Segment

_FIRST_WORDS = 9
_MOST_LETTERS = 400


@dataclass(frozen=True, slots=True)
class Flow:
    """`text` is all segments' texts joined by one space each; `starts[i]` is where segment i begins in it."""

    text: str
    starts: tuple[int, ...]
    segments: tuple[Segment, ...]

    def index_at(self, offset: int) -> int:
        """The index of the segment that holds the character at `offset`."""
        return bisect_right(self.starts, offset) - 1

    def segment_at(self, offset: int) -> Segment:
        return self.segments[self.index_at(offset)]

    def first_words(self, start: int, end: int) -> str:
        """The first nine words from `start` on, but no letter from `end` on, with single spaces. Where no spaces part
        words, as many letters as nine words have."""
        return first_words(self.text[start : min(end, start + _MOST_LETTERS)], _FIRST_WORDS)

    def mention_at(self, start: int, end: int) -> Mention | None:
        """The mention for a stretch of the flow; None where it crosses a segment's border or is empty."""
        index = self.index_at(start)
        segment, base = self.segments[index], self.starts[index]
        if start >= end or end - base > len(segment.text):
            return None
        return Mention(segment=segment.id, start=start - base, end=end - base)

    def quote_at(self, start: int, end: int) -> Quote:
        """The verbatim stretch `start:end` of the flow, trimmed of white space at both ends."""
        raw = self.text[start:end]
        start += len(raw) - len(raw.lstrip())
        index = self.index_at(start)
        return Quote(segment=self.segments[index].id, start=start - self.starts[index], text=raw.strip())


@dataclass(frozen=True, slots=True)
class FlowIndex:
    """Finds where a mention or quote of a segment stands in the flow."""

    flow: Flow
    numbers: dict[str, int]

    def offset_of(self, segment: str, start: int) -> int:
        return self.flow.starts[self.numbers[segment]] + start


def join_segments(segments: Sequence[Segment]) -> Flow:
    starts: list[int] = []
    position = 0
    for segment in segments:
        starts.append(position)
        position += len(segment.text) + 1
    return Flow(text=" ".join(s.text for s in segments), starts=tuple(starts), segments=tuple(segments))


def index_flow(flow: Flow) -> FlowIndex:
    return FlowIndex(flow=flow, numbers={segment.id: n for n, segment in enumerate(flow.segments)})
