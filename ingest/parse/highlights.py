"""Undoes captions that stand once for each of their words, with the word that is spoken underlined.

Whisper and WhisperX write so (`--highlight_words`). Only cues that touch and differ in nothing else are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.parse.blocks import Block

_UNDERLINE = re.compile(r"</?u>", re.IGNORECASE)
_TOUCHING_MS = 100


def merge_highlights(blocks: Sequence[Block]) -> Iterator[Block]:
    group: list[Block] = []
    for block in blocks:
        if group and not _goes_on(group[-1], block):
            yield _merge(group)
            group = []
        group.append(block)
    if group:
        yield _merge(group)


def _goes_on(before: Block, after: Block) -> bool:
    if before.lines == after.lines or before.end_ms is None or after.start_ms is None:
        return False
    if not 0 <= after.start_ms - before.end_ms <= _TOUCHING_MS:
        return False
    return _strip(before) == _strip(after)


def _strip(block: Block) -> list[str]:
    return [_UNDERLINE.sub("", line) for line in block.lines]


def _merge(group: Sequence[Block]) -> Block:
    return group[0] if len(group) == 1 else Block(group[0].start_ms, group[-1].end_ms, _strip(group[0]))
