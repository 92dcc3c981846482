"""From timed blocks to cues: rolling lines once, speakers from voices and prefixes, one cue per block and speaker.

Shared by all formats that show lines on a screen. Times are the blocks' own, or those of single words where
the file has them; a block that holds two speakers gives two cues with its times.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from ingest.language.scripts import is_pointed, join_words
from ingest.parse.blocks import Block
from ingest.parse.highlights import merge_highlights
from ingest.parse.markup import (
    drop_model_notes,
    find_turn_marks,
    split_stamps,
    split_voices,
    strip_tags,
    take_turn_mark,
)
from ingest.parse.naming import name_lines
from ingest.parse.rolling import Line, unroll_lines
from ingest.parse.words import Stamp, cut_sentences, stamp_pieces
from ingest.records import Cue

_DASH = re.compile(r"\s{0,20}[-–—]\s{0,3}(?=[^\W\d_]|[\"'“‘¿¡>])")

_STOPS = (*".?!…]♪", '."', '?"', '!"', ".”", "?”", "!”")
_MAX_TURNS = 100

Decode = Callable[[str], str]
Times = tuple[int | None, int | None]


def read_cues(blocks: Sequence[Block], *, decode: Decode) -> tuple[Cue, ...]:
    """`decode` undoes the format's entities; it is applied after tags are gone."""
    shown = tuple(merge_highlights(blocks))
    dashes = any(_count_dashes(block.lines) > 1 for block in shown)
    screens = (_read_screen(block, number=n, decode=decode, dashes=dashes) for n, block in enumerate(shown))
    return join_screens(tuple(screen) for screen in screens)


def _count_dashes(lines: Sequence[str]) -> int:
    return sum(_DASH.match(line) is not None for line in lines)


def show_text(
    text: str, *, times: Times, number: int, speaker: str | None = None, stamps: Sequence[Stamp] = ()
) -> tuple[Line, ...]:
    """The lines of a cue whose format has no markup left in it. `stamps` are those of a text of one line."""
    raw = text.split("\n")
    dialogue = _count_dashes(raw) > 1
    taken = ((*_take_turn(line, dialogue=dialogue),) for line in raw)
    lines = tuple(
        Line(" ".join(words.split()), times[0], times[1], number, speaker, turn)
        for turn, words in taken
        if words.strip()
    )
    return (replace(lines[0], stamps=tuple(stamps)),) if len(lines) == 1 else lines


def join_screens(screens: Iterable[Sequence[Line]], *, hold: bool = True) -> tuple[Cue, ...]:
    """One cue per block and speaker. `hold`: whether a name may stand for the lines after it."""
    unrolled = unroll_lines([screen for screen in screens if screen])
    marked = any(line.turn for line in unrolled)
    lines = name_lines([part for line in unrolled for part in _split_turns(line, marked=marked)], hold=hold)
    stamped = any(line.stamps for line in lines)
    return _clip_ends(tuple(_join_lines(tuple(_cut_lines(lines)))), always=stamped)


def _read_screen(block: Block, *, number: int, decode: Decode, dashes: bool) -> Iterator[Line]:
    """`dashes`: in this file they begin turns; else one alone may be a word's, as in a list or after a pause."""
    voice: str | None = None
    dialogue = dashes and bool(_count_dashes(block.lines))
    for raw in block.lines:
        for speaker, part in split_voices(raw, voice=voice):
            voice = speaker
            turn, text = _take_turn(strip_tags(part), dialogue=dialogue)
            text = " ".join(drop_model_notes(decode(text)).split())
            if text:
                name = decode(speaker) if speaker else None
                yield Line(text, block.start_ms, block.end_ms, number, name, turn, _read_stamps(part, decode=decode))


def _read_stamps(part: str, *, decode: Decode) -> tuple[Stamp, ...]:
    return stamp_pieces([(decode(strip_tags(text)), start) for start, text in split_stamps(part)])


def _take_turn(text: str, *, dialogue: bool) -> tuple[bool, str]:
    dash = _DASH.match(text) if dialogue else None
    if dash is not None:
        return True, text[dash.end() :]
    return take_turn_mark(text)


def _split_turns(line: Line, *, marked: bool) -> Iterator[Line]:
    """The turns within a line, each from its first word's time where that is told. `marked`: some line begins with the
    mark of a turn; else it parts only sentences, for somebody may speak of a program."""
    words = line.text.split() if ">>" in line.text else []
    marks = [mark for mark in find_turn_marks(words) if marked or words[mark - 1].endswith(_STOPS)][:_MAX_TURNS]
    if not marks:
        yield line
        return
    starts = {len(words) - stamp.left: stamp.start_ms for stamp in line.stamps}
    begin, start = 0, line.start_ms
    for mark in (*marks, len(words)):
        after = len(words) - mark
        stamps = tuple(replace(s, left=s.left - after) for s in line.stamps if after < s.left < len(words) - begin)
        until = starts.get(mark, starts.get(mark + 1)) if mark < len(words) else line.end_ms
        if mark > begin:
            text = " ".join(words[begin:mark])
            end = line.end_ms if until is None else until
            yield replace(line, text=text, start_ms=start, end_ms=end, stamps=stamps, turn=line.turn or begin > 0)
        begin, start = mark + 1, line.start_ms if until is None else until


def _cut_lines(lines: Sequence[Line]) -> Iterator[Line]:
    for line in lines:
        if not line.stamps:
            yield line
            continue
        for part, piece in enumerate(cut_sentences(line.text, line.stamps, times=(line.start_ms, line.end_ms))):
            turn = line.turn and part == 0
            yield replace(
                line, text=piece.text, start_ms=piece.start_ms, end_ms=piece.end_ms, turn=turn, stamps=(), part=part
            )


def _clip_ends(cues: Sequence[Cue], *, always: bool) -> tuple[Cue, ...]:
    """Where cues stay on screen while the next is said, they end when it begins.

    People do talk at once; so only where the words are stamped (`always`), or overlaps are the file's way.
    """
    over = [_overlaps(before, after) for before, after in pairwise(cues)]
    if not cues or not (always or 2 * sum(over) > len(cues)):
        return tuple(cues)
    clipped = (
        replace(cue, end_ms=after.start_ms) if late else cue
        for cue, after, late in zip(cues[:-1], cues[1:], over, strict=True)
    )
    return (*clipped, cues[-1])


def _overlaps(before: Cue, after: Cue) -> bool:
    if before.start_ms is None or before.end_ms is None or after.start_ms is None:
        return False
    return before.start_ms < after.start_ms < before.end_ms


def _join_lines(lines: Sequence[Line]) -> Iterator[Cue]:
    speaker: str | None = None
    join = join_words if is_pointed(line.text for line in lines) else " ".join
    for _, group in groupby(_number_turns(lines), key=lambda pair: pair[0]):
        members = [line for _, line in group]
        text = join(line.text for line in members if line.text)
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
        turn += before is not None and (line.turn or line.part > 0 or line.speaker != before.speaker)
        before = line
        yield (line.block, turn), line
