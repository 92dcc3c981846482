"""Undoes captions that stand once for each of their words, with the word that is spoken set apart.

Whisper, WhisperX (`--highlight_words`) and stable-ts write so. Only cues that touch and differ in nothing but
where one mark stands around some of their words, further on each time, are one: a whole line in another colour is
another speaker's, and where the mark goes back the words are said again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.parse.blocks import Block

TAGS = re.compile(r"</?(?:u|b|i|font|span|c)(?:[.\s][^<>]{0,100})?>", re.IGNORECASE)
_TOUCHING_MS = 100


def merge_highlights(blocks: Sequence[Block], *, marks: re.Pattern[str] = TAGS) -> Iterator[Block]:
    """`marks`: what begins and ends a stretch that looks otherwise."""
    group: list[Block] = []
    for block in blocks:
        if group and not (_goes_on(group[-1], block, marks=marks) and _moves_on(group, block, marks=marks)):
            yield _merge(group, marks=marks)
            group = []
        group.append(block)
    if group:
        yield _merge(group, marks=marks)


def _goes_on(before: Block, after: Block, *, marks: re.Pattern[str]) -> bool:
    if before.lines == after.lines or before.end_ms is None or after.start_ms is None:
        return False
    if not 0 <= after.start_ms - before.end_ms <= _TOUCHING_MS:
        return False
    same = _strip(before, marks=marks) == _strip(after, marks=marks)
    return same and _is_highlight(before, marks=marks) and _is_highlight(after, marks=marks)


def _is_highlight(block: Block, *, marks: re.Pattern[str]) -> bool:
    """Whether one stretch is set apart, or none, as between two words."""
    text = "\n".join(block.lines)
    found = list(marks.finditer(text))
    if not found:
        return True
    apart = f"{text[: found[0].start()]}{text[found[-1].end() :]}"
    return len(found) == 2 and bool(apart.strip())


def _moves_on(group: Sequence[Block], after: Block, *, marks: re.Pattern[str]) -> bool:
    places = (_find_mark(block, marks=marks) for block in reversed(group))
    last, now = next((place for place in places if place is not None), None), _find_mark(after, marks=marks)
    return last is None or now is None or last < now


def _find_mark(block: Block, *, marks: re.Pattern[str]) -> int | None:
    found = marks.search("\n".join(block.lines))
    return found.start() if found else None


def _strip(block: Block, *, marks: re.Pattern[str]) -> list[str]:
    return [marks.sub("", line) for line in block.lines]


def _merge(group: Sequence[Block], *, marks: re.Pattern[str]) -> Block:
    if len(group) == 1:
        return group[0]
    return Block(group[0].start_ms, group[-1].end_ms, _strip(group[0], marks=marks))
