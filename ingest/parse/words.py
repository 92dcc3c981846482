"""Cuts a caption at the ends of its sentences where its words bear times of their own. Invents no time.

One that goes on for long without a stop is cut between clauses. A word that has no time, or one outside its
caption, begins no cue.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.language.sentences import split_turn
from ingest.records import Cue

_CLOSERS = "\"'”’»)]"
_STOPS = (".", "!", "?", "…", "。", "！", "？")
_LOOKED_BACK = 8
_LONG = 24
"""Words after which a caption without stops is cut between clauses, too: a recogniser's turn may last minutes."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """When a word begins. `left`: how many words of the caption remain from it on, itself included.

    `before_ms`: when the word before it ended, where the file says so. Counting from the end holds when a
    name or mark is taken off the beginning.
    """

    left: int
    start_ms: int
    before_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    start_ms: int | None
    end_ms: int | None


def stamp_pieces(pieces: Sequence[tuple[str, int | None]]) -> tuple[Stamp, ...]:
    """Stamps of a text that is written in pieces, each with the time of its first word."""
    stamps: list[Stamp] = []
    left = 0
    for number in range(len(pieces) - 1, 0, -1):
        text, start = pieces[number]
        left += len(text.split())
        apart = text[:1].isspace() or pieces[number - 1][0][-1:].isspace()
        if text.strip() and not apart:
            # Half a word: the count of words from here on would be off by one.
            return tuple(reversed(stamps))
        if text.strip() and start is not None:
            stamps.append(Stamp(left, start))
    return tuple(reversed(stamps))


def stamp_words(text: str, words: Sequence[Cue]) -> tuple[Stamp, ...]:
    """Stamps of a text that has its words beside it; none where they are other words."""
    said = [word.text.strip() for word in words]
    if len(said) < 2 or said != text.split():
        return ()
    return tuple(
        Stamp(len(said) - at, word.start_ms, before.end_ms)
        for at, (before, word) in enumerate(pairwise(words), 1)
        if word.start_ms is not None
    )


def cut_sentences(text: str, stamps: Sequence[Stamp], *, times: tuple[int | None, int | None]) -> Iterator[Piece]:
    """The sentences of a caption, each from its first word's time; the whole where no word tells one."""
    words = text.split()
    start, end = times
    first = 0
    for at, stamp in _find_cuts(words, stamps) if stamps and start is not None else ():
        if start is not None and start < stamp.start_ms and (end is None or stamp.start_ms <= end):
            until = stamp.start_ms if stamp.before_ms is None else min(stamp.before_ms, stamp.start_ms)
            yield Piece(" ".join(words[first:at]), start, max(start, until))
            first, start = at, stamp.start_ms
    yield Piece(" ".join(words[first:]), start, end)


def _find_cuts(words: Sequence[str], stamps: Sequence[Stamp]) -> Iterator[tuple[int, Stamp]]:
    known = {len(words) - stamp.left: stamp for stamp in stamps}
    joined = " ".join(words)
    at = counted = last = 0
    for begin, _ in split_turn(joined, turn=(0, len(joined))):
        at += joined.count(" ", counted, begin)
        counted = begin
        if at in known and (at - last >= _LONG or _ends_sentence(joined, begin)):
            last = at
            yield at, known[at]


def _ends_sentence(joined: str, begin: int) -> bool:
    if not begin or joined[begin - 1] != " ":
        return False
    return joined[max(0, begin - _LOOKED_BACK) : begin - 1].rstrip(_CLOSERS).endswith(_STOPS)
