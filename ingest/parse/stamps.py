"""Reads the ways in which files write times. All results are whole milliseconds; None where there is no time.

A time beyond `MAX_MS` is taken for none: no recording is that long, and databases count in 32 bits.
"""

from __future__ import annotations

import math
import re

MAX_MS = 500 * 3_600_000
CLOCK = r"(?:[0-9]{1,4}:)?[0-9]{1,3}:[0-9]{1,2}(?:[.,][0-9]{1,9})?"
TIMECODE = rf"(?:[0-9]{{1,2}}:[0-9]{{2}}:[0-9]{{2}}[:;][0-9]{{2}}|{CLOCK})"
"""A clock, or one that ends in a number of frames, as editing programs write."""
_CLOCK = re.compile(r"(?:([0-9]{1,4}):)?([0-9]{1,3}):([0-9]{1,2})(?:[.,]([0-9]{1,9}))?")
_MAX_DIGITS = 24


def read_clock(text: str) -> int | None:
    """`1:02:03.5`, `02:03,500` or `0:03` as milliseconds; missing hours and fraction count as zero."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        return None
    hours, minutes, seconds, fraction = match.groups()
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return limit_ms(whole * 1000 + int((fraction or "0").ljust(3, "0")[:3]))


def read_timecode(text: str) -> int | None:
    """As `read_clock`. Frames are left out: how many a second has is not said."""
    parts = text.strip().replace(";", ":").split(":")
    return read_clock(":".join(parts[:3]))


def from_seconds(value: object) -> int | None:
    """A number of seconds, or a numeric string of them."""
    return _scale(value, 1000.0)


def from_ms(value: object) -> int | None:
    """A number of milliseconds, or a numeric string of them."""
    return _scale(value, 1.0)


def add_ms(start: int | None, length: int | None) -> int | None:
    return None if start is None or length is None else limit_ms(start + length)


def limit_ms(value: int) -> int | None:
    return max(0, value) if value <= MAX_MS else None


def _scale(value: object, factor: float) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value[:_MAX_DIGITS] if isinstance(value, str) else value) * factor
    except (ValueError, OverflowError):
        return None
    return limit_ms(round(number)) if math.isfinite(number) else None
