"""From timed blocks to cues: rolling lines once, speakers from voices and prefixes, one cue per block and speaker.

Shared by all formats that show lines on a screen. Times are the blocks' own; a block that holds two speakers
gives two cues with its times.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ingest.parse.blocks import Block
from ingest.parse.markup import split_voices, strip_tags, take_turn_mark
from ingest.parse.names import choose_names, hold_names, read_lead
from ingest.parse.rolling import Line, unroll_lines
from ingest.records import Cue

_DASH = re.compile(r"\s{0,20}[-–—]\s{0,3}(?=[^\W\d_]|[\"'“‘¿¡>])")

Decode = Callable[[str], str]
Times = tuple[int | None, int | None]


def read_cues(blocks: Sequence[Block], *, decode: Decode) -> tuple[Cue, ...]:
    """`decode` undoes the format's entities; it is applied after tags are gone."""
    return join_screens(tuple(_read_screen(block, number=n, decode=decode)) for n, block in enumerate(blocks))


def show_text(text: str, *, times: Times, number: int, speaker: str | None = None) -> tuple[Line, ...]:
    """The lines of a cue whose format has no markup left in it."""
    raw = text.split("\n")
    dialogue = sum(_DASH.match(line) is not None for line in raw) > 1
    taken = ((*_take_turn(line, dialogue=dialogue),) for line in raw)
    return tuple(
        Line(" ".join(words.split()), times[0], times[1], number, speaker, turn)
        for turn, words in taken
        if words.strip()
    )


def join_screens(screens: Iterable[Sequence[Line]], *, hold: bool = True) -> tuple[Cue, ...]:
    """One cue per block and speaker. `hold`: whether a name may stand for the lines after it."""
    lines = _name_lines(unroll_lines([screen for screen in screens if screen]))
    if hold:
        names = hold_names([line.speaker for line in lines], resets=[line.turn for line in lines])
        lines = tuple(replace(line, speaker=name) for line, name in zip(lines, names, strict=True))
    return tuple(_join_lines(lines))


def _read_screen(block: Block, *, number: int, decode: Decode) -> Iterator[Line]:
    voice: str | None = None
    dialogue = sum(_DASH.match(line) is not None for line in block.lines) > 1
    for raw in block.lines:
        for speaker, part in split_voices(raw, voice=voice):
            voice = speaker
            turn, text = _take_turn(strip_tags(part), dialogue=dialogue)
            text = " ".join(decode(text).split())
            if text:
                name = decode(speaker) if speaker else None
                yield Line(text, block.start_ms, block.end_ms, number, name, turn)


def _take_turn(text: str, *, dialogue: bool) -> tuple[bool, str]:
    dash = _DASH.match(text) if dialogue else None
    if dash is not None:
        return True, text[dash.end() :]
    return take_turn_mark(text)


def _name_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    leads = [None if line.speaker else read_lead(line.text) for line in lines]
    blocks = len({line.block for line in lines})
    names = choose_names((lead[0] for lead in leads if lead), places=blocks)
    return tuple(
        replace(line, speaker=lead[0], text=lead[1], turn=True) if lead and lead[0] in names else line
        for line, lead in zip(lines, leads, strict=True)
    )


def _join_lines(lines: Sequence[Line]) -> Iterator[Cue]:
    speaker: str | None = None
    for _, group in groupby(_number_turns(lines), key=lambda pair: pair[0]):
        members = [line for _, line in group]
        text = " ".join(line.text for line in members if line.text)
        first = members[0]
        # A name repeated on every cue begins no new turn.
        turn = first.turn and (first.speaker is None or first.speaker != speaker)
        speaker = first.speaker
        if text:
            yield Cue(text, first.start_ms, members[-1].end_ms, speaker, paragraph=turn)


def _number_turns(lines: Sequence[Line]) -> Iterator[tuple[tuple[int, int], Line]]:
    turn = 0
    before: Line | None = None
    for line in lines:
        turn += before is not None and (line.turn or line.speaker != before.speaker)
        before = line
        yield (line.block, turn), line
