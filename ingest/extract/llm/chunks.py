"""Cuts the flow into chunks of about equal length, at speaker turns where it can. Changes no text."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ingest.language.flow import Flow
from ingest.language.sentences import find_turns, split_sentences

_SLACK = 0.25
"""How far from the even cut a turn may begin and still be chosen, as a share of a chunk."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """`start:end` of the flow is this chunk's own; `text` is what the model reads, with speakers and overlap before."""

    number: int
    start: int
    end: int
    lead: int
    text: str

    @property
    def where(self) -> str:
        return f"part {self.number + 1}"


def cut_chunks(flow: Flow, *, words: int, overlap: int) -> tuple[Chunk, ...]:
    """Chunks in order that together cover the flow, each of about `words` own words after up to `overlap` repeated."""
    bounds = _find_bounds(flow, words=words)
    return tuple(
        Chunk(number, start, end, lead, _read_aloud(flow, start=lead, end=end))
        for number, (start, end) in enumerate(pairwise(bounds))
        for lead in [_find_lead(flow, start=start, overlap=overlap)]
    )


def _find_bounds(flow: Flow, *, words: int) -> list[int]:
    total = len(flow.text)
    count = max(1, math.ceil((flow.text.count(" ") + 1) / words), math.ceil(total / (words * 12)))
    turns = [start for start, _ in find_turns(flow)]
    sentences = [start for start, _ in split_sentences(flow)]
    size = total / count
    bounds = [0]
    for number in range(1, count):
        cut = _choose_cut(flow.text, goal=round(number * size), slack=size * _SLACK, better=(turns, sentences))
        if bounds[-1] < cut < total:
            bounds.append(cut)
    return [*bounds, total]


def _choose_cut(text: str, *, goal: int, slack: float, better: tuple[list[int], ...]) -> int:
    for places in better:
        near = [place for place in places if abs(place - goal) <= slack]
        if near:
            return min(near, key=lambda place: (abs(place - goal), place))
    space = text.find(" ", goal, goal + round(slack))
    return goal if space < 0 else space + 1


def _find_lead(flow: Flow, *, start: int, overlap: int) -> int:
    """Where the repeated words before `start` begin: at a sentence, or at a word where that one is too long."""
    if not overlap or not start:
        return start
    before = flow.text[max(0, start - overlap * 12) : start]
    kept = before.split()[-overlap:]
    lead = start - len(before) + before.rfind(" ".join(kept)) if " ".join(kept) in before else start
    starts = [place for place, _ in split_sentences(flow) if lead <= place < start]
    return starts[0] if starts else lead


def _read_aloud(flow: Flow, *, start: int, end: int) -> str:
    """The stretch as paragraphs, one per turn, with the speaker's name before each where there is one."""
    return "\n".join(_read_turns(flow, start=start, end=end))


def _read_turns(flow: Flow, *, start: int, end: int) -> Iterator[str]:
    for turn_start, turn_end in find_turns(flow):
        text = flow.text[max(start, turn_start) : min(end, turn_end)].strip()
        if turn_start < end and start < turn_end and text:
            speaker = flow.segment_at(turn_start).speaker
            yield f"{speaker}: {text}" if speaker else text
