"""Decides which cues make one segment, and where a long paragraph is cut. Invents no time.

Cues are never cut inside as long as they have a time, so borders follow sentences only as far as cues do.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ingest.language.scripts import UNSPACED, is_pointed, join_words
from ingest.language.sentences import split_turn
from ingest.records import Cue

MIN_WORDS = 15
CLAUSE_WORDS = 35
MAX_WORDS = 60
MAX_MS = 25_000
LONG_GAP_MS = 3_000
PAUSE_MS = 600
SENTENCE_PAUSE_MS = 1_000
UNPUNCTUATED_WORDS = 40
LONG_PARAGRAPH_WORDS = 120
PIECE_WORDS = 60
_PIECE_LETTERS = 3 * PIECE_WORDS

_STOP = re.compile(r"[.!?…。！？][\"'”’»)\]]{0,3}$")
_CLAUSE = re.compile(r"[,;:，；、][\"'”’»)\]]{0,3}$")
_COMMA = re.compile(rf"\s|[、，；](?=[{UNSPACED}])")
_BORDER = re.compile(rf"\s|(?<=[{UNSPACED}])(?=[{UNSPACED}])")
_WORDS_PER_STOP = 60
_LONG_WORD = 14

Join = Callable[[Iterable[str]], str]


@dataclass(frozen=True, slots=True)
class Passage:
    """A segment before it has a number."""

    text: str
    start_ms: int | None
    end_ms: int | None
    speaker: str | None
    paragraph: bool
    heading: str = ""
    seams: tuple[int, ...] = ()


@dataclass(slots=True)
class _Group:
    cues: list[Cue]
    words: int
    end_ms: int | None

    def add(self, cue: Cue) -> None:
        self.cues.append(cue)
        self.words += count_words(cue.text)
        self.end_ms = max((ms for ms in (self.end_ms, cue.end_ms) if ms is not None), default=None)


def group_cues(cues: Sequence[Cue]) -> Iterator[Passage]:
    """Passages in the order of the cues; every word of every cue is in exactly one."""
    punctuated = is_punctuated(cues)
    join = join_words if is_pointed(cue.text for cue in cues) else " ".join
    group: _Group | None = None
    for cue in cues:
        if group is not None and _begins(cue, group=group, punctuated=punctuated):
            yield from _close(group, join=join)
            group = None
        if group is None:
            group = _Group([], 0, None)
        group.add(cue)
    if group is not None:
        yield from _close(group, join=join)


def is_punctuated(cues: Sequence[Cue]) -> bool:
    words = sum(count_words(cue.text) for cue in cues)
    stops = sum(text.count(stop) for text in (cue.text for cue in cues) for stop in ".!?…。！？")
    return stops * _WORDS_PER_STOP >= words


def count_words(text: str) -> int:
    """Words by spaces; where there are hardly any spaces, three characters count as one."""
    words = text.count(" ") + 1
    return words if len(text) <= _LONG_WORD * words else max(words, len(text) // 3)


def _begins(cue: Cue, *, group: _Group, punctuated: bool) -> bool:
    first, last = group.cues[0], group.cues[-1]
    if (
        cue.paragraph
        or cue.heading
        or cue.speaker != first.speaker
        or (cue.start_ms is None) != (first.start_ms is None)
    ):
        return True
    if _find_gap(cue, group) >= LONG_GAP_MS or _overflows(cue, group):
        return True
    if punctuated:
        return _rests(cue, group=group) or _ends_well(last.text, words=group.words)
    return group.words >= UNPUNCTUATED_WORDS or (group.words >= MIN_WORDS and _find_gap(cue, group) >= PAUSE_MS)


def _overflows(cue: Cue, group: _Group) -> bool:
    if group.words + count_words(cue.text) > MAX_WORDS:
        return True
    start, end = group.cues[0].start_ms, cue.end_ms if cue.end_ms is not None else cue.start_ms
    return start is not None and end is not None and end - start > MAX_MS


def _rests(cue: Cue, *, group: _Group) -> bool:
    """Whether the speaker ends a sentence and pauses before the cue, as before a new thought."""
    return _find_gap(cue, group) >= SENTENCE_PAUSE_MS and bool(_STOP.search(group.cues[-1].text[-5:]))


def _ends_well(text: str, *, words: int) -> bool:
    tail = text[-5:]
    return (words >= MIN_WORDS and bool(_STOP.search(tail))) or (words >= CLAUSE_WORDS and bool(_CLAUSE.search(tail)))


def _find_gap(cue: Cue, group: _Group) -> int:
    if cue.start_ms is None or group.end_ms is None:
        return 0
    return cue.start_ms - group.end_ms


def _close(group: _Group, *, join: Join) -> Iterator[Passage]:
    first = group.cues[0]
    text = join(cue.text for cue in group.cues)
    seams = _join_seams(group.cues)
    # Of a paragraph the beginning may be known, and is all that is known of its pieces; captions stay whole.
    if group.end_ms is None and group.words > LONG_PARAGRAPH_WORDS:
        before = 0
        for number, piece in enumerate(_cut(text)):
            begins = number == 0
            letters = count_letters(piece)
            inside = seams[bisect_left(seams, before) : bisect_right(seams, before + letters)]
            own = tuple(seam - before for seam in inside)
            before += letters
            heading = first.heading if begins else ""
            paragraph = first.paragraph and begins
            yield Passage(piece, first.start_ms, None, first.speaker, paragraph, heading, own)
    else:
        yield Passage(text, first.start_ms, group.end_ms, first.speaker, first.paragraph, first.heading, seams)


def _join_seams(cues: Sequence[Cue]) -> tuple[int, ...]:
    """Those of the cues, counted from the beginning of the first."""
    if not any(cue.seams for cue in cues):
        return ()
    befores = accumulate((count_letters(cue.text) for cue in cues), initial=0)
    return tuple(before + seam for before, cue in zip(befores, cues, strict=False) for seam in cue.seams)


def count_letters(text: str) -> int:
    """Letters and digits, as seams count them."""
    return sum(map(str.isalnum, text))


def _cut(text: str) -> Iterator[str]:
    """Pieces of whole sentences, each of some `PIECE_WORDS` words."""
    begun, words = 0, 0
    for start, end in split_turn(text, turn=(0, len(text))):
        length = count_words(text[start:end])
        if words and words + length > PIECE_WORDS:
            yield from _break_up(text[begun:start].strip())
            begun, words = start, 0
        words += length
    yield from _break_up(text[begun:].strip())


def _break_up(piece: str) -> Iterator[str]:
    """Where neither stops nor words tell sentences, as in Chinese or Japanese without points: behind commas and blanks,
    else between any two characters that are joined without a space."""
    begun = 0
    if count_words(piece) > LONG_PARAGRAPH_WORDS:
        while len(piece) - begun > _PIECE_LETTERS:
            until = begun + _PIECE_LETTERS
            marks = [match.end() for match in _COMMA.finditer(piece, begun, until)]
            border = None if marks else _BORDER.search(piece, until)
            end = marks[-1] if marks else border.end() if border else len(piece)
            yield piece[begun:end].strip()
            begun = end
    if begun < len(piece):
        yield piece[begun:].strip()
