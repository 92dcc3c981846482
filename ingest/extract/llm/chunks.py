"""Cuts the flow into chunks of about equal length, at speaker turns where it can. Changes no text."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.language.flow import Flow
from ingest.language.lengths import count_words
from ingest.language.sentences import Stretch, find_turns

_SLACK = 0.25
"""How far from the even cut a turn may begin and still be chosen, as a share of a chunk."""
_WIDEST_WORD = 12
"""Characters a word on average, at most: text without spaces is cut by its length."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """`start:end` of the flow is this chunk's own; `text` is what the model reads, with speakers, from `lead` on."""

    number: int
    start: int
    end: int
    lead: int
    text: str


def cut_chunks(flow: Flow, *, sentences: Sequence[Stretch], words: int, overlap: int) -> tuple[Chunk, ...]:
    """Chunks in order that together cover the flow, each of about `words` own words after up to `overlap` repeated."""
    turns = find_turns(flow)
    count = _count_chunks(flow.text, words=words)
    begins = [start for start, _ in sentences]
    bounds = _find_bounds(flow.text, count=count, better=([start for start, _ in turns], begins))
    return tuple(
        Chunk(number, start, end, lead, "\n".join(_read_aloud(flow, turns, start=lead, end=end)))
        for number, (start, end) in enumerate(pairwise(bounds))
        for lead in [_find_lead(flow.text, start=start, overlap=overlap, sentences=begins)]
    )


def _count_chunks(text: str, *, words: int) -> int:
    return max(1, math.ceil(count_words(text) / words), math.ceil(len(text) / (words * _WIDEST_WORD)))


def _find_bounds(text: str, *, count: int, better: tuple[Sequence[int], ...]) -> list[int]:
    size = len(text) / count
    bounds = [0]
    for number in range(1, count):
        cut = _choose_cut(text, goal=round(number * size), slack=round(size * _SLACK), better=better)
        if bounds[-1] < cut < len(text):
            bounds.append(cut)
    return [*bounds, len(text)]


def _choose_cut(text: str, *, goal: int, slack: int, better: tuple[Sequence[int], ...]) -> int:
    for places in better:
        near = places[bisect_left(places, goal - slack) : bisect_right(places, goal + slack)]
        if near:
            return min(near, key=lambda place: (abs(place - goal), place))
    space = text.find(" ", goal, goal + slack)
    return goal if space < 0 else space + 1


def _find_lead(text: str, *, start: int, overlap: int, sentences: Sequence[int]) -> int:
    """Where the repeated words before `start` begin: at the first sentence that they hold whole, if any."""
    if not overlap or not start:
        return start
    before = text[max(0, start - overlap * _WIDEST_WORD) : start]
    kept = before.rsplit(maxsplit=overlap)
    lead = start - len(before) + (len(kept[0]) if len(kept) > overlap else 0)
    first = bisect_left(sentences, lead)
    return sentences[first] if first < len(sentences) and sentences[first] < start else start


def _read_aloud(flow: Flow, turns: Sequence[Stretch], *, start: int, end: int) -> Iterator[str]:
    """A paragraph per turn, with the speaker's name before each where there is one."""
    first = bisect_right(turns, start, key=lambda turn: turn[1])
    for turn_start, turn_end in turns[first:]:
        if turn_start >= end:
            return
        text = flow.text[max(start, turn_start) : min(end, turn_end)].strip()
        speaker = flow.segment_at(turn_start).speaker
        if text:
            yield f"{speaker}: {text}" if speaker else text
