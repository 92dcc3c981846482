"""Finds the timed blocks of WebVTT and SRT files, however carelessly they were written.

Knows stamps, cue numbers and blank lines; leaves the lines of a cue as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.parse.stamps import CLOCK, read_clock

_TIMING = re.compile(rf"\s{{0,20}}(-?{CLOCK})\s{{0,20}}-{{1,3}}>\s{{0,20}}(-?{CLOCK})(?=\s|$)")
_TYPED = r"([0-9]{1,3})\s?[:：]\s?([0-9]{1,2})\s?[:：]\s?([0-9]{1,2})\s?[,.:，]\s?([0-9]{1,3})"
# As hands, machine translation and YouTube's own editor (“0:00:00.599,0:00:04.160”) write them.
_LOOSE_TIMING = re.compile(rf"\s{{0,20}}{_TYPED}\s{{0,20}}[-–—]\s?[-–—]?\s?>\s{{0,20}}{_TYPED}(?=\s|$)")
_COMMA_TIMING = re.compile(
    r"\s{0,20}([0-9]{1,2}:[0-9]{2}:[0-9]{2}\.[0-9]{2,3}),([0-9]{1,2}:[0-9]{2}:[0-9]{2}\.[0-9]{2,3})\s{0,20}"
)
_SETTING = re.compile(r"(?:vertical|line|position|size|align|region)\s?:|[a-z]\w*:\S|[A-Z][12]?:\S", re.ASCII)
_NUMBER = re.compile(r"\s{0,20}[0-9]{1,9}\s{0,20}")
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION|WEBVTT)(?:\s|$)")
_LOOKED_AT = 200


@dataclass(slots=True)
class Block:
    """`lines` as written, without the timing line, number and notes."""

    start_ms: int | None
    end_ms: int | None
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    """Where the reader stands: in a cue, in a note, or between (`waiting` holds lines nobody claimed yet)."""

    notes: bool
    head: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    fresh: int = 0
    in_cue: bool = False
    in_note: bool = False


def find_timing(line: str) -> tuple[int | None, int | None, str] | None:
    """Start and end where the line is a cue's timing, and what stands behind them."""
    if ">" not in line and line.count(",") != 1:
        return None
    head = line[:_LOOKED_AT]
    match = _TIMING.match(head) or _COMMA_TIMING.fullmatch(head)
    if match:
        return _read_edge(match[1]), _read_edge(match[2]), line[match.end() :]
    typed = _LOOSE_TIMING.match(head)
    return (_read_typed(typed.groups()[:4]), _read_typed(typed.groups()[4:]), line[typed.end() :]) if typed else None


def _read_typed(parts: Sequence[str]) -> int | None:
    hours, minutes, seconds, fraction = parts
    return read_clock(f"{hours}:{minutes}:{seconds}.{fraction}")


def _read_edge(clock: str) -> int | None:
    """What was moved to before the beginning begins with it."""
    return 0 if clock.startswith("-") else read_clock(clock)


def read_blocks(lines: Iterable[str], *, notes: bool) -> tuple[tuple[str, ...], tuple[Block, ...]]:
    """The lines before the first cue, and the cues. `notes`: NOTE and STYLE blocks are no text.

    An empty line ends a cue, a line of one space does not. Text after an empty line that is neither a
    note nor the name of the next cue still belongs to the cue before.
    """
    state = _Reading(notes=notes)
    for line in lines:
        timing = find_timing(line)
        if timing is not None:
            _open_cue(state, *timing)
        elif not line:
            _end_block(state)
        else:
            _take_line(state, line)
    _claim_waiting(state)
    return tuple(state.head), tuple(state.blocks)


def _open_cue(state: _Reading, start_ms: int | None, end_ms: int | None, behind: str) -> None:
    """`behind`: of its times, settings or what some write there, as the first line of the cue."""
    _drop_name(state)
    _claim_waiting(state)
    words = behind.strip()
    state.blocks.append(Block(start_ms, end_ms, [words] if words and not _SETTING.match(words) else []))
    state.in_cue, state.in_note = True, False


def _drop_name(state: _Reading) -> None:
    """Take away the line that names or numbers the cue about to begin."""
    if state.in_cue:
        lines = state.blocks[-1].lines
        if lines and _NUMBER.fullmatch(lines[-1]):
            lines.pop()
    elif not state.fresh and state.waiting and state.waiting[-1].strip() == str(len(state.blocks) + 1):
        # An empty line after each other line parts the numbers from their cues.
        state.waiting.pop()
    elif state.fresh and (_NUMBER.fullmatch(state.waiting[-1]) or (state.notes and state.fresh == 1)):
        state.waiting.pop()


def _end_block(state: _Reading) -> None:
    state.in_cue = state.in_note = False
    state.fresh = 0


def _take_line(state: _Reading, line: str) -> None:
    if state.in_cue:
        state.blocks[-1].lines.append(line)
    elif state.in_note:
        return
    elif state.notes and not state.fresh and state.blocks and _ASIDE.match(line):
        state.in_note = True
    else:
        state.waiting.append(line)
        state.fresh += 1


def _claim_waiting(state: _Reading) -> None:
    home = state.blocks[-1].lines if state.blocks else state.head
    home.extend(state.waiting)
    state.waiting.clear()
    state.fresh = 0
