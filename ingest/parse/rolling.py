"""Undoes rolling captions, in which a line stays on screen while the next one comes in.

Only lines that are still on screen are dropped: people do repeat themselves. Changes no text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.parse.words import Stamp

_TOUCHING_MS = 100
_GAP_MS = 1000
_FLASH_MS = 60
_SHARE = 0.25
_TELLING_WORDS = 3
_MOST_LINES = 30


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cue. `block` numbers the cue; `turn`: another speaker begins here, named or not.

    `stamps`: the times of single words, where the file tells them. `part` numbers the sentences of a line
    that was cut by them.
    """

    text: str
    start_ms: int | None
    end_ms: int | None
    block: int
    speaker: str | None = None
    turn: bool = False
    stamps: tuple[Stamp, ...] = ()
    part: int = 0


Screen = Sequence[Line]


def unroll_lines(screens: Sequence[Screen]) -> tuple[Line, ...]:
    """Every line once, timed from its first appearance; files that do not roll come out as they are."""
    if not rolls(screens):
        return tuple(line for screen in screens for line in screen)
    found: list[Line] = []
    shown: list[int] = []
    for before, screen in zip([(), *screens], screens, strict=False):
        touching = bool(before) and (_touch(before, screen) or _comes_back(before, screen) or _stays(before, screen))
        shown = _show(found, shown if touching else [], screen)
    return tuple(found)


def rolls(screens: Sequence[Screen]) -> bool:
    """Whether lines are carried over from cue to cue often enough to be the file's way.

    One short line that stands twice is more likely somebody who said it twice.
    """
    pairs = [(a, b) for a, b in pairwise(screens) if a and b]
    touching = [(a, b) for a, b in pairs if _touch(a, b)]
    carried = [after for before, after in touching if _carries(before, after)]
    if len(carried) == 1 and len(carried[0][0].text.split()) < _TELLING_WORDS:
        return False
    return (bool(carried) and len(carried) >= _SHARE * len(touching)) or _rolls_with_gaps(pairs)


def _rolls_with_gaps(pairs: Sequence[tuple[Screen, Screen]]) -> bool:
    """Whether most lines come back above the next one though the screen was empty for a moment."""
    came = sum(_comes_back(before, after) for before, after in pairs)
    return came > 1 and 2 * came >= len(pairs)


def _touch(before: Screen, after: Screen) -> bool:
    """Whether a screen follows at once, or before the last one is gone."""
    begun, end, start = before[0].start_ms, before[0].end_ms, after[0].start_ms
    if begun is None or end is None or start is None or start > end + _TOUCHING_MS:
        return False
    return start > begun or start >= end - _TOUCHING_MS


def _comes_back(before: Screen, after: Screen) -> bool:
    end, start = before[0].end_ms, after[0].start_ms
    if end is None or start is None or not 0 < start - end <= _GAP_MS:
        return False
    return 0 < _count_kept([line.text for line in before], after) < len(after)


def _stays(before: Screen, after: Screen) -> bool:
    """Whether the last line stands, after whatever pause, above one whose words are timed, and has itself no times."""
    kept = _count_kept([line.text for line in before], after)
    return 0 < kept < len(after) and bool(after[-1].stamps) and not any(line.stamps for line in after[:kept])


def _carries(before: Screen, after: Screen) -> bool:
    kept = _count_kept([line.text for line in before], after)
    if kept == 0:
        return len(before) == len(after) and _grows_below([line.text for line in before], after)
    return kept < len(after) or kept < len(before) or _flashes(before) or _flashes(after)


def _flashes(screen: Screen) -> bool:
    start, end = screen[0].start_ms, screen[0].end_ms
    return start is not None and end is not None and end - start <= _FLASH_MS


def _count_kept(before: Sequence[str], after: Screen) -> int:
    """How many lines at the top of `after` are those at the bottom of `before`."""
    texts = [line.text for line in after]
    for count in range(min(len(before), len(texts), _MOST_LINES), 0, -1):
        if list(before[-count:]) == texts[:count]:
            return count
    return 0


def _grows(before: str, after: str) -> bool:
    return len(after) > len(before) and after.startswith(before) and not after[len(before)].isalnum()


def _grows_below(before: Sequence[str], after: Screen) -> bool:
    """Whether only the lowest line changed, by words that came to its end."""
    texts = [line.text for line in after]
    return list(before[-len(texts) : -1]) == texts[:-1] and _grows(before[-1], texts[-1])


def _show(found: list[Line], shown: Sequence[int], screen: Screen) -> list[int]:
    """Add the new lines of a screen to `found`; return where in it the lines now on screen stand."""
    texts = [found[number].text for number in shown]
    if shown and _grows_below(texts, screen):
        last = screen[-1]
        found[shown[-1]] = replace(found[shown[-1]], text=last.text, end_ms=last.end_ms, stamps=last.stamps)
        return list(shown[-len(screen) :])
    kept = _count_kept(texts, screen)
    now = list(shown[len(shown) - kept :]) if kept else []
    rest = list(screen[kept:])
    if now and not rest:
        found[now[-1]] = replace(found[now[-1]], end_ms=screen[-1].end_ms)
    for line in rest:
        found.append(line)
        now.append(len(found) - 1)
    return now
